/** `A`, `A or B`, `A, B or C`. */
export function list(words: readonly string[], joint: 'or' | 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`
}
