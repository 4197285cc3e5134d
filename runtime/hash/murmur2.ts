const M = 0x5bd1e995

/** MurmurHash2 with the seed of memcached's C clients, which call it `murmur`. */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes
  let hash = Math.imul(0xdeadbeef, length) ^ length
  let at = 0
  for (; length - at >= 4; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    const mixed = Math.imul(word, M)
    hash = Math.imul(hash, M) ^ Math.imul(mixed ^ (mixed >>> 24), M)
  }
  if (at < length) {
    for (let i = 0; at + i < length; i++) hash ^= (bytes[at + i] as number) << (8 * i)
    hash = Math.imul(hash, M)
  }
  hash = Math.imul(hash ^ (hash >>> 13), M)
  return (hash ^ (hash >>> 15)) >>> 0
}
