import type { Command, Data, Example, Param, Spec, Type } from '../ir.js'
import { dataText, resultText } from './data.js'
import { quoted } from './literal.js'

/** The call of an example as TypeScript, and what it gives. */
export interface ExampleText {
  readonly call: string
  readonly outcome: string
}

/** Shows an example as a user would write it. */
export function exampleText({ call, settles }: Example, command: Command, spec: Spec): ExampleText {
  const args = call.args.map((data, i) => argumentText(data, command, i))
  if (command.route === 'every' && settles.kind !== 'void') addNode(args, call.args, command, spec)
  return {
    call: `await client.${call.method}(${args.join(', ')})`,
    outcome: outcomeText(
      settles,
      call.method === command.name ? command.result : manyType(command),
    ),
  }
}

/** A call with what it gives behind it, or below it where the line is too long. */
export function beside(call: string, outcome: string): string {
  const line = `${call} // ${outcome}`
  return line.length <= 90 ? line : `${call}\n// ${outcome}`
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

/** An argument in its own type: a cas token is opaque, so it is the variable that a reader would have it in. */
function argumentText(data: Data, command: Command, index: number): string {
  const param: Param | undefined = command.params[index]
  if (param?.role !== 'field') return dataText(data)
  if (param.field.type.kind === 'cas') return param.field.name
  if (param.field.type.kind === 'uint64' && typeof data === 'string') return `${data}n`
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
