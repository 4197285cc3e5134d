/** Bytes as Python shows them, `b'foo'`: what pymemcache hashes in the place of a key that is bytes. */
export function pyRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'"
  const shown = Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte)
    if (character === quote || character === '\\') return `\\${character}`
    if (byte === 0x09) return '\\t'
    if (byte === 0x0a) return '\\n'
    if (byte === 0x0d) return '\\r'
    return byte < 0x20 || byte > 0x7e ? `\\x${byte.toString(16).padStart(2, '0')}` : character
  })
  return `b${quote}${shown.join('')}${quote}`
}
