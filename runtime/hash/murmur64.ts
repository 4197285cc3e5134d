const M = 0xc6a4a7935bd1e995n
const R = 47n
const SEED = 4193360111n

/** MurmurHash64A with the seed of mcrouter. */
export function murmur64(bytes: Buffer): bigint {
  const { length } = bytes
  let hash = word(SEED ^ (BigInt(length) * M))
  let at = 0
  for (; length - at >= 8; at += 8) hash = mix(hash, bytes.readBigUInt64LE(at))
  if (at < length) {
    let rest = 0n
    for (let i = length - 1; i >= at; i--) rest = (rest << 8n) | BigInt(bytes[i] as number)
    hash = word((hash ^ rest) * M)
  }
  return finish(hash)
}

/** The hash of a hash. */
export function murmur64Again(hash: bigint): bigint {
  return finish(mix(word(SEED ^ (8n * M)), hash))
}

function mix(hash: bigint, block: bigint): bigint {
  const product = word(block * M)
  return word((hash ^ word((product ^ (product >> R)) * M)) * M)
}

function finish(hash: bigint): bigint {
  const product = word((hash ^ (hash >> R)) * M)
  return product ^ (product >> R)
}

function word(value: bigint): bigint {
  return BigInt.asUintN(64, value)
}
