import type { Key } from './types.js'
import type { Reader } from './wire/reader.js'
import type { Refusal } from './wire/refusal.js'
import type { Writer } from './wire/writer.js'

/** A parser's result when the reply is not complete yet: it is called again, from the reply's first unread item. */
export const more: unique symbol = Symbol('more')
export type More = typeof more

/** The first and the last server version that knows something. */
export interface Versions {
  readonly since?: string
  readonly until?: string
}

/** What a server has to be for a command. */
export interface Needs extends Versions {
  /** The same of its options, where a call gives them. */
  readonly options?: Readonly<Record<string, Versions>>
  /** The dialects that do not have it. */
  readonly lackedBy?: readonly string[]
}

/** What speaks the protocol and knows less of it, such as a proxy. */
export interface Dialect {
  readonly name: string
  /** It closes the connection without a word at this line, where any other server says something. */
  readonly probe: string
  /** Whether it takes no number with a sign. */
  readonly unsigned?: boolean
}

/** What is known about a command beside its encoder and its parser. From the spec, as plain data. */
export interface Facts {
  /** What the command is called in errors and traces: the request's leading words. */
  readonly operation: string
  /** The request's line as the spec writes it. */
  readonly usage: string
  /** The first and last server version that knows the command. */
  readonly since?: string
  readonly until?: string
  /** What a server has to be for it, where not every server is that. */
  readonly needs?: Needs
  /** The method for many keys. */
  readonly many?: string
  /** Where a call goes: to the node of its key, to every node, to any one, to the one that the caller names. */
  readonly route: 'key' | 'every' | 'any' | 'one'
  /** What a repetition after a lost connection may do: a `write` is never repeated, a `session` on every new connection. */
  readonly effect: 'read' | 'idempotent' | 'write' | 'session'
  /** How the results of many keys are joined: a Map of what was found, or the keys that got `false`. */
  readonly merge?: 'map' | 'refused'
  /** The keys of a request: `each`: a request may carry many, and calls that differ in their key only may share one. */
  readonly keys: 'none' | 'one' | 'each'
  /** The data block: through the serializer, as it is, a row of the request's fields, or none. */
  readonly block: 'none' | 'value' | 'bytes' | 'row'
  /** The option with which a call chooses the number beside the value itself. */
  readonly flags?: string
  /** The arguments that say how long an item lives, and what it means that they are left out. */
  readonly lifetimes?: Readonly<Record<string, 'forever' | 'nothing'>>
  /** Whether a miss is `undefined`, so that `errorsAsMisses` covers it. */
  readonly misses: boolean
  /** How a reply ends. */
  readonly ending: 'line' | 'close' | 'none'
  /** The word that hides the reply, and whether it is sent unless a call says otherwise. */
  readonly silence?: {
    readonly option: string
    readonly default: boolean
    readonly ambiguous: boolean
  }
  /** What options that are letters of the line do beyond that, by their names. */
  readonly letters?: Readonly<Record<string, FlagFacts>>
  /** The option that comes back as it was sent, and its letter: it tells whose a reply is where some are hidden. */
  readonly echo?: { readonly option: string; readonly letter: string }
  /** The names of the options that a call may give, beside `timeout`, `signal` and `node`. */
  readonly options: readonly string[]
  /** `own`: a connection for itself; `stream`: the same, and items that come one by one. */
  readonly connection: 'shared' | 'own' | 'stream'
  /** How long the server may think on top of the deadline: in seconds, what a field says, or without end. */
  readonly wait: 'none' | 'forever' | { readonly field: string }
  /** The longest request line in bytes, with its line break. */
  readonly line: number
  /** Whether the arguments can make the line longer, so that it has to be measured; that of many keys always is. */
  readonly measured?: boolean
}

/** What is known about an option that is a letter of the line. */
export interface FlagFacts {
  /** What a repetition of a request with it may do, if that is more than the command's. */
  readonly effect?: Facts['effect']
  /** Whether the ordinary reply is not sent. */
  readonly hides?: boolean
  /** Whether the key is sent as base64, so that it may be any bytes. */
  readonly encodesKey?: boolean
  /** Options of which one has to be there too. */
  readonly needs?: readonly string[]
  /** Options that cannot be there too. */
  readonly excludes?: readonly string[]
}

/** One request on its way: what encoders write and parsers compare with. */
export interface Request<Fields = unknown, Items = unknown> {
  /** The key on the wire, a character a byte. */
  readonly key: string
  readonly keys: readonly string[]
  /** The key as the caller gave it; undefined once nobody waits any more. */
  readonly ownKey: Key | undefined
  /** The checked arguments. */
  readonly fields: Fields
  /** The serializer's number. */
  readonly flags: number
  readonly block: Uint8Array | string
  /** Whether the word that hides the reply is sent. */
  readonly silent: boolean
  /** Whether numbers above 2^53 - 1 are asked for. */
  readonly bigint: boolean
  /** What the items have given so far; the parser makes it. */
  items: Items | undefined
  /** The index in `keys` of the key that a reply is expected to name next. */
  readonly next: number
  /** The block that was just read, through the serializer; for the key with this index in `keys`. */
  value(reader: Reader, flags: number, index?: number): unknown
  /** Gives the key with this index its result. */
  found(index: number, result: unknown): void
  /** Whether so large a number may be given; if not, the call fails with an error that carries it, and 0 is given. */
  uint64(value: number | bigint): number | bigint
}

/** The options of a call as they come from the caller: anything. */
export type Given = Readonly<Record<string, unknown>>

/** A command as generated from the spec. */
export interface Command<Fields = unknown, Items = unknown, Result = unknown> {
  /** The method's name. */
  readonly name: string
  readonly facts: Facts
  /** Checks the arguments behind key and block, and the options, before anything is sent. */
  readonly check?: (args: readonly unknown[], options: Given) => Fields
  /** What is sent in its place where no reply is asked for and the server knows it: it tells of failures alone. */
  readonly quietly?: {
    readonly command: AnyCommand
    readonly fields: (fields: Fields) => unknown
  }
  /** What a reply gives that a letter of the request hides. */
  readonly hidden?: () => Result
  /** Writes the request. */
  readonly encode: (writer: Writer, request: Request<Fields, Items>) => void
  /** Reads the reply. */
  readonly parse: (reader: Reader, request: Request<Fields, Items>) => Result | Refusal | More
}

/** A command whatever its types: what the runtime handles. */
// biome-ignore lint/suspicious/noExplicitAny: encoders and parsers take exactly what their own `check` made.
export type AnyCommand = Command<any, any, unknown>

/** What a generated client tells the runtime about its protocol. */
export interface Protocol {
  /** The version of the contract that the code was generated for. */
  readonly contract: 1
  /** The newest server that the spec describes. */
  readonly server: string
  /** The port of an address that names none. */
  readonly port: number
  /** Reads a line that any command may get instead of its reply; undefined if it is none. */
  readonly errors: (reader: Reader) => Refusal | undefined
  readonly roles: {
    readonly version: readonly AnyCommand[]
    /** Closes a batch that asked for no reply; the first is used that the server is known to have. */
    readonly fence: readonly AnyCommand[]
    readonly farewell: readonly AnyCommand[]
    /** Proves on every new connection who the client is: it takes the user's name and the password. */
    readonly auth: readonly AnyCommand[]
    /** Empties the server. */
    readonly flush: readonly AnyCommand[]
  }
  readonly dialects: readonly Dialect[]
}
