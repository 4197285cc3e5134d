import { IllegalInputError } from '../errors.js'
import { isRecord, shown } from '../kind.js'
import { quote } from '../quote.js'
import { suggestion } from '../suggestion.js'
import type { Distribution } from './distribution.js'
import { checked } from './own.js'
import { type Dalli, dalli } from './presets/dalli.js'
import { type Hashring, hashring, type NpmMemcached, npmMemcached } from './presets/hashring.js'
import {
  type Libmemcached,
  type LibmemcachedConsistent,
  type LibmemcachedModula,
  libmemcached,
  libmemcachedConsistent,
  libmemcachedModula,
} from './presets/libmemcached.js'
import {
  type Gomemcache,
  gomemcache,
  type Memjs,
  memjs,
  type PythonMemcached,
  pythonMemcached,
} from './presets/modulo.js'
import {
  type Jump,
  jump,
  type McrouterCh3,
  type McrouterCrc32,
  mcrouterCh3,
  mcrouterCrc32,
} from './presets/numbered.js'
import { type Pymemcache, pymemcache } from './presets/pymemcache.js'
import { type Spymemcached, spymemcached } from './presets/spymemcached.js'
import { type Twemproxy, twemproxy } from './presets/twemproxy.js'
import { type Uhashring, uhashring } from './presets/uhashring.js'

interface Common {
  /** Whether the client's `keyPrefix` counts for where a key lives. @default as the other client has it */
  prefix?: boolean | undefined
}

/** Places keys as another client does, with its options. */
export type Preset = Common &
  (
    | Pymemcache
    | Libmemcached
    | LibmemcachedConsistent
    | LibmemcachedModula
    | Twemproxy
    | Spymemcached
    | NpmMemcached
    | Hashring
    | Uhashring
    | Memjs
    | Dalli
    | PythonMemcached
    | Gomemcache
    | McrouterCh3
    | McrouterCrc32
    | Jump
  )

/** The client to agree with. */
export type PresetName = Preset['name']

interface Rule<N extends PresetName> {
  readonly make: (options: Extract<Preset, { name: N }>) => Distribution
  /** The names of its options. */
  readonly options: readonly Exclude<keyof Extract<Preset, { name: N }>, keyof Common | 'name'>[]
  /** Whether the other client hashes keys with their prefix, or leaves it to its users to add one. */
  readonly prefix: boolean
}

const RULES: { readonly [N in PresetName]: Rule<N> } = {
  pymemcache: { make: pymemcache, options: ['seed', 'bytes'], prefix: false },
  libmemcached: { make: libmemcached, options: ['hash'], prefix: false },
  'libmemcached-consistent': {
    make: libmemcachedConsistent,
    options: ['hash', 'points'],
    prefix: false,
  },
  'libmemcached-modula': { make: libmemcachedModula, options: ['hash'], prefix: false },
  twemproxy: { make: twemproxy, options: ['distribution', 'hash'], prefix: true },
  spymemcached: {
    make: spymemcached,
    options: ['locator', 'hash', 'format', 'weighted'],
    prefix: true,
  },
  'npm-memcached': { make: npmMemcached, options: ['algorithm'], prefix: true },
  hashring: {
    make: hashring,
    options: ['algorithm', 'vnodes', 'replicas', 'defaultPort'],
    prefix: true,
  },
  uhashring: { make: uhashring, options: ['hash', 'vnodes'], prefix: true },
  memjs: { make: memjs, options: [], prefix: true },
  dalli: { make: dalli, options: [], prefix: true },
  'python-memcached': { make: pythonMemcached, options: [], prefix: true },
  gomemcache: { make: gomemcache, options: [], prefix: true },
  'mcrouter-ch3': { make: mcrouterCh3, options: ['salt'], prefix: true },
  'mcrouter-crc32': { make: mcrouterCrc32, options: ['salt'], prefix: true },
  jump: { make: jump, options: ['seed'], prefix: true },
}

/** The names of all presets. */
export const PRESETS: readonly PresetName[] = Object.keys(RULES) as PresetName[]

/**
 * The distribution of a preset, or one's own, which is looked at whether what it finds is a place.
 *
 * @param option a preset's name, the name with options, or a function
 * @throws IllegalInputError if there is no such preset or option
 */
export function distributionOf(option: PresetName | Preset | Distribution): Distribution
export function distributionOf(option: unknown): Distribution
export function distributionOf(option: unknown): Distribution {
  if (typeof option === 'function') return checked(option as Distribution)
  const given = typeof option === 'string' ? { name: option } : option
  if (!isRecord(given)) throw unknown(`got ${shown(given)}`)
  const { prefix, ...options } = given as Preset
  const { name } = options
  if (typeof name !== 'string') throw unknown(`got the name ${shown(name)}`)
  if (!Object.hasOwn(RULES, name)) throw unknown(`got ${quote(name)}; ${suggestion(name, PRESETS)}`)
  const rule = RULES[name] as Rule<PresetName>
  const known: readonly string[] = ['name', 'prefix', ...rule.options]
  const wrong = Object.keys(options).find((member) => !known.includes(member))
  if (wrong !== undefined) {
    throw new IllegalInputError(
      `distribution ${name}: unknown option ${quote(wrong)}; ${suggestion(wrong, known)}`,
    )
  }
  if (prefix !== undefined && typeof prefix !== 'boolean') {
    throw new IllegalInputError(
      `distribution: expected true or false as prefix, got ${shown(prefix)}`,
    )
  }
  const distribution = rule.make(options as never)
  return Object.assign(distribution, { hashesPrefix: prefix ?? rule.prefix })
}

function unknown(got: string): IllegalInputError {
  return new IllegalInputError(
    `distribution: expected a preset such as 'libmemcached', { name: 'libmemcached' } or a function, ${got}`,
  )
}
