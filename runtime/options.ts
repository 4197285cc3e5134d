import { assumptionOf } from './assumption.js'
import { type Auth, type Credentials, credentialsOf } from './auth.js'
import { IllegalInputError } from './errors.js'
import { type Failover, type FailoverPlan, failoverOf } from './failover.js'
import type { Distribution } from './hash/distribution.js'
import type { Preset, PresetName } from './hash/preset.js'
import { type HashTag, hashTagOf } from './hash/tag.js'
import { checkPrefix } from './key.js'
import { isRevoked, kindOf, shown } from './kind.js'
import { int, milliseconds } from './number.js'
import { quote } from './quote.js'
import { type Retry, type RetryPolicy, retryOf } from './retry.js'
import type { Codec } from './serde/codec.js'
import { compressed } from './serde/compressed.js'
import { type Compression, compressorOf } from './serde/compression.js'
import { codecOf, codecOfFunctions } from './serde/custom.js'
import type { Deserializer, Serde, Serializer } from './serde/serde.js'
import { suggestion } from './suggestion.js'
import { type Tls, tlsOf } from './tls.js'
import type { Key } from './types.js'

/** The call that failed although it had asked for no reply. */
export interface NoreplyFailure {
  /** The method, such as `set`. */
  readonly command: string
  /** The key, where it is known which of the calls it was. */
  readonly key: Key | undefined
  /** The keys of all calls that it may have been. */
  readonly keys: readonly Key[]
  /** The server, in the form that the constructor takes. */
  readonly node: string
}

/** Learns of the failures of calls that asked for no reply. What it throws becomes an uncaught exception. */
export type OnNoreplyError = (error: Error, failure: NoreplyFailure) => void

