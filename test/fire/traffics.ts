import { NO_CAS, type Traffic } from '../support/traffic.js'

/** A server for which a value is too large. */
const LIMITED = ['-I', '128k', '-o', 'slab_chunk_max=128']
/** The value. */
const LARGE = 'x'.repeat(132_000)

/** Fetches of every kind. */
export const fetches: Traffic = {
  title: 'fetches',
  async prepare(cache) {
    await cache.setMany({ a: 'VALUE a 16 1', b: 'END\r\n', n: 7, o: { o: [1] } })
    return undefined
  },
  moves: [
    { command: 'get', call: (cache, options) => cache.get('a', options), gives: 'VALUE a 16 1' },
    { command: 'gets', call: (cache, options) => cache.gets('n', options), gives: 7 },
    {
      command: 'get',
      call: (cache, options) => cache.getMany(['o', 'x', 'b'], options),
      gives: new Map<string, unknown>([
        ['o', { o: [1] }],
        ['b', 'END\r\n'],
      ]),
    },
    { command: 'gat', call: (cache, options) => cache.gat('b', 60, options), gives: 'END\r\n' },
    { command: 'gat', call: (cache, options) => cache.gat('x', 61, options), gives: undefined },
    {
      command: 'stats',
      call: async (cache, options) => [...(await cache.statsDetailDump(options)).values()][0],
      gives: new Map(),
    },
  ],
}

/** Gets that share a line, hits and misses. */
export const shared: Traffic = {
  title: 'gets that share a line',
  joins: true,
  async prepare(cache) {
    await cache.setMany({ a: 'one', c: '', d: 'VALUE' })
    return undefined
  },
  moves: [
    { command: 'get', call: (cache, options) => cache.get('a', options), gives: 'one' },
    { command: 'get', call: (cache, options) => cache.get('b', options), gives: undefined },
    { command: 'get', call: (cache, options) => cache.get('c', options), gives: '' },
    { command: 'get', call: (cache, options) => cache.get('d', options), gives: 'VALUE' },
  ],
}

/** A change of every kind, each of a key of its own. */
export const changes: Traffic = {
  title: 'changes',
  async prepare(cache) {
    await cache.setMany({ b: 'one', c: 'one', d: 'one', e: 'one', f: 'one', n: 7, m: 7, t: 'one' })
    await cache.set('v', 'one')
    return (await cache.gets<string>('v'))?.cas
  },
  moves: [
    { command: 'set', call: (cache, options) => cache.set('a', 'x', options), gives: true },
    { command: 'add', call: (cache, options) => cache.add('new', 'x', options), gives: true },
    { command: 'add', call: (cache, options) => cache.add('b', 'x', options), gives: false },
    { command: 'replace', call: (cache, options) => cache.replace('c', 'x', options), gives: true },
    { command: 'append', call: (cache, options) => cache.append('d', 'x', options), gives: true },
    { command: 'prepend', call: (cache, options) => cache.prepend('e', 'x', options), gives: true },
    {
      command: 'cas',
      call: (cache, options, cas) => cache.cas('v', 'x', cas, options),
      gives: 'stored',
    },
    {
      command: 'cas',
      call: (cache, options) => cache.cas('f', 'x', NO_CAS, options),
      gives: 'exists',
    },
    {
      command: 'cas',
      call: (cache, options) => cache.cas('x', 'x', NO_CAS, options),
      gives: 'not_found',
    },
    { command: 'incr', call: (cache, options) => cache.incr('n', 5, options), gives: 12 },
    { command: 'decr', call: (cache, options) => cache.decr('m', 5, options), gives: 2 },
    { command: 'incr', call: (cache, options) => cache.incr('y', 5, options), gives: undefined },
    { command: 'delete', call: (cache, options) => cache.delete('f2', options), gives: false },
    { command: 'touch', call: (cache, options) => cache.touch('t', 60, options), gives: true },
    { command: 'get', call: (cache, options) => cache.get('t', options), gives: 'one' },
  ],
}

/** Error lines of all three kinds between replies. */
export const errors: Traffic = {
  title: 'errors',
  args: LIMITED,
  async prepare(cache) {
    await cache.setMany({ a: 'one', b: 'one', text: 'abc' })
    return undefined
  },
  moves: [
    {
      command: 'incr',
      call: (cache, options) => cache.incr('text', 1, options),
      gives: 'MEMWIRE_CLIENT_ERROR',
    },
    { command: 'get', call: (cache, options) => cache.get('a', options), gives: 'one' },
    {
      command: 'set',
      call: (cache, options) => cache.set('large', LARGE, options),
      gives: 'MEMWIRE_SERVER_ERROR',
    },
    { command: 'delete', call: (cache, options) => cache.delete('b', options), gives: true },
    {
      command: 'stats',
      call: (cache, options) => cache.statsCachedump(64, 1, options),
      gives: 'MEMWIRE_CLIENT_ERROR',
    },
    { command: 'gets', call: (cache, options) => cache.gets('text', options), gives: 'abc' },
  ],
}

/** Calls that ask for no reply among calls that do: their fences are in the stream too. */
export const mixed: Traffic = {
  title: 'calls with and without reply',
  args: LIMITED,
  async prepare(cache) {
    await cache.setMany({ a: 'one', n: 7 })
    return undefined
  },
  moves: [
    {
      command: 'set',
      call: (cache) => cache.set('q', 'x', { noreply: true }),
      gives: undefined,
      silent: true,
    },
    { command: 'get', call: (cache, options) => cache.get('a', options), gives: 'one' },
    {
      command: 'set',
      call: (cache) => cache.set('large', LARGE, { noreply: true }),
      gives: undefined,
      silent: true,
    },
    { command: 'incr', call: (cache, options) => cache.incr('n', 5, options), gives: 12 },
    {
      command: 'delete',
      call: (cache) => cache.delete('q', { noreply: true }),
      gives: undefined,
      silent: true,
    },
    { command: 'gets', call: (cache, options) => cache.gets('a', options), gives: 'one' },
  ],
}

/** A large value, which is received into a buffer of its own from 16 KiB on, and what stands around it. */
export function large(length: number): Traffic {
  const value = 'v'.repeat(length)
  return {
    args: ['-m', '256'],
    title: `a value of ${length} bytes`,
    async prepare(cache) {
      await cache.setMany({ large: value, small: 'one' })
      return undefined
    },
    moves: [
      { command: 'gets', call: (cache, options) => cache.gets('small', options), gives: 'one' },
      { command: 'get', call: (cache, options) => cache.get('large', options), gives: value },
      { command: 'incr', call: (cache, options) => cache.incr('x', 1, options), gives: undefined },
    ],
  }
}
