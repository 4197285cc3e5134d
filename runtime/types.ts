/** Names an item: text, or bytes. 1 to 250 bytes with the client's prefix, no space and no control bytes. */
export type Key = string | Uint8Array

/** Seconds to live, or the moment of death. 0 never expires, -1 has expired already. */
export type Exptime = number | Date

declare const cas: unique symbol

/** Names one version of an item: from `gets` or `gats`, for `cas`. Opaque, but it survives JSON. */
export interface Cas {
  readonly [cas]: true
}

/** Keys and values of many items: an object, a Map or any pairs. */
export type Entries<V, K extends Key = Key> =
  | Readonly<Record<string, V>>
  | Iterable<readonly [K, V]>

/** The type of the keys that a call gives back: the caller's own, texts as `string`. */
export type Named<K extends Key> = K extends string ? string : K

/** What a call gives: nothing if it asks for no reply, else its reply; either if that is not known at compile time. */
export type Reply<Q extends boolean, R> = Q extends true ? void : R

/** A number, or a bigint if the call asks for it. */
export type Uint64<B extends boolean> = B extends true ? bigint : number

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

/** Options of a call to the servers themselves. */
export interface NodeOptions<S extends string | undefined = string | undefined>
  extends CallOptions {
  /** The one node to ask, by the name that `nodes` gives. @default every node */
  node?: S | undefined
}
