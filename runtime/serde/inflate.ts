import { zlib } from '../builtin.js'
import { tooLarge } from './large.js'
import { unreadable } from './unreadable.js'

/** With the option `info`, which the types of Node do not know. */
interface Inflated {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}

/**
 * What zlib has compressed.
 *
 * @throws MemcacheError if it is longer than `maxSize`, or if the data are not one whole zlib container
 */
export function inflate(data: Buffer, maxSize: number, flags: number): Buffer {
  const { buffer, engine } = attempt(data, maxSize, flags)
  // zlib stops at the end of its data, and would pass over what an append has put behind it.
  if (engine.bytesWritten === data.length) return buffer
  throw broken(flags)
}

function attempt(data: Buffer, maxSize: number, flags: number): Inflated {
  try {
    const options = { info: true, maxOutputLength: maxSize }
    return zlib().inflateSync(data, options) as unknown as Inflated
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(maxSize)
    throw broken(flags)
  }
}

function broken(flags: number): Error {
  return unreadable(
    flags,
    'compressed by zlib',
    'it was written with another algorithm or changed afterwards, as append does, or a program that uses flags in its ' +
      'own way wrote it: read it with a client without compression',
  )
}
