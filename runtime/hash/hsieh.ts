/** Paul Hsieh's SuperFastHash as twemproxy has it. */
export function hsieh(bytes: Uint8Array): number {
  const { length } = bytes
  let hash = 0
  if (length === 0) return 0
  const pair = (at: number) => (bytes[at] as number) | ((bytes[at + 1] as number) << 8)
  let at = 0
  for (; length - at >= 4; at += 4) {
    hash = (hash + pair(at)) | 0
    hash = (hash << 16) ^ ((pair(at + 2) << 11) ^ hash)
    hash = (hash + (hash >>> 11)) | 0
  }
  const rest = length - at
  if (rest === 3) {
    hash = (hash + pair(at)) | 0
    hash ^= hash << 16
    // This byte alone has a sign.
    hash ^= (((bytes[at + 2] as number) << 24) >> 24) << 18
    hash = (hash + (hash >>> 11)) | 0
  } else if (rest === 2) {
    hash = (hash + pair(at)) | 0
    hash ^= hash << 11
    hash = (hash + (hash >>> 17)) | 0
  } else if (rest === 1) {
    hash = (hash + (bytes[at] as number)) | 0
    hash ^= hash << 10
    hash = (hash + (hash >>> 1)) | 0
  }
  hash ^= hash << 3
  hash = (hash + (hash >>> 5)) | 0
  hash ^= hash << 4
  hash = (hash + (hash >>> 17)) | 0
  hash ^= hash << 25
  return (hash + (hash >>> 6)) >>> 0
}
