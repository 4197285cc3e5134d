/** What a method, a field or a parameter may be called. */
export const NAME: RegExp = /^[a-z][A-Za-z0-9_]*$/

/** What a class may be called. */
export const CLASS_NAME: RegExp = /^[A-Z][A-Za-z0-9]*$/

/** The words that JavaScript or TypeScript keeps for itself, and the globals that generated code relies on. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
)

/** The runtime's own members, and names that JavaScript looks for on any object. */
const RUNTIME_MEMBERS: ReadonlySet<string> = new Set(
  `constructor connect close destroy raw nodeFor nodes call callMany callStream defaultNoreply on once off then toString valueOf toJSON`.split(
    /\s+/,
  ),
)

/** Methods whose options would be called like a type of the runtime. */
const RUNTIME_OPTIONS: ReadonlySet<string> = new Set([
  'call',
  'client',
  'key',
  'node',
  'raw',
  'stream',
])

/** Types of the runtime, of two words or more, that generated code may import. */
const RUNTIME_TYPES: ReadonlySet<string> = new Set(
  `AnyCommand AuthenticationError BaseClient ClientError ConnectError ErrorCode ErrorContext FlagFacts IllegalInputError MemcacheError
  NoServersError NoreplyFailure OnNoreplyError PresetName RequestWords RetriedEvent RetryCode ServerError TimeoutError UnexpectedCloseError
  UnknownCommandError UnknownReplyError UnsafeIntegerError UnsupportedCommandError`.split(/\s+/),
)

/** Options that calls have whatever the command is. */
export const CALL_OPTIONS: readonly string[] = ['timeout', 'signal', 'node', 'route']

/** The option that asks for exact numbers. */
export const EXACT_OPTION = 'bigint'

export function isReservedWord(name: string): boolean {
  return RESERVED_WORDS.has(name)
}

/** Why a method may not have this name; undefined if it may. */
export function whyNoMethod(name: string): string | undefined {
  if (RUNTIME_MEMBERS.has(name)) return 'every client has a member of that name'
  if (RUNTIME_OPTIONS.has(name))
    return 'the type of its options would have the name of another type'
  return undefined
}

/** Why a field may not have this name; undefined if it may. */
export function whyNoField(name: string): string | undefined {
  if (isReservedWord(name)) return 'it is a reserved word of JavaScript'
  return undefined
}

/** The types of a method, or that of what one of its fields says of names that are known. */
export function typesOf(method: string, field?: string): string[] {
  const names = field === undefined ? ['options', 'fields', 'result', 'item'] : [field]
  return names.map((name) => capitalized(method) + capitalized(name))
}

/** Why a type of a method may not have this name; undefined if it may. */
export function whyNoType(name: string): string | undefined {
  if (RUNTIME_TYPES.has(name)) return 'the runtime has a type of that name'
  return undefined
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The name of the constant of a command in its module. */
export function constantOf(method: string): string {
  return isReservedWord(method) ? `${method}_` : method
}

/** The name of the method for many keys. */
export function manyOf(method: string): string {
  return `${method}Many`
}
