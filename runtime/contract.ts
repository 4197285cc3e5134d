/** What generated code may use of the runtime. Its version is stated by the code that was generated for it. */
export const CONTRACT = 1

export type { Server, Servers } from './address.js'
export type { Auth } from './auth.js'
export { BaseClient } from './client.js'
export {
  type AnyCommand,
  type Command,
  type Dialect,
  type Facts,
  type FlagFacts,
  type Given,
  type More,
  more,
  type Needs,
  type Protocol,
  type Request,
  type Versions,
} from './command.js'
export {
  AuthenticationError,
  ClientError,
  ConnectError,
  type ErrorCode,
  type ErrorContext,
  IllegalInputError,
  MemcacheError,
  NoServersError,
  ServerError,
  TimeoutError,
  UnexpectedCloseError,
  UnknownCommandError,
  UnknownReplyError,
  UnsafeIntegerError,
  UnsupportedCommandError,
} from './errors.js'
export type {
  ClientEvents,
  NodeBackEvent,
  NodeErrorEvent,
  NodeEvent,
  NodeState,
  RetriedEvent,
} from './events.js'
export { exptime } from './exptime.js'
export type { Failover, Gutter } from './failover.js'
export type { Distribution, Find, Place } from './hash/distribution.js'
export type { Preset, PresetName } from './hash/preset.js'
export { float, int, int32, uint32, uint64 } from './number.js'
export type { ClientOptions, NoreplyFailure, OnNoreplyError } from './options.js'
export type { Retry, RetryCode } from './retry.js'
export { structuredCloneSerde } from './serde/clone.js'
export type { Compression } from './serde/compression.js'
export type { Deserializer, Serde, Serialized, Serializer } from './serde/serde.js'
export type { Tls } from './tls.js'
export type {
  Asked,
  CallOptions,
  Cas,
  Entries,
  Entry,
  Exact,
  Exptime,
  Key,
  Keyed,
  KeyOptions,
  Named,
  NodeOptions,
  Nodes,
  Only,
  RawOptions,
  Reply,
  Routed,
  Stream,
  Streamed,
  StreamOptions,
  Uint64,
} from './types.js'
export { branch } from './wire/branch.js'
export { gave } from './wire/gave.js'
export { type Known, say } from './wire/known.js'
export { Reader } from './wire/reader.js'
export type { Received } from './wire/received.js'
export { Refusal } from './wire/refusal.js'
export type { RequestWords } from './wire/words.js'
export { Writer } from './wire/writer.js'
export { cas, oneOf, text, token, word } from './word.js'
