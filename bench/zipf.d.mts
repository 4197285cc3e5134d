export function zipf(count: number, random: () => number, exponent?: number): () => number
