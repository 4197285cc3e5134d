/**
 * The intermediate representation: what a spec means, with every name looked up and every default filled in.
 * `resolve` alone makes it, the emitters alone read it. It is frozen, plain and serializable (`memwire-codegen --ir`).
 */

import type { Bytes, Call, Settles } from './data.js'
import type { FieldType } from './fieldtype.js'

/** A place in a spec file. Line and column count from 1. */
export interface Position {
  /** Relative to the working directory. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many characters of the line it covers. */
  readonly length: number
}

export interface Spec {
  /** The version of the spec language. */
  readonly language: 1
  /** The newest server that the spec describes. */
  readonly server: string
  /** What came with this version or before is sent without a look at the server's version. */
  readonly oldest?: string
  /** The name of the generated class. */
  readonly client: string
  readonly port: number
  /** The longest request line in bytes that every server takes. */
  readonly line: number
  /** What `extends` names, as written; empty for a spec that stands alone. */
  readonly extends: readonly string[]
  readonly roles: Roles
  readonly dialects: readonly Dialect[]
  /** The lines that any command may get instead of its reply, the narrowest first. */
  readonly errors: readonly ReplyLine[]
  /** All commands, the inherited ones first, each in the order of its file. */
  readonly commands: readonly Command[]
}

/** What speaks the protocol and knows less of it. */
export interface Dialect {
  readonly name: string
  readonly doc: string
  /** The line at which it closes the connection without a word. */
  readonly probe: string
  /** Whether it takes no number with a sign. */
  readonly unsigned: boolean
  /** The commands that are not sent to it. */
  readonly lacks: readonly string[]
}

/** Which commands the runtime uses for what, by method name. */
export interface Roles {
  /** Its answer is the server's version. */
  readonly version: readonly string[]
  /** Closes a batch that asked for no reply; the first is used that the server is known to have. */
  readonly fence: readonly string[]
  /** Tells the server that the client leaves. */
  readonly farewell: readonly string[]
  /** Proves on every new connection who the client is. */
  readonly auth: readonly string[]
  /** Empties the server. */
  readonly flush: readonly string[]
}

export interface Command {
  /** The method's name. */
  readonly name: string
  /** The name of its file and of the constant in it: the method's name, where that is no reserved word. */
  readonly file: string
  /** False if it comes unchanged from a spec that this one extends. */
  readonly own: boolean
  readonly at: Position
  readonly summary: string
  readonly doc?: string
  readonly since?: string
  readonly until?: string
  readonly deprecated?: string
  /** The request's leading words, such as `stats` or `flush_all`: what the command is called in errors and traces. */
  readonly operation: string
  readonly request: Pattern
  /** The request as written, without the optional line break at its end. */
  readonly usage: string
  /** The parameters of the method in their order: the key or keys, the block, the other required fields. */
  readonly params: readonly Param[]
  /** What goes to the options object, in the order of the line. */
  readonly options: readonly Option[]
  /** The letters of `<flag>*`, in the order in which a request has them. */
  readonly flags: readonly Flag[]
  /** Fields that are sent with a fixed value and never offered. */
  readonly always: Readonly<Record<string, Literal>>
  /** The word that silences the command. */
  readonly silence?: Silence
  /** What is sent in its place where no reply is asked for. */
  readonly quietly?: Quietly
  /** Lines that may come any number of times before the last. */
  readonly items: readonly ReplyLine[]
  /** The lines that end the reply; empty for `close` and `none`. */
  readonly reply: readonly ReplyLine[]
  /** How a reply ends: with one of the lines in `reply`, with the end of the connection, or there is none. */
  readonly ending: 'line' | 'close' | 'none'
  /** The container that the items fill; `entries`: a Map by the keys that were asked for; `names`: an object by names. */
  readonly collects?: 'entries' | 'map' | 'names' | 'list' | 'record'
  /** What the method gives for one server and one key. */
  readonly result: Type
  /** A method for many keys. */
  readonly many?: Many
  /** `key`: by its key; `every`: all nodes; `any`: one of them; `one`: the node that the caller names. */
  readonly route: 'key' | 'every' | 'any' | 'one'
  readonly effect: Effect
  /** `own`: a connection for itself; `stream`: the same, and items that come one by one. */
  readonly connection: 'shared' | 'own' | 'stream'
  /** How long the server may think on top of the deadline: not at all, without end, or what a field says in seconds. */
  readonly wait: 'none' | 'forever' | { readonly field: string }
  /** The longest line in bytes for this command. */
  readonly line: number
  readonly examples: readonly Example[]
}

