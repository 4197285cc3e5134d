import type { Data } from '../data.js'
import type { Command, Example, Field, Spec, Type } from '../ir.js'
import { render } from '../render.js'
import { isStream } from '../stream.js'
import { dataText, resultText } from './data.js'
import { quoted, record } from './literal.js'
import { type Provenance, provenanceOf, revivedToken, takesToken } from './provenance.js'

/** The call of an example as TypeScript, and what it gives. */
export interface ExampleText {
  /** The call before it from which it has its cas token. */
  readonly source: Provenance | undefined
  readonly call: string
  readonly outcome: string
}

/** Shows an example as a user would write it. */
export function exampleText(example: Example, command: Command, spec: Spec): ExampleText {
  const { call, settles } = example
  if (command.effect === 'session') {
    const [username, password] = call.args.map(dataText)
    return {
      source: undefined,
      call: `await new Client(${quoted(`localhost:${spec.port}`)}, { auth: { username: ${username}, password: ${password} } }).connect()`,
      outcome: settles.kind === 'throws' ? `rejects with ${settles.error}` : 'undefined',
    }
  }
  const source = takesToken(command) ? provenanceOf(example.given, spec) : undefined
  const isStreaming = isStream(command)
  const args = call.args.map((data, i) => argumentText(data, command, i, source))
  if (command.route === 'every' && settles.kind !== 'void' && !isStreaming)
    addNode(args, call.args, command, spec)
  return {
    source,
    call: render(isStreaming ? 'follow' : 'call', {
      binds: false,
      needs: source?.needs,
      method: call.method,
      args: args.join(', '),
    }),
    outcome: isStreaming
      ? streamedText(settles, command, spec)
      : outcomeText(settles, call.method === command.name ? command.result : manyType(command)),
  }
}

/** What the loop shows first, with the server that it comes from. */
function streamedText(settles: Example['settles'], { result }: Command, { port }: Spec): string {
  if (settles.kind !== 'returns' || !Array.isArray(settles.value)) {
    return settles.kind === 'throws' ? `rejects with ${settles.error}` : 'nothing'
  }
  const [first, ...others] = settles.value as Data[]
  if (first === undefined) return 'nothing: it has no items'
  const of = result.kind === 'list' ? result.of : result
  const text = resultText({ ...Object(first), node: `localhost:${port}` }, of)
  return others.length === 0 ? text : `${text}, …`
}

/** A call with what it gives behind it, or below it where the line is too long. */
export function beside(call: string, outcome: string): string {
  const line = `${call} // ${outcome}`
  return line.length <= 90 ? line : `${call}\n${remark(outcome)}`
}

/** On as many lines as it takes, broken behind commas. */
function remark(outcome: string): string {
  const lines = ['//']
  for (const part of outcome.split(/(?<=,) /)) {
    const line = `${lines.at(-1)} ${part}`
    if (line.length <= 90 || lines.at(-1) === '//') lines.splice(-1, 1, line)
    else lines.push(`//   ${part}`)
  }
  return lines.join('\n')
}

function outcomeText(settles: Example['settles'], type: Type): string {
  switch (settles.kind) {
    case 'returns':
      return resultText(settles.value, type)
    case 'undefined':
    case 'void':
      return 'undefined'
    case 'throws':
      return `rejects with ${settles.error}`
  }
}

function manyType({ many, result }: Command): Type {
  if (many?.gives === 'refused') return { kind: 'list', of: { kind: 'string' } }
  return { kind: 'map', key: { kind: 'string' }, value: result }
}

/** An argument in its own type. */
function argumentText(
  data: Data,
  command: Command,
  index: number,
  source: Provenance | undefined,
): string {
  const param = command.params[index]
  if (param) return param.role === 'field' ? fieldText(data, param.field, source) : dataText(data)
  const options = Object.entries(Object(data) as Readonly<Record<string, Data>>)
  return record(
    options.map(([name, value]) => {
      const field = command.options.find((option) => option.name === name)?.field
      return { name, value: field ? fieldText(value, field, source) : dataText(value) }
    }),
  )
}

/** A cas token is opaque: it comes from a call. */
function fieldText(data: Data, { type }: Field, source: Provenance | undefined): string {
  if (type.kind === 'cas') return source?.token ?? revivedToken(data)
  if (type.kind === 'uint64' && typeof data === 'string') return `${data}n`
  return dataText(data)
}

/** What an example gives is one node's reply. */
function addNode(args: string[], data: readonly Data[], command: Command, spec: Spec): void {
  const node = `node: ${quoted(`localhost:${spec.port}`)}`
  const options = args[command.params.length]
  const given = data[command.params.length]
  const isEmpty = given === undefined || Object.keys(Object(given)).length === 0
  args[command.params.length] =
    isEmpty || options === undefined ? `{ ${node} }` : options.replace(/ }$/, `, ${node} }`)
}
