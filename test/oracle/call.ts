import fc from 'fast-check'
import type { Command, Param, Spec } from '#codegen/ir.js'
import { oddGiven, someGiven } from './given.js'
import { noKey, someKey, someKeys } from './key.js'
import type { Call } from './plan.js'

type Options = Readonly<Record<string, unknown>>

/** Calls of all methods of a spec, as callers may make them. `answered`: those to which there is a reply. */
export function someCall(spec: Spec, { answered }: { answered: boolean }): fc.Arbitrary<Call> {
  const calls = spec.commands
    .filter(({ ending }) => !answered || ending === 'line')
    .flatMap((command) => [
      callOf(command, command.name, answered),
      ...(command.many ? [callOfMany(command, command.many.name, answered)] : []),
    ])
  return fc.oneof(...calls)
}

/** Calls in which one thing may be wrong. */
export function oddCall(spec: Spec): fc.Arbitrary<Call> {
  return fc.oneof(...spec.commands.flatMap((command) => oddCallsOf(command)))
}

function callOf(command: Command, method: string, answered: boolean): fc.Arbitrary<Call> {
  const args = fc.tuple(...command.params.map((param) => argument(param)))
  return fc.record({ method: fc.constant(method), args, options: optionsOf(command, answered) })
}

function callOfMany(command: Command, method: string, answered: boolean): fc.Arbitrary<Call> {
  const [block] = command.params.filter(({ role }) => role === 'block')
  const fields = command.params.filter(({ role }) => role === 'field')
  const keys = block
    ? fc.array(fc.tuple(someKey, someGiven(block.field)), { maxLength: 4 }).map(mapOf)
    : someKeys
  const args = fc.tuple(keys, ...fields.map((param) => argument(param)))
  return fc.record({ method: fc.constant(method), args, options: optionsOf(command, answered) })
}

function mapOf(entries: readonly (readonly [string | Uint8Array, unknown])[]) {
  const unique = new Map(
    entries.map((entry) => [Buffer.from(entry[0] as string).toString(), entry]),
  )
  return new Map(unique.values())
}

function argument({ role, field }: Param): fc.Arbitrary<unknown> {
  return role === 'key' || role === 'keys' ? someKey : someGiven(field)
}

/** Options that may be left out, or be given as undefined. */
function optionsOf(command: Command, answered: boolean): fc.Arbitrary<Options> {
  const { options, silence } = command
  const some: Record<string, fc.Arbitrary<unknown>> = {}
  for (const { name, field } of options) {
    const given = field ? someGiven(field) : fc.boolean()
    some[name] = fc.option(given, { nil: undefined, freq: 8 })
  }
  if (hasLarge(command)) some['bigint'] = fc.boolean()
  if (!silence) return fc.record(some, { requiredKeys: [] })
  if (answered) {
    const loud = { ...some, [silence.option]: fc.constant(false) }
    return fc.record(loud, { requiredKeys: [silence.option] })
  }
  some[silence.option] = fc.boolean()
  return fc.record(some, { requiredKeys: [] })
}

/** Whether the command may give a number of 64 bits. */
function hasLarge({ items, reply }: Command): boolean {
  return JSON.stringify(
    [items, reply].map((lines) => lines.map(({ outcome }) => outcome)),
  ).includes('"uint64"')
}

function oddCallsOf(command: Command): fc.Arbitrary<Call>[] {
  const { name, params, options } = command
  const valid = callOf(command, name, false)
  const args = params.map(({ role, field }, i) => {
    const odd = role === 'key' || role === 'keys' ? noKey : oddArgument(role, field)
    return fc
      .tuple(valid, odd)
      .map(([call, value]) => ({ ...call, args: call.args.with(i, value) }))
  })
  const named = options.map(({ name, field }) => {
    const odd = field ? oddGiven(field) : fc.constantFrom(null, 1, 'true')
    return withOption(valid, name, odd)
  })
  return [...args, ...named, withOption(valid, 'unheard', fc.constant(1))]
}

function oddArgument(role: Param['role'], field: Param['field']): fc.Arbitrary<unknown> {
  if (role !== 'block') return oddGiven(field)
  // What a serializer takes is its own affair.
  if (field.type.kind === 'value') return someGiven(field)
  return fc.constantFrom(undefined, null, 5, '\ud800', 'a\udfff', {}, [1])
}

function withOption(
  call: fc.Arbitrary<Call>,
  name: string,
  odd: fc.Arbitrary<unknown>,
): fc.Arbitrary<Call> {
  return fc
    .tuple(call, odd)
    .map(([one, value]) => ({ ...one, options: { ...one.options, [name]: value } }))
}