/** `session`: the server remembers it with the connection; the client repeats it on every new one, and no method sends it. */
export type Effect = 'read' | 'idempotent' | 'write' | 'session'

export interface Param {
  readonly role: 'key' | 'keys' | 'block' | 'field'
  readonly field: Field
}

export interface Option {
  /** `field`: a value that has a default or may be left out; `flags`: the serializer's number; `word`: a bare word or letter. */
  readonly role: 'field' | 'flags' | 'word'
  readonly name: string
  /** The letter that it is on the wire, with its value behind it; absent: it is a token of the line. */
  readonly letter?: string
  /** Absent for a word. */
  readonly field?: Field
  readonly doc: string
  readonly since?: string
  readonly until?: string
  /** What is sent if the caller says nothing; absent: nothing is. */
  readonly default?: Literal
}

/** A letter of `<flag>*`, which may have a value behind it. */
export interface Flag {
  readonly letter: string
  /** What it is called among the options, and in the result. */
  readonly name: string
  readonly doc: string
  /** What stands behind the letter in a request; absent: the letter stands alone. */
  readonly takes?: Field
  /** What stands behind it in a reply; absent: it gives nothing. */
  readonly gives?: Field
  /** Whether the reply has to give what the request took. */
  readonly echoes: boolean
  /** Whether the server alone says it; it is no option then, and `true` in the result. */
  readonly unasked: boolean
  /** The heads of the reply lines that it hides. */
  readonly hides: readonly string[]
  /** Whether the key is sent as base64, so that it may be any bytes. */
  readonly encodesKey: boolean
  /** What a repetition of a request with it does, if that is more than the command's effect. */
  readonly effect?: Effect
  /** Options of which one at least has to be there too; empty: it needs none. */
  readonly needs: readonly string[]
  /** Options that cannot be there too. */
  readonly excludes: readonly string[]
  /** The option with which it is sent even if it is not given: a value cannot be read without the serializer's number. */
  readonly sentWith?: string
  /** Members of the result that may be missing with it although they are asked for. */
  readonly omits: readonly string[]
  /** Whether what is stored without it lives for ever. */
  readonly forever: boolean
  readonly since?: string
  readonly until?: string
  readonly at: Position
}

/** A word that hides the whole reply. */
export interface Silence {
  /** The option's name, which is the word on the wire. */
  readonly option: string
  readonly doc: string
  /** True: as the client's `defaultNoreply`, itself true; false: only when the call asks for it. */
  readonly default: boolean
  /** True if the token before the word may not equal it, since a server takes the last token for the option. */
  readonly ambiguous: boolean
}

/** Another command that does the same and tells of failures alone. */
export interface Quietly {
  /** Its method. */
  readonly command: string
  /** Its options: values, or fields of the request in whose place it is sent. */
  readonly options: Readonly<Record<string, Literal | { readonly field: string }>>
  readonly at: Position
}

export interface Many {
  readonly name: string
  /** Keys, or entries of key and block. */
  readonly takes: 'keys' | 'entries'
  /** `map`: a Map without what is undefined; `refused`: the keys whose result was false. */
  readonly gives: 'map' | 'refused'
}

/** One or more lines as protocol.txt writes them, with the block that a length announces. */
export interface Pattern {
  readonly line: Line
  readonly block?: Block
  /** Lines behind the first that are no block. */
  readonly more: readonly Line[]
  readonly at: Position
}

/** The bytes behind a line that names a length. */
export interface Block {
  /** The name of the length field. */
  readonly length: string
  /** One field, or, in a request, a row of words and fields. */
  readonly body: Field | Line
}

export interface Line {
  readonly kind: 'line'
  readonly tokens: readonly Token[]
  readonly at: Position
}

export type Token =
  /** Parts without a space between them; the whole of a plain word is one `text` part. */
  | { readonly kind: 'token'; readonly parts: readonly Part[]; readonly at: Position }
  | { readonly kind: 'optional'; readonly tokens: readonly Token[]; readonly at: Position }
  | { readonly kind: 'repeat'; readonly field: Field; readonly least: 0 | 1; readonly at: Position }
  /** `<flag>*`: letters of the command's list; in a reply those that this line may carry. */
  | { readonly kind: 'flags'; readonly letters: readonly string[]; readonly at: Position }