/** Options of a client. All may be left out. */
export interface ClientOptions<V = unknown, N extends boolean = boolean> {
  /**
   * Milliseconds that a connection may take to be made, TLS and authentication included, 1 to 2147483647.
   * @default 1000
   */
  connectTimeout?: number | undefined
  /**
   * Milliseconds until a call fails with a `TimeoutError`, connecting included, 0 to 2147483647; 0: no deadline.
   * @default 1000
   */
  timeout?: number | undefined
  /**
   * Sends small packets at once (TCP_NODELAY). TCP only.
   * @default true
   */
  noDelay?: boolean | undefined
  /**
   * Milliseconds without traffic until the system asks whether the server is still there, 0 to 2147483647 (0: the
   * system's own time, often two hours); false: it never asks. TCP only.
   * @default 60000
   */
  keepAlive?: number | false | undefined
  /**
   * Connects with TLS: true, or what Node's `tls.connect` takes, such as `{ ca, cert, key, servername }`. TCP only.
   * @default false
   */
  tls?: boolean | Tls | undefined
  /**
   * Proves on every new connection who the client is, before anything else is sent. For servers that ask for it alone:
   * others store it as an item.
   * @default none
   */
  auth?: Auth | undefined
  /**
   * What all servers are, where you know it: a version such as `'1.6.18'`, or the name of a dialect, such as
   * `'twemproxy'`. Commands that such a server does not have are refused then without a question to it.
   * @default each server is asked before the first command that not every server has
   */
  assume?: string | undefined
  /**
   * Goes before every key on the wire, and is in no result. Up to 249 bytes, without spaces and control bytes; together
   * with it a key may have 250.
   * @default ''
   */
  keyPrefix?: string | undefined
  /**
   * Which of several servers a key lives on: as another client has it, by its name or with its options, such as
   * `{ name: 'twemproxy', hash: 'md5' }`; or a function of one's own.
   * @default 'pymemcache'
   */
  distribution?: PresetName | Preset | Distribution | undefined
  /**
   * Two characters, such as `'{}'`: of a key that has both, what is between them places it, so that `{user:1}:name` and
   * `{user:1}:age` live on one node.
   * @default none
   */
  hashTag?: string | undefined
  /**
   * Sends keys that are not ASCII as UTF-8; without it they are refused. Texts that look alike can be different keys.
   * @default false
   */
  allowUnicodeKeys?: boolean | undefined
  /**
   * How values become bytes and back; instead of `serializer` and `deserializer`.
   * @default bytes, text, integers and what JSON gives back as it is
   */
  serde?: Serde<V> | undefined
  /**
   * How values become bytes.
   * @default the default `serde`'s
   */
  serializer?: Serializer<V> | undefined
  /**
   * How bytes become values.
   * @default the default `serde`'s
   */
  deserializer?: Deserializer<V> | undefined
  /**
   * Compresses what the serde gives: values of more than 400 bytes by zlib, where that does not make them longer, as
   * pymemcache's CompressedSerde does. Their flags have the bit 8. It works on the thread of the program: 1 MB takes some
   * 15 ms. All programs that read the values have to decompress them.
   * @default false
   */
  compression?: boolean | Compression | undefined
  /**
   * Whether commands that can do without a reply ask for none unless a call says otherwise; which do so by default
   * stands with each command.
   * @default true
   */
  defaultNoreply?: N | undefined
  /**
   * Learns of the failures of calls that asked for no reply.
   * @default one process warning a connection
   */
  onNoreplyError?: OnNoreplyError | undefined
  /**
   * Makes calls that fetch items give a miss when they fail, instead of rejecting. Wrong arguments still reject, and so do
   * all other calls.
   * @default false
   */
  errorsAsMisses?: boolean | undefined
  /**
   * Sends requests again that failed because of their server, if the spec says that this does no harm and no later one
   * of their key has been sent: true, or `{ attempts, delay, backoff, jitter, retryOn }`. The deadline of a call spans all attempts.
   * @default false
   */
  retry?: boolean | Retry | undefined
  /**
   * What becomes of the keys of a dead node: `'rehash'`: they move to the others; `'fail'`: they stay, and calls fail;
   * `{ gutter: servers, maxExptime }`: other servers stand in, where items live `maxExptime` seconds at most.
   * @default 'rehash'
   */
  failover?: Failover | undefined
  /**
   * How many further attempts a failing node of a cluster has until it is dead, 0 to 1000.
   * @default 2
   */
  retryAttempts?: number | undefined
  /**
   * Milliseconds until a failing node is tried again, 0 to 2147483647. One request of the client's own tries it; calls
   * fail at once meanwhile.
   * @default 1000
   */
  retryTimeout?: number | undefined
  /**
   * Milliseconds until a dead node is tried again, 0 to 2147483647.
   * @default 60000
   */
  deadTimeout?: number | undefined
  /**
   * Empties a node that was dead before it is used again: what it holds may be out of date, since changes went elsewhere
   * meanwhile. Every client with this option does so when it finds the node back.
   * @default false
   */
  flushOnReturn?: boolean | undefined
  /**
   * How many calls may wait on one connection, 1 to 9007199254740991; more are rejected.
   * @default 100000
   */
  maxPending?: number | undefined
}

/** A client's options, checked and complete. */
export interface Settings {
  readonly connectTimeout: number
  readonly timeout: number
  readonly noDelay: boolean
  readonly keepAlive: number | false
  readonly tls: Tls | undefined
  readonly auth: Credentials | undefined
  readonly assume: string | undefined
  /** In its form on the wire, a character a byte. */
  readonly keyPrefix: string
  /** Checked where it meets the servers. */
  readonly distribution: unknown
  readonly hashTag: HashTag | undefined
  readonly allowUnicodeKeys: boolean
  readonly codec: Codec
  readonly defaultNoreply: boolean
  readonly onNoreplyError: OnNoreplyError | undefined
  readonly errorsAsMisses: boolean
  readonly retry: RetryPolicy | false
  readonly failover: FailoverPlan
  readonly retryAttempts: number
  readonly retryTimeout: number
  readonly deadTimeout: number
  readonly flushOnReturn: boolean
  readonly maxPending: number
}

type Given = { readonly [name in keyof ClientOptions]: unknown }

/** The names of all options: an option without an entry here is a type error. */
const NAMES: readonly string[] = Object.keys({
  connectTimeout: true,
  timeout: true,
  noDelay: true,
  keepAlive: true,
  tls: true,
  auth: true,
  assume: true,
  keyPrefix: true,
  distribution: true,
  hashTag: true,
  allowUnicodeKeys: true,
  serde: true,
  serializer: true,
  deserializer: true,
  compression: true,
  defaultNoreply: true,
  onNoreplyError: true,
  errorsAsMisses: true,
  retry: true,
  failover: true,
  retryAttempts: true,
  retryTimeout: true,
  deadTimeout: true,
  flushOnReturn: true,
  maxPending: true,
} satisfies Record<keyof ClientOptions, true>)

