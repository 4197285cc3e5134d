import type { Dialect, Protocol } from './command.js'
import { IllegalInputError } from './errors.js'
import { kindOf } from './kind.js'
import { quote } from './quote.js'
import { isVersion } from './version.js'

/** What a server is, as far as it is known. */
export interface Identity {
  readonly version?: string
  readonly dialect?: Dialect
}

/** The option `assume`: a version, or the name of a dialect. */
export function assumptionOf(assume: unknown): string | undefined {
  if (assume === undefined || typeof assume === 'string') return assume
  throw new IllegalInputError(
    `assume: expected a version such as '1.6.18', or the name of a dialect, got ${kindOf(assume)}`,
  )
}

/** What all servers are, if the user knows it. */
export function assumedIdentity(
  assume: string | undefined,
  { dialects }: Protocol,
): Identity | undefined {
  if (assume === undefined) return undefined
  if (isVersion(assume)) return { version: assume }
  const dialect = dialects.find(({ name }) => name === assume)
  if (dialect) return { dialect }
  const expected = ["a version such as '1.6.18'", ...dialects.map(({ name }) => `'${name}'`)]
  throw new IllegalInputError(`assume: expected ${expected.join(' or ')}, got ${quote(assume)}`)
}
