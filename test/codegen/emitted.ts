import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { outputs } from '#codegen/emit/outputs.js'
import { format } from '#codegen/problem.js'
import type { Scene } from '../support/suite.js'
import { temporaryFolder } from '../support/temporary.js'

const HEAD = `spec: 1
server: 1.0.0
port: 7000
line: 1024
route: any
roles: { version: ping }
fields:
  key: { type: key }
  flags: { type: flags }
  bytes: { type: length }
  value: { type: value }
errors:
  ERROR: { throws: UnknownCommandError }
commands:
  ping:
    summary: Ask whether it is there.
    request: ping
    reply:
      PONG <name:token>: <name>
    effect: read
    examples:
      - call: [ping]
        send: |
          ping
        recv: |
          PONG me
        returns: me
`

/** Generates from these commands, indented by two, beside a `ping`; gives the files by their paths. */
export function emitted(t: Scene, commands: string): ReadonlyMap<string, string> {
  return emittedFrom(t, HEAD + commands)
}

/** Generates from the text of a spec, beside other files that it may name. */
export function emittedFrom(
  t: Scene,
  text: string,
  extension: 'js' | 'ts' = 'js',
  others: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, string> {
  const folder = temporaryFolder(t)
  for (const [name, other] of Object.entries(others)) writeFileSync(join(folder, name), other)
  writeFileSync(join(folder, 'sample.yaml'), text)
  const { spec, problems } = compile('sample.yaml', { cwd: folder })
  assert.ok(spec, format(problems))
  const files = outputs({
    spec,
    emitted: spec.commands.filter(({ own }) => own),
    extension,
    root: 'sample.yaml',
    sourceName: (file) => file,
  })
  return new Map(files.map(({ path, text }) => [path, text]))
}

/** The statement or member that begins with the line that holds this text, without the indentation of its first line. */
export function excerpt(files: ReadonlyMap<string, string>, path: string, from: string): string {
  const lines = (files.get(path) ?? '').split('\n')
  const start = lines.findIndex((line) => line.includes(from))
  assert.ok(start >= 0, `${path} has no line with ${from}:\n${files.get(path)}`)
  const indent = lines[start]?.search(/\S/) ?? 0
  const length = lines
    .slice(start)
    .findIndex((line) => line.search(/[}]/) === indent && /^ *\},?$/.test(line))
  const own = lines.slice(start, start + length + 1).map((line) => line.slice(indent))
  return own.join('\n').replace(/,$/, '')
}
