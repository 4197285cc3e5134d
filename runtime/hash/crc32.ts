import { zlib } from '../builtin.js'

/** CRC-32, as zlib, gomemcache and dalli have it; twemproxy calls it `crc32a`. */
export function crc32(bytes: Uint8Array): number {
  return zlib().crc32(bytes)
}

/** The upper half of a CRC-32 without its sign, as libmemcached, spymemcached and python-memcached use it. */
export function crc(bytes: Uint8Array): number {
  return (zlib().crc32(bytes) >>> 16) & 0x7fff
}

/** CRC-16 (CCITT, from 0) as twemproxy has it, which cuts nothing off: the bits above the sixteenth stay. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = (crc << 8) ^ remainder(((crc >>> 8) ^ byte) & 0xff)
  return crc >>> 0
}

function remainder(byte: number): number {
  let rest = byte << 8
  for (let bit = 0; bit < 8; bit++) rest = rest & 0x8000 ? (rest << 1) ^ 0x1021 : rest << 1
  return rest & 0xffff
}
