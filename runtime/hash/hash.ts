/** Hashes bytes to a whole number from 0 to 4294967295. */
export type Hash = (bytes: Uint8Array) => number