/**
 * Checks a client's options and fills in the defaults. An option that is `undefined` counts as left out.
 *
 * @throws IllegalInputError on the first that is wrong or unknown
 */
export function settings(options: unknown = {}): Settings {
  if (
    isRevoked(options) ||
    typeof options !== 'object' ||
    options === null ||
    Array.isArray(options)
  ) {
    throw new IllegalInputError(
      `options: expected an object such as { timeout: 500 }, got ${shown(options)}`,
    )
  }
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name)) {
      throw new IllegalInputError(
        `options: unknown option ${quote(name)}; ${suggestion(name, NAMES)}`,
      )
    }
  }
  const given = options as Given
  const { connectTimeout = 1000, timeout = 1000, keyPrefix = '', maxPending = 100_000 } = given
  const { distribution = 'pymemcache' } = given
  const allowUnicodeKeys = flag('allowUnicodeKeys', given.allowUnicodeKeys, false)
  return Object.freeze({
    connectTimeout: milliseconds('connectTimeout', connectTimeout, 1),
    timeout: milliseconds('timeout', timeout),
    noDelay: flag('noDelay', given.noDelay, true),
    keepAlive: keepAliveOf(given.keepAlive),
    tls: tlsOf(given.tls),
    auth: credentialsOf(given.auth),
    assume: assumptionOf(given.assume),
    keyPrefix: checkPrefix(keyPrefix, allowUnicodeKeys),
    distribution,
    hashTag: hashTagOf(given.hashTag),
    allowUnicodeKeys,
    codec: codecFor(given),
    defaultNoreply: flag('defaultNoreply', given.defaultNoreply, true),
    onNoreplyError: functionOf('onNoreplyError', given.onNoreplyError) as
      | OnNoreplyError
      | undefined,
    errorsAsMisses: flag('errorsAsMisses', given.errorsAsMisses, false),
    retry: retryOf(given.retry),
    failover: failoverOf(given.failover),
    retryAttempts: int('retryAttempts', given.retryAttempts ?? 2, 0, 1000),
    retryTimeout: milliseconds('retryTimeout', given.retryTimeout ?? 1000),
    deadTimeout: milliseconds('deadTimeout', given.deadTimeout ?? 60_000),
    flushOnReturn: flag('flushOnReturn', given.flushOnReturn, false),
    maxPending: int('maxPending', maxPending, 1),
  })
}

function flag(name: string, value: unknown, otherwise: boolean): boolean {
  if (value === undefined) return otherwise
  if (typeof value === 'boolean') return value
  throw new IllegalInputError(`${name}: expected true or false, got ${shown(value)}`)
}

function keepAliveOf(value: unknown = 60_000): number | false {
  if (value === false) return false
  if (value !== true) return milliseconds('keepAlive', value)
  throw new IllegalInputError(
    'keepAlive: expected milliseconds or false, got true; leave it out for 60000',
  )
}

function functionOf(name: string, value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return value
  throw new IllegalInputError(`${name}: expected a function, got ${kindOf(value)}`)
}

function codecFor(given: Given): Codec {
  const codec = plainCodec(given)
  const compressor = compressorOf(given.compression)
  return compressor ? compressed(codec, compressor) : codec
}

function plainCodec({ serde, serializer, deserializer }: Given): Codec {
  if (serde === undefined) {
    return codecOfFunctions(
      functionOf('serializer', serializer) as Serializer<unknown> | undefined,
      functionOf('deserializer', deserializer) as Deserializer<unknown> | undefined,
    )
  }
  if (serializer !== undefined || deserializer !== undefined) {
    throw new IllegalInputError(
      'serde: expected either serde or serializer and deserializer, got both; leave one out',
    )
  }
  const { serialize, deserialize } = Object(isRevoked(serde) ? {} : serde) as Record<
    keyof Serde<unknown>,
    unknown
  >
  if (typeof serialize !== 'function' || typeof deserialize !== 'function') {
    throw new IllegalInputError(
      `serde: expected an object with the functions serialize and deserialize, got ${kindOf(serde)}`,
    )
  }
  return codecOf(serde as Serde<unknown>)
}
