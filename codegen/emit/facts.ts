import type { Command, Spec } from '../ir.js'
import { blockOf } from './argument.js'
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
    misses: collects === 'entries' || command.reply.some(isMiss),
    ending: command.ending,
    silence: silence && {
      option: silence.option,
      default: silence.default,
      ambiguous: silence.ambiguous,
    },
    options: optionNames(command),
    connection: command.connection,
    wait: command.wait,
    line: command.line,
  }
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
