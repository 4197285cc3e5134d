/** Names an item: text, or bytes. 1 to 250 bytes with the client's prefix, no space and no control bytes. */
export type Key = string | Uint8Array

/**
 * A key and what it is placed by: keys with one route live on one node, whatever they are. The route is not sent. In results
 * the key alone stands for both.
 */
export type Routed<K extends Key = Key> = readonly [route: Key, key: K]

/** A key, with what it is placed by if that is something else. */
export type Keyed = Key | Routed

/** Seconds to live, or the moment of death. 0 never expires, -1 has expired already. */
export type Exptime = number | Date

declare const cas: unique symbol

/** Names one version of an item: from `gets` or `gats`, for `cas`. Opaque, but it survives JSON. */
export interface Cas {
  readonly [cas]: true
}

/** A key, with what it is placed by if that is something else, and its value. */
export type Entry<V, K extends Keyed = Keyed> = readonly [key: K, value: V]

/** Keys and values of many items: an object, a Map or any pairs. */
export type Entries<V, E extends Entry<V> = Entry<V>> = Readonly<Record<string, V>> | Iterable<E>

/** The type of the keys that a call gives back: the caller's own, texts as `string`, without what they are placed by. */
export type Named<K extends Keyed> = K extends string
  ? string
  : K extends readonly [Key, infer Own extends Key]
    ? Named<Own>
    : K

/** What a call gives: nothing if it asks for no reply, else its reply; either if that is not known at compile time. */
export type Reply<Q extends boolean, R> = Q extends true ? void : R

/** A number, or a bigint if the call asks for it. */
export type Uint64<B extends boolean> = B extends true ? bigint : number

/** A type shown by its members. */
type Flat<T> = T extends unknown ? { [K in keyof T]: T[K] } : never

/**
 * What a call gives whose options `O` ask for parts of the result: those of `Fields` whose option is given, perhaps those
 * of which that is not known here, and always the rest.
 */
export type Asked<O, Fields, Rest = unknown> = Flat<
  {
    -readonly [K in keyof O & keyof Fields as O[K] extends On ? K : never]: Fields[K]
  } & {
    -readonly [K in keyof O & keyof Fields as O[K] extends On
      ? never
      : O[K] extends Off
        ? never
        : K]?: Fields[K]
  } & Rest
>

/** What an option is that asks for something, and what one is that does not. */
type On = true | string | number
type Off = false | undefined

/**
 * Options in the very types that are given: a name that `Options` has not is refused. Read-only, since a compiler takes
 * nothing from a variable of the very type `Options` otherwise.
 */
export type Only<O, Options> = Readonly<Options> & {
  [K in keyof O]: K extends keyof Options ? O[K] : never
}

/** Whether the options ask for bigints. */
export type Exact<O> = O extends { readonly bigint?: infer B }
  ? [B] extends [never]
    ? false
    : B extends boolean
      ? B
      : false
  : false

/** What a call to the servers gives: for every node its own reply by the node's name, or the reply of the one node that the call names. */
export type Nodes<S extends string | undefined, R> = S extends string ? R : Map<string, R>

/** Options of every call. */
export interface CallOptions {
  /**
   * Milliseconds until the call fails with a `TimeoutError`, connecting included, 0 to 2147483647; 0: no deadline.
   * @default the client's `timeout`
   */
  timeout?: number | undefined
  /** Ends the call early: it rejects with the signal's reason. @default none */
  signal?: AbortSignal | undefined
}

/** Options of a call for a key, or for many. */
export interface KeyOptions extends CallOptions {
  /**
   * What places the key on a node in its stead: keys with one route live on one node. It is not sent, and hashed as it is:
   * without the client's `keyPrefix`, even where that counts for keys.
   * @default the key
   */
  route?: Key | undefined
}

/** Options of a call to the servers themselves. */
export interface NodeOptions<S extends string | undefined = string | undefined>
  extends CallOptions {
  /** The one node to ask, by the name that `nodes` gives. @default every node */
  node?: S | undefined
}

/**
 * What comes from servers one by one, for `for await`. Nothing is sent before the first item is asked for; whoever leaves the
 * loop closes its connections, and so does `return`.
 */
export interface Stream<T> extends AsyncIterable<T> {
  /** The next item; rejects if the stream fails, or if the call was wrong. */
  next(): Promise<IteratorResult<T, undefined>>
  /** Ends the stream and closes its connections; whoever waits for an item is told that there is none. */
  return(): Promise<IteratorResult<T, undefined>>
  [Symbol.asyncIterator](): this
  /** As `return`, at the end of a block that says `await using`. */
  [Symbol.asyncDispose](): Promise<void>
}

/** What every item of a stream has beside its own. */
export interface Streamed {
  /** The server that it comes from, by the name that `nodes` gives. */
  node: string
}

/** Options of a stream. */
export interface StreamOptions {
  /** The one node to ask, by the name that `nodes` gives. @default every node */
  node?: string | undefined
  /**
   * Milliseconds for which a server may send no line while an item is waited for, connecting included, 0 to 2147483647;
   * 0: any time. A stream that never ends, such as a log, may be silent for any time.
   * @default the client's `timeout`
   */
  timeout?: number | undefined
  /** Ends the stream: it rejects with the signal's reason. @default none */
  signal?: AbortSignal | undefined
}

/** Options of `raw`. */
export interface RawOptions extends CallOptions {
  /** The server to ask, by the name that `nodes` gives. @default the server of `key`, else the only one */
  node?: string | undefined
  /** The server to ask is the one where this key lives. @default none */
  key?: Keyed | undefined
  /** What ends the reply. @default '\r\n' */
  end?: string | Uint8Array | undefined
}
