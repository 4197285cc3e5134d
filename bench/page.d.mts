export function replacePart(page: string, name: string, text: string): string
