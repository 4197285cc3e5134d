import assert from 'node:assert/strict'
import type { Spec } from '#codegen/ir.js'
import type { Received } from '#runtime/wire/received.js'
import type { Call } from '../oracle/plan.js'

/** Fails unless the requests that were read say what the call said. */
export function assertAgree(spec: Spec, call: Call, received: readonly Received[]): void {
  const commandOf = (method: string) => {
    const command = spec.commands.find(({ name, many }) => [name, many?.name].includes(method))
    assert.ok(command, method)
    return command
  }
  const { name, params, operation, flags } = commandOf(call.method)
  const isMany = call.method !== name
  const leading = isMany ? 1 : params.filter(({ role }) => role !== 'field').length
  assert.deepEqual(keysOf(received.flatMap(({ keys }) => keys)), keysOf(keysIn(call, leading)))
  for (const one of received) {
    // Two commands may have the same form: the first is taken that fits.
    assert.equal(commandOf(one.command).operation, operation)
    if (one.command !== name) continue
    for (const [i, arg] of call.args.slice(leading).entries()) assertSame(one.args[i], arg)
    for (const [option, value] of Object.entries(call.options ?? {})) {
      const isImplied = flags.some((flag) => flag.name === option && flag.sentWith !== undefined)
      if (option === 'bigint' || (isImplied && value === false)) continue
      // `[<note>] [loudly]`: the bytes do not tell whether the word is the note.
      if (value === true && Object.values(one.options).includes(option)) continue
      assertSame((one.options as Record<string, unknown>)[option], value)
    }
    const [, block] = call.args
    if (one.block && !isMany) assert.deepEqual(one.block, blockOf(block))
  }
}

function keysIn({ args: [first] }: Call, leading: number): unknown[] {
  if (leading === 0) return []
  if (Array.isArray(first)) return first
  return first instanceof Map ? [...first.keys()] : [first]
}

/** As bytes, whatever the order. */
function keysOf(keys: readonly unknown[]): string[] {
  return [...new Set(keys.map((key) => Buffer.from(key as string).toString('latin1')))].sort()
}

/** The block itself, or the data of a value that says how it is stored. */
function blockOf(given: unknown): Buffer {
  if (typeof given === 'string' || given instanceof Uint8Array) return Buffer.from(given as string)
  return blockOf((given as { data: unknown }).data)
}

/** An argument and what is read of it: an option that is left out is none, and what has expired is -1. */
function assertSame(read: unknown, given: unknown): void {
  if (given === undefined) return
  if (given === false) assert.ok(!read)
  else if (given instanceof Date || (read === -1 && Number(given) < 0)) assert.equal(read, -1)
  else assert.equal(String(read), String(given))
}
