import { signed } from './keybytes.js'

/** Bob Jenkins's one-at-a-time, over bytes with a sign as C has them: the default of libmemcached. */
export function oneAtATime(bytes: Uint8Array): number {
  let hash = 0
  for (const byte of signed(bytes)) {
    hash = (hash + byte) | 0
    hash = (hash + (hash << 10)) | 0
    hash ^= hash >>> 6
  }
  hash = (hash + (hash << 3)) | 0
  hash ^= hash >>> 11
  return (hash + (hash << 15)) >>> 0
}
