/** What libmemcached and twemproxy begin with. */
const SEED = 13

/** Bob Jenkins's lookup3 (`hashlittle`), which memcached's C clients call `jenkins`. */
export function lookup3(bytes: Uint8Array): number {
  const { length } = bytes
  let a = (0xdeadbeef + length + SEED) | 0
  let b = a
  let c = a
  let at = 0
  for (; length - at > 12; at += 12) {
    a = (a + word(bytes, at)) | 0
    b = (b + word(bytes, at + 4)) | 0
    c = (c + word(bytes, at + 8)) | 0
    a = ((a - c) | 0) ^ rotate(c, 4)
    c = (c + b) | 0
    b = ((b - a) | 0) ^ rotate(a, 6)
    a = (a + c) | 0
    c = ((c - b) | 0) ^ rotate(b, 8)
    b = (b + a) | 0
    a = ((a - c) | 0) ^ rotate(c, 16)
    c = (c + b) | 0
    b = ((b - a) | 0) ^ rotate(a, 19)
    a = (a + c) | 0
    c = ((c - b) | 0) ^ rotate(b, 4)
    b = (b + a) | 0
  }
  if (length === at) return c >>> 0
  a = (a + word(bytes, at)) | 0
  b = (b + word(bytes, at + 4)) | 0
  c = (c + word(bytes, at + 8)) | 0
  c = ((c ^ b) - rotate(b, 14)) | 0
  a = ((a ^ c) - rotate(c, 11)) | 0
  b = ((b ^ a) - rotate(a, 25)) | 0
  c = ((c ^ b) - rotate(b, 16)) | 0
  a = ((a ^ c) - rotate(c, 4)) | 0
  b = ((b ^ a) - rotate(a, 14)) | 0
  c = ((c ^ b) - rotate(b, 24)) | 0
  return c >>> 0
}

/** Four bytes, the first lowest; 0 for what is beyond the end. */
function word(bytes: Uint8Array, at: number): number {
  const byte = (i: number) => bytes[at + i] ?? 0
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24)
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}