export type Part = Text | Field

export interface Text {
  readonly kind: 'text'
  readonly text: string
  readonly at: Position
}

export interface Field {
  readonly kind: 'field'
  readonly name: string
  readonly type: FieldType
  readonly doc?: string
  readonly since?: string
  readonly until?: string
  /** Bounds of the value, or of its length in bytes for words, texts and bytes. */
  readonly min?: number
  readonly max?: number
  /** What it is where it is said of a name that is known; it is the value of an entry then. */
  readonly known?: readonly Field[]
  readonly at: Position
}

export interface ReplyLine {
  readonly pattern: Pattern
  /** The line as written. */
  readonly text: string
  readonly outcome: Outcome
  /**
   * Whether the connection ends with this line: never, if the request had a block, always. Among items an error ends it
   * in any case, but for `end`: that is the last line wherever it comes.
   */
  readonly closes: 'never' | 'block' | 'always' | 'end'
  readonly since?: string
  readonly until?: string
  readonly doc?: string
  readonly at: Position
}

export type Outcome =
  | { readonly kind: 'returns'; readonly result: Result }
  | { readonly kind: 'throws'; readonly error: ErrorName }

export type ErrorName =
  | 'ClientError'
  | 'ServerError'
  | 'UnknownCommandError'
  | 'AuthenticationError'

/** The picture of a result, drawn right of a reply line. */
export type Result =
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'field'; readonly field: Field }
  /** What a letter of the line gives. */
  | { readonly kind: 'flag'; readonly flag: Flag }
  | { readonly kind: 'record'; readonly members: readonly Member[] }
  /** `[t]`: one element of a list. */
  | { readonly kind: 'element'; readonly of: Result }
  /** `{ <key>: t }`: one entry of a Map, or of an object, if the value is a field with known names. */
  | { readonly kind: 'entry'; readonly key: Field; readonly value: Result }
  /** `[]` and `{}`: nothing is added; as a reply, an empty list or Map. */
  | { readonly kind: 'nothing'; readonly of: 'list' | 'map' }
  /** What the items gave. */
  | { readonly kind: 'items' }

export interface Member {
  readonly name: string
  readonly value: Result
  /** True if the member may be missing from the record. */
  readonly optional: boolean
  /** The option that asks for it: the member is there if that is given. */
  readonly asked?: string
}

export type Literal = string | number | boolean

/** A type of the target language. */
export type Type =
  | {
      readonly kind:
        | 'string'
        | 'number'
        | 'boolean'
        | 'undefined'
        | 'void'
        | 'key'
        | 'cas'
        | 'bytes'
        | 'scalar'
        | 'exptime'
    }
  /** number, or bigint if the call asks for it. */
  | { readonly kind: 'uint64' }
  /** The client's value type. */
  | { readonly kind: 'value' }
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'record'; readonly members: readonly TypeMember[] }
  /** An object by names of which some are known; it is described by a command and the field that has its values. */
  | {
      readonly kind: 'names'
      readonly command: string
      readonly field: string
      readonly known: readonly Field[]
    }
  | { readonly kind: 'list'; readonly of: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'union'; readonly of: readonly Type[] }

export interface TypeMember {
  readonly name: string
  readonly type: Type
  readonly optional: boolean
  /** The option that asks for it: the member is there if that is given. */
  readonly asked?: string
  readonly doc?: string
}

/** An example: documentation and vector at once. */
export interface Example {
  readonly title?: string
  /** Calls that prepare a live server. */
  readonly given: readonly Call[]
  readonly call: Call
  /** Absent: the call is refused before the wire. */
  readonly send?: Bytes
  /** Absent: there is silence; `close`: the connection ends. */
  readonly recv?: Bytes | 'close'
  readonly settles: Settles
  /** Whether the connection is closed by it. */
  readonly closes: boolean
  /** Why a running server cannot give it; absent: it can. */
  readonly live?: string
  /** Which parts of the result are the server's own and are not compared live, as paths such as `cas` or `a.cas`. */
  readonly varies: readonly string[]
  readonly at: Position
}
