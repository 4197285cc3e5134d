import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Compiled, compile } from '#codegen/compile.js'
import type { Command, Spec } from '#codegen/ir.js'
import { format } from '#codegen/problem.js'
import type { Scene } from '../support/suite.js'
import { temporaryFolder } from '../support/temporary.js'

/** A vocabulary for the specs of tests; the commands of a test follow. */
export const HEAD = `spec: 1
server: 1.6.45
port: 11211
line: 2048
route: any
fields:
  key: { type: key, doc: Names the item. }
  flags: { type: flags, doc: The serializer's number. }
  exptime: { type: exptime, doc: Seconds to live. }
  bytes: { type: length, doc: The length of the block. }
  value: { type: value, doc: The item's value. }
  message: { type: text, doc: The server's reason. }
  noreply: { hides: all, doc: Ask for no reply. }
errors:
  ERROR: { throws: UnknownCommandError, closes: block }
  ERROR <message>: { throws: ServerError }
commands:
`

/** Writes files and compiles the first of them. */
export function compiled(t: Scene, files: Readonly<Record<string, string>>): Compiled {
  const folder = temporaryFolder(t)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return compile(Object.keys(files)[0] ?? '', { cwd: folder })
}

/** The spec of the first of some files, which has no problem. */
export function specOf(t: Scene, files: Readonly<Record<string, string>>): Spec {
  const { spec, problems } = compiled(t, files)
  assert.ok(spec, format(problems))
  return spec
}

/** The first of some commands, which stand below the head, indented by two. */
export function commandOf(t: Scene, commands: string): Command {
  const [command] = specOf(t, { 'spec.yaml': HEAD + commands }).commands
  assert.ok(command)
  return command
}

/** The report on some files. */
export function reportOf(t: Scene, files: Readonly<Record<string, string>>): string {
  return format(compiled(t, files).problems)
}

/** The command of this name. */
export function named(spec: Spec, name: string): Command {
  const command = spec.commands.find((one) => one.name === name)
  assert.ok(command, `no command ${name}`)
  return command
}

/** Plain data without the places in files, to compare it with. */
export function plain(data: unknown): unknown {
  return JSON.parse(JSON.stringify(data, (key, value) => (key === 'at' ? undefined : value)))
}
