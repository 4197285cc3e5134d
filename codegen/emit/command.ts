import {
  type StatementStructures,
  StructureKind,
  VariableDeclarationKind,
  type WriterFunction,
} from 'ts-morph'
import type { Command } from '../ir.js'
import { constantOf } from '../naming.js'
import { isStream } from '../stream.js'
import { argumentsOf } from './argument.js'
import { askedStatements, isAsked } from './asked.js'
import { checkerOf } from './checker.js'
import { comment } from './comment.js'
import type { Context } from './context.js'
import { encoderBody } from './encoder.js'
import { flagStatements } from './flags.js'
import { hiddenBody } from './hidden.js'
import { type Imports, RUNTIME } from './imports.js'
import { itemsType } from './items.js'
import { knownStatements } from './known.js'
import { literal } from './literal.js'
import { type ObjectMember, objectWriter } from './object.js'
import { optionsInterface } from './options.js'
import { parserBody } from './parser.js'
import { quietlyMember } from './quietly.js'
import { ITEM, streamStatements } from './stream.js'
import { INSIDE, typeText } from './type.js'
import { usageText } from './usage.js'

/** The file of one command: its options, what its checks give, and the constant that the runtime works with. */
export function commandStatements(
  command: Command,
  imports: Imports,
  metadata: string,
  context: Context,
): StatementStructures[] {
  const constant = constantOf(command.name)
  const args = argumentsOf(command)
  const taken = new Set([constant, ...args.map(({ name }) => name)])
  const options = optionsInterface(command, imports)
  const checker = checkerOf(args, imports, taken)
  const encode = encoderBody(command, args)
  const parse = parserBody(command, imports)
  const hidden = hiddenBody(command)
  const members: ObjectMember[] = [
    { name: 'name', value: literal(command.name) },
    { name: 'facts', value: `${imports.value(metadata, 'metadata')}.${command.name}` },
  ]
  const quietly = quietlyMember(command, context, imports)
  if (quietly) members.push(quietly)
  if (hidden) members.push({ name: 'hidden', params: [], body: hidden })
  if (checker) members.push({ name: 'check', params: checker.params, body: checker.body })
  members.push({ name: 'encode', params: used(['writer', 'request'], encode), body: encode })
  members.push({ name: 'parse', params: used(['reader', 'request'], parse), body: parse })
  const type = commandType(command, checker !== undefined, imports)
  return [
    ...(options ? [options] : []),
    ...(checker ? [checker.fields] : []),
    ...flagStatements(command, imports, parse),
    ...knownStatements(command, imports),
    ...askedStatements(command, imports),
    ...streamStatements(command, imports),
    constantStatement(command, constant, type, objectWriter(members)),
  ]
}

/** The second parameter is only there if the body mentions it. */
function used([first, second]: readonly [string, string], body: string): string[] {
  return new RegExp(`\\b${second}\\b`).test(body) ? [first, second] : [first]
}

/** `Command<Fields, Items, Result>`, without what is not known of the key that a reply belongs to. */
function commandType(command: Command, hasFields: boolean, imports: Imports): string {
  const name = imports.type(RUNTIME, 'Command')
  const fields = hasFields ? 'Fields' : 'undefined'
  if (command.collects === 'entries' || isAsked(command))
    return hasFields ? `${name}<${fields}>` : name
  if (isStream(command)) return `${name}<${fields}, ${ITEM}[], ${ITEM}[]>`
  const items = itemsType(command)
  const itemsText = items ? typeText(items, INSIDE, imports) : 'undefined'
  const result = command.ending === 'line' ? typeText(command.result, INSIDE, imports) : 'undefined'
  return `${name}<${fields}, ${itemsText}, ${result}>`
}

function constantStatement(
  command: Command,
  name: string,
  type: string,
  initializer: WriterFunction,
): StatementStructures {
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    docs: [comment([usageText(command)])],
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name, type, initializer }],
  }
}
