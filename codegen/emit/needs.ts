import { compareVersions } from '../check/versions.js'
import type { Command, Spec } from '../ir.js'

interface Versions {
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** What a server has to be for a command and its options, where not every server is that; undefined if all are. */
export function needsOf(
  command: Command,
  { oldest, dialects }: Spec,
): Readonly<Record<string, unknown>> | undefined {
  // The client sends it by itself, as the first thing that it says.
  if (command.effect === 'session') return undefined
  const options = [...command.options, ...command.params.map(({ field }) => field)].flatMap(
    ({ name, ...versions }) => {
      const own = limits(versions, command.since ?? oldest)
      return own ? [[name, own] as const] : []
    },
  )
  const lackedBy = dialects
    .filter(({ lacks }) => lacks.includes(command.name))
    .map(({ name }) => name)
  const needs = {
    ...limits(command, oldest),
    ...(options.length > 0 && { options: Object.fromEntries(options) }),
    ...(lackedBy.length > 0 && { lackedBy }),
  }
  return Object.keys(needs).length > 0 ? needs : undefined
}

/** The versions that say something of a server that has at least `known`. */
function limits({ since, until }: Versions, known: string | undefined): Versions | undefined {
  const isNewer = since !== undefined && (known === undefined || compareVersions(since, known) > 0)
  if (!isNewer && until === undefined) return undefined
  return { ...(isNewer && { since }), ...(until !== undefined && { until }) }
}
