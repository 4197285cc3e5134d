import { type Bench, hidingIn } from './bench.js'
import type { Read } from './reading.js'

/** A key that any call can give. */
const KEY = /^[!-~\x80-\xff]{1,250}$/

/**
 * A request that can be sent, for one that cannot: an example of the command whose words it begins with, with its key
 * and with a reply. Undefined if there is no such command.
 */
export function standInFor(bench: Bench, bytes: Buffer): Read | undefined {
  const { metadata, samples } = bench
  const [line = ''] = bytes.toString('latin1').split(/\r?\n/)
  const fits = Object.entries(metadata).filter(
    ([name, { operation }]) => samples.has(name) && `${line} `.startsWith(`${operation} `),
  )
  const [name, facts] =
    fits.sort(([, a], [, b]) => b.operation.length - a.operation.length)[0] ?? []
  const sample = name === undefined ? undefined : samples.get(name)
  if (!sample || !facts) return undefined
  const key = line.split(/ +/)[1] ?? ''
  const { silence } = facts
  const hiding = hidingIn(bench, sample)
  const received = {
    ...sample,
    keys: sample.keys.length > 0 && KEY.test(key) ? [Buffer.from(key, 'latin1')] : sample.keys,
    options: {
      ...sample.options,
      ...(silence && { [silence.option]: false }),
      ...(hiding !== undefined && { [hiding]: false }),
    },
    silent: facts.ending === 'none',
  }
  return { received, bytes }
}
