import { Buffer } from 'node:buffer'
import type { AnyCommand, Protocol } from './command.js'
import { IllegalInputError } from './errors.js'
import { isRecord, kindOf } from './kind.js'
import { quote } from './quote.js'
import { suggestion } from './suggestion.js'
import { token } from './word.js'

/** Who the client is, for a server that asks for it. */
export interface Auth {
  /** One word, 1 to 255 bytes. */
  username: string
  /** 1 to 16000 bytes without control bytes. Servers before 1.6.40 know no password with a space. */
  password: string
}

const MEMBERS: readonly string[] = ['username', 'password']
const LONGEST_NAME = 255
const LONGEST_PASSWORD = 16_000
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a line of the protocol cannot hold.
const CONTROL = /[\x00-\x1f\x7f]/

/** Checked credentials. They are private, so that nothing that prints a client or its options shows them. */
export class Credentials {
  readonly #username: string
  readonly #password: string

  constructor(username: string, password: string) {
    this.#username = username
    this.#password = password
  }

  /** A server's words without the password, should it echo it. */
  hiddenIn(text: string): string {
    return text.replaceAll(this.#password, '…')
  }

  /**
   * What the command takes.
   *
   * @throws IllegalInputError if its spec is narrower than the checks here
   */
  fieldsFor(command: AnyCommand): unknown {
    try {
      return command.check?.([this.#username, this.#password], {})
    } catch {
      // The check's own message may quote the password.
      throw new IllegalInputError(
        `auth: expected a username and a password such as ${command.name} of the spec takes, got others`,
      )
    }
  }
}

/** The option `auth`. No message shows the password. */
export function credentialsOf(auth: unknown): Credentials | undefined {
  if (auth === undefined) return undefined
  if (!isRecord(auth)) {
    throw new IllegalInputError(`auth: expected { username, password }, got ${kindOf(auth)}`)
  }
  const given = auth as Readonly<Record<string, unknown>>
  for (const member of Object.keys(given)) {
    if (!MEMBERS.includes(member)) {
      throw new IllegalInputError(
        `auth: unknown member ${quote(member)}; ${suggestion(member, MEMBERS)}`,
      )
    }
  }
  const username = token('auth.username', given['username'], 1, LONGEST_NAME)
  return new Credentials(username, passwordOf(given['password']))
}

/** Credentials need a command that takes them. */
export function checkAuth(auth: Credentials | undefined, { roles }: Protocol): void {
  if (!auth) return
  const [command] = roles.auth
  if (command) auth.fieldsFor(command)
  else
    throw new IllegalInputError('auth: expected a spec with a command in the role auth, got none')
}

function passwordOf(password: unknown): string {
  if (typeof password !== 'string') {
    throw new IllegalInputError(`auth.password: expected a string, got ${kindOf(password)}`)
  }
  const control = password.search(CONTROL)
  if (control >= 0) {
    throw new IllegalInputError(
      `auth.password: expected text without line breaks and control bytes, got one at position ${control}`,
    )
  }
  if (!password.isWellFormed()) {
    throw new IllegalInputError(
      'auth.password: expected whole characters, got half of a surrogate pair',
    )
  }
  const length = Buffer.byteLength(password)
  if (length >= 1 && length <= LONGEST_PASSWORD) return password
  throw new IllegalInputError(
    `auth.password: expected 1 to ${LONGEST_PASSWORD} bytes, got ${length}`,
  )
}
