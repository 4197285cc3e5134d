import type { Command, Flag, Spec } from '../ir.js'
import { blockOf } from './argument.js'
import { longestLine } from './longest.js'
import { needsOf } from './needs.js'
import { holds } from './type.js'

/** What the runtime has to know of a command, in the order of its type `Facts`. */
export function factsOf(command: Command, spec: Spec): Readonly<Record<string, unknown>> {
  const { many, silence, collects } = command
  return {
    operation: command.operation,
    usage: command.usage.split(/\r?\n|\\r\\n/)[0],
    since: command.since,
    until: command.until,
    needs: needsOf(command, spec),
    many: many?.name,
    route: command.route,
    effect: command.effect,
    merge: many?.gives,
    keys: keysOf(command),
    block: blockKind(command),
    flags: command.options.find(({ role }) => role === 'flags')?.name,
    lifetimes: lifetimesOf(command),
    misses: collects === 'entries' || command.reply.some(isMiss),
    ending: command.ending,
    silence: silence && {
      option: silence.option,
      default: silence.default,
      ambiguous: silence.ambiguous,
    },
    options: optionNames(command),
    letters: flagFacts(command.flags),
    echo: echoFacts(command.flags),
    connection: command.connection,
    wait: command.wait,
    line: command.line,
    measured: longestLine(command) > command.line || undefined,
  }
}

/** The arguments that say how long an item lives, and what their absence means. */
function lifetimesOf({ params, options, flags }: Command): object | undefined {
  const fields = params.flatMap(({ field }) => (field.type.kind === 'exptime' ? [field.name] : []))
  const given = options.flatMap(({ name, field }) => (field?.type.kind === 'exptime' ? [name] : []))
  const names = [...fields, ...given]
  if (names.length === 0) return undefined
  const isForever = (name: string) => flags.some((flag) => flag.name === name && flag.forever)
  return Object.fromEntries(names.map((name) => [name, isForever(name) ? 'forever' : 'nothing']))
}

/** What flags say beyond their letters, by option. */
function flagFacts(flags: readonly Flag[]): object | undefined {
  const entries = flags.flatMap((flag) => {
    const { name, effect, hides, encodesKey, needs, excludes } = flag
    const facts = {
      ...(effect && { effect }),
      ...(hides.length > 0 && { hides: true }),
      ...(encodesKey && { encodesKey }),
      ...(needs.length > 0 && { needs }),
      ...(excludes.length > 0 && { excludes }),
    }
    return Object.keys(facts).length > 0 ? [[name, facts] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** The option by whose echo a reply is known. */
function echoFacts(flags: readonly Flag[]): object | undefined {
  const flag = flags.find(({ echoes }) => echoes)
  return flag && { option: flag.name, letter: flag.letter }
}

function keysOf({ params }: Command): 'none' | 'one' | 'each' {
  if (params.some(({ role }) => role === 'keys')) return 'each'
  return params.some(({ role }) => role === 'key') ? 'one' : 'none'
}

function blockKind({ request }: Command): 'none' | 'value' | 'bytes' | 'row' {
  const block = blockOf(request)
  if (request.block?.body.kind === 'line') return 'row'
  if (!block) return 'none'
  return block.type.kind === 'value' ? 'value' : 'bytes'
}

function isMiss({ outcome }: Command['reply'][number]): boolean {
  return outcome.kind === 'returns' && outcome.result.kind === 'undefined'
}

function optionNames({ options, silence, result }: Command): string[] {
  const names = options.map(({ name }) => name)
  if (silence) names.push(silence.option)
  if (holds(result, 'uint64')) names.push('bigint')
  return names
}
