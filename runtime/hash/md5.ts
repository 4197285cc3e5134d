import { crypto } from '../builtin.js'

/** The digest of bytes or text; MD5 unless another algorithm of Node is named. */
export function digest(data: Uint8Array | string, algorithm = 'md5'): Buffer {
  return crypto().hash(algorithm, data, 'buffer')
}

/** The first four bytes of the MD5, the first lowest: what ketama hashes keys by. */
export function md5(bytes: Uint8Array): number {
  return digest(bytes).readUInt32LE(0)
}
