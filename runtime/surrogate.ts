/**
 * Where a text holds half of a surrogate pair, or -1. UTF-8 has no bytes for it: written, it would come back as another
 * character.
 */
export function loneSurrogate(text: string): number {
  const { length } = text
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0xd800 || code > 0xdfff) continue
    if (code > 0xdbff || !isLow(text.charCodeAt(i + 1))) return i
    i++
  }
  return -1
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff
}
