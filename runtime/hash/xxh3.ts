import { Buffer } from 'node:buffer'

const SECRET = Buffer.from(
  'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
    'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8' +
    'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb' +
    '170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
  'hex',
)
const [P32_1, P32_2, P32_3] = [0x9e3779b1n, 0x85ebca77n, 0xc2b2ae3dn]
const P64_1 = 0x9e3779b185ebca87n
const P64_2 = 0xc2b2ae3d27d4eb4fn
const P64_3 = 0x165667b19e3779f9n
const P64_4 = 0x85ebca77c2b2ae63n
const P64_5 = 0x27d4eb2f165667c5n
const MX1 = 0x165667919e3779f9n
const MX2 = 0x9fb21c651e98df25n
const STRIPE = 64
const STRIPES = 16

/** XXH3, 64 bits: what memcached's own proxy hashes keys by. */
export function xxh3(bytes: Buffer, seed = 0n): bigint {
  const { length } = bytes
  if (length <= 16) return upTo16(bytes, length, seed)
  if (length <= 128) return upTo128(bytes, length, seed)
  return length <= 240 ? upTo240(bytes, length, seed) : long(bytes, length, seed)
}

function upTo16(bytes: Buffer, length: number, seed: bigint): bigint {
  if (length > 8) {
    const low = read(bytes, 0) ^ word(flip(24) + seed)
    const high = read(bytes, length - 8) ^ word(flip(40) - seed)
    return avalanche(word(BigInt(length) + swapped(low) + high + folded(low, high)))
  }
  if (length > 3) {
    const own = seed ^ (swapped(seed & 0xffffffffn) & 0xffffffff00000000n)
    const both = BigInt(bytes.readUInt32LE(length - 4)) + (BigInt(bytes.readUInt32LE(0)) << 32n)
    const keyed = both ^ word(flip(8) - own)
    const first = word((keyed ^ rotated(keyed, 49n) ^ rotated(keyed, 24n)) * MX2)
    const second = word((first ^ ((first >> 35n) + BigInt(length))) * MX2)
    return second ^ (second >> 28n)
  }
  if (length === 0) return avalanche64(seed ^ flip(56))
  const at = (index: number) => bytes[index] as number
  const mixed = (at(0) << 16) | (at(length >> 1) << 24) | at(length - 1) | (length << 8)
  const secret = (SECRET.readUInt32LE(0) ^ SECRET.readUInt32LE(4)) >>> 0
  return avalanche64(BigInt(mixed >>> 0) ^ word(BigInt(secret) + seed))
}

function upTo128(bytes: Buffer, length: number, seed: bigint): bigint {
  let sum = BigInt(length) * P64_1
  for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
    sum += mixed16(bytes, 16 * pair, 32 * pair, seed)
    sum += mixed16(bytes, length - 16 * (pair + 1), 32 * pair + 16, seed)
  }
  return avalanche(word(sum))
}

function upTo240(bytes: Buffer, length: number, seed: bigint): bigint {
  let sum = BigInt(length) * P64_1
  for (let i = 0; i < 8; i++) sum += mixed16(bytes, 16 * i, 16 * i, seed)
  sum = avalanche(word(sum))
  for (let i = 8; i < length >> 4; i++) sum += mixed16(bytes, 16 * i, 16 * (i - 8) + 3, seed)
  return avalanche(word(sum + mixed16(bytes, length - 16, 136 - 17, seed)))
}

function long(bytes: Buffer, length: number, seed: bigint): bigint {
  const secret = seeded(seed)
  const sums = [P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1]
  const stripes = Math.floor((length - 1) / STRIPE)
  for (let i = 0; i < stripes; i++) {
    accumulate(sums, bytes, STRIPE * i, secret, 8 * (i % STRIPES))
    if (i % STRIPES === STRIPES - 1) scramble(sums, secret)
  }
  accumulate(sums, bytes, length - STRIPE, secret, secret.length - STRIPE - 7)
  let sum = BigInt(length) * P64_1
  for (let i = 0; i < 8; i += 2) {
    sum += folded(
      (sums[i] as bigint) ^ read(secret, 11 + 8 * i),
      (sums[i + 1] as bigint) ^ read(secret, 19 + 8 * i),
    )
  }
  return avalanche(word(sum))
}

function seeded(seed: bigint): Buffer {
  const secret = Buffer.from(SECRET)
  for (let at = 0; at < secret.length; at += 16) {
    secret.writeBigUInt64LE(word(read(SECRET, at) + seed), at)
    secret.writeBigUInt64LE(word(read(SECRET, at + 8) - seed), at + 8)
  }
  return secret
}

function accumulate(sums: bigint[], bytes: Buffer, at: number, secret: Buffer, key: number): void {
  for (let i = 0; i < 8; i++) {
    const data = read(bytes, at + 8 * i)
    const keyed = data ^ read(secret, key + 8 * i)
    sums[i ^ 1] = word((sums[i ^ 1] as bigint) + data)
    sums[i] = word((sums[i] as bigint) + (keyed & 0xffffffffn) * (keyed >> 32n))
  }
}

function scramble(sums: bigint[], secret: Buffer): void {
  for (const [i, sum] of sums.entries()) {
    sums[i] = word((sum ^ (sum >> 47n) ^ read(secret, secret.length - STRIPE + 8 * i)) * P32_1)
  }
}

function mixed16(bytes: Buffer, at: number, key: number, seed: bigint): bigint {
  return folded(
    read(bytes, at) ^ word(read(SECRET, key) + seed),
    read(bytes, at + 8) ^ word(read(SECRET, key + 8) - seed),
  )
}

function flip(at: number): bigint {
  return read(SECRET, at) ^ read(SECRET, at + 8)
}

/** Both halves of the product, in one. */
function folded(a: bigint, b: bigint): bigint {
  const product = a * b
  return word(product) ^ (product >> 64n)
}

function avalanche(value: bigint): bigint {
  const product = word((value ^ (value >> 37n)) * MX1)
  return product ^ (product >> 32n)
}

function avalanche64(value: bigint): bigint {
  const first = word((value ^ (value >> 33n)) * P64_2)
  const second = word((first ^ (first >> 29n)) * P64_3)
  return second ^ (second >> 32n)
}

function rotated(value: bigint, bits: bigint): bigint {
  return word((value << bits) | (value >> (64n - bits)))
}

/** The bytes in the opposite order. */
function swapped(value: bigint): bigint {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes.readBigUInt64BE()
}

function read(bytes: Buffer, at: number): bigint {
  return bytes.readBigUInt64LE(at)
}

function word(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}
