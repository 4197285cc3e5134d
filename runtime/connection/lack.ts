import type { Identity } from '../assumption.js'
import type { AnyCommand, Versions } from '../command.js'
import { compareVersions } from '../version.js'

/** What a server has to know: a command, and what a call gives to it. */
interface Asked {
  readonly command: AnyCommand
  /** The checked arguments. */
  readonly fields: unknown
}

/** What a server of this identity lacks, in words; undefined if nothing is known of a lack. */
export function lackOf(
  { command, fields }: Asked,
  identity: Identity | undefined,
): string | undefined {
  const { needs } = command.facts
  if (!needs || !identity) return undefined
  const { dialect, version } = identity
  if (dialect !== undefined) {
    return needs.lackedBy?.includes(dialect.name) ? `does not know ${command.name}` : undefined
  }
  if (version === undefined) return undefined
  const own = outside(version, needs)
  if (own) return `${command.name} needs ${own}`
  for (const [name, versions] of Object.entries(needs.options ?? {})) {
    const value = (fields as Readonly<Record<string, unknown>> | undefined)?.[name]
    // A word that is not sent is false.
    if (value === undefined || value === false) continue
    const range = outside(version, versions)
    if (range) return `the option ${name} of ${command.name} needs ${range}`
  }
  return undefined
}

/** The versions that are needed, if this one is none of them. One that cannot be compared may be any. */
function outside(version: string, { since, until }: Versions): string | undefined {
  if (since !== undefined && (compareVersions(version, since) ?? 0) < 0) return `${since} or later`
  if (until !== undefined && (compareVersions(version, until) ?? 0) > 0)
    return `${until} or earlier`
  return undefined
}
