import fc from 'fast-check'
import type { Command, Param, Spec } from '#codegen/ir.js'
import { oddGiven, someGiven } from './given.js'
import { keysOf, noEncodedKey, noKey, someEncodedKey, someKey } from './key.js'
import { anyFlags, isEncoded, someFlags } from './lettering.js'
import type { Call } from './plan.js'

type Options = Readonly<Record<string, unknown>>
type SomeKey = fc.Arbitrary<string | Uint8Array>

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
  return withArguments(command, method, answered, (key) =>
    fc.tuple(...command.params.map((param) => argument(param, key))),
  )
}

function callOfMany(command: Command, method: string, answered: boolean): fc.Arbitrary<Call> {
  const [block] = command.params.filter(({ role }) => role === 'block')
  const fields = command.params.filter(({ role }) => role === 'field')
  return withArguments(command, method, answered, (key) => {
    const keys = block
      ? fc.array(fc.tuple(key, someGiven(block.field)), { maxLength: 4 }).map(mapOf)
      : keysOf(key)
    return fc.tuple(keys, ...fields.map((param) => argument(param, key)))
  })
}

/** The options decide what a key may be. */
function withArguments(
  command: Command,
  method: string,
  answered: boolean,
  args: (key: SomeKey) => fc.Arbitrary<unknown[]>,
): fc.Arbitrary<Call> {
  const options = optionsOf(command, answered)
  const call = (key: SomeKey, some: fc.Arbitrary<Options>) =>
    fc.record({ method: fc.constant(method), args: args(key), options: some })
  if (!command.flags.some(({ encodesKey }) => encodesKey)) return call(someKey, options)
  return options.chain((one) =>
    call(isEncoded(command, one) ? someEncodedKey : someKey, fc.constant(one)),
  )
}

function mapOf(entries: readonly (readonly [string | Uint8Array, unknown])[]) {
  const unique = new Map(
    entries.map((entry) => [Buffer.from(entry[0] as string).toString(), entry]),
  )
  return new Map(unique.values())
}

function argument({ role, field }: Param, key: SomeKey): fc.Arbitrary<unknown> {
  return role === 'key' || role === 'keys' ? key : someGiven(field)
}

/** Options that may be left out, or be given as undefined. */
function optionsOf(command: Command, answered: boolean): fc.Arbitrary<Options> {
  const { silence } = command
  const some: Record<string, fc.Arbitrary<unknown>> = {}
  for (const { name, field, letter } of command.options) {
    if (letter !== undefined) continue
    const given = field ? someGiven(field) : fc.boolean()
    some[name] = fc.option(given, { nil: undefined, freq: 8 })
  }
  if (hasLarge(command)) some['bigint'] = fc.boolean()
  if (silence) some[silence.option] = answered ? fc.constant(false) : fc.boolean()
  const requiredKeys = silence && answered ? [silence.option] : []
  const others = fc.record(some, { requiredKeys })
  if (command.flags.length === 0) return others
  return fc.tuple(someFlags(command), others).map(([flags, one]) => ({ ...flags, ...one }))
}

/** Whether the command may give a number of 64 bits. */
function hasLarge({ items, reply }: Command): boolean {
  const outcomes = [...items, ...reply].map(({ outcome }) => JSON.stringify(outcome))
  return outcomes.some((outcome) => outcome.includes('"uint64"'))
}

function oddCallsOf(command: Command): fc.Arbitrary<Call>[] {
  const { name, params, options } = command
  const valid = callOf(command, name, false)
  const args = params.map(({ role, field }, i) => {
    const isKey = role === 'key' || role === 'keys'
    const odd = isKey ? fc.oneof(noKey, noEncodedKey) : oddArgument(role, field)
    return fc
      .tuple(valid, odd)
      .map(([call, value]) => ({ ...call, args: call.args.with(i, value) }))
  })
  const named = options.map(({ name, field }) => {
    const odd = field ? oddGiven(field) : fc.constantFrom(null, 1, 'true')
    return withOption(valid, name, odd)
  })
  const unheard = withOption(valid, 'unheard', fc.constant(1))
  // The client sends it by itself: nobody gives it options.
  if (command.effect === 'session') return args
  if (command.flags.length === 0) return [...args, ...named, unheard]
  const mixed = fc.tuple(valid, anyFlags(command)).map(([call, options]) => ({ ...call, options }))
  return [...args, ...named, unheard, mixed]
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
