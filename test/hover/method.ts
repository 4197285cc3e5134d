import assert from 'node:assert/strict'
import { compile } from '#codegen/compile.js'
import { Imports } from '#codegen/emit/imports.js'
import { signaturesOf } from '#codegen/emit/signature.js'
import type { Command } from '#codegen/ir.js'
import { root } from '../support/root.js'

/** A method that a spec makes. */
export interface Method {
  readonly name: string
  readonly command: Command
  /** The names of its parameters but `options`. */
  readonly params: readonly string[]
}

const { spec } = compile('spec/memcached.yaml', { cwd: root })
assert.ok(spec)

/** The methods of the generated client, in its order. */
export const METHODS: readonly Method[] = spec.commands.flatMap((command) =>
  signaturesOf(command, new Imports()).map(({ name, params }) => ({
    name,
    command,
    params: params.map((param) => param.name).filter((param) => param !== 'options'),
  })),
)
