import {
  type ExportDeclarationStructure,
  type ExportSpecifierStructure,
  type OptionalKind,
  StructureKind,
} from 'ts-morph'
import type { Command } from '../ir.js'
import { constantOf } from '../naming.js'
import { isStream } from '../stream.js'
import { fieldsName, isAsked, resultName } from './asked.js'
import { type Context, moduleOf, modulePath } from './context.js'
import { natural, RUNTIME } from './imports.js'
import { namesOf as namesGiven } from './known.js'
import { optionsName } from './names.js'
import { optionsOf } from './options.js'
import { itemName } from './stream.js'
import { interfaceName } from './type.js'

/** The names of the runtime that are part of the face of every client. */
const FACE: readonly (readonly [name: string, isType: boolean])[] = [
  ['Auth', true],
  ['AuthenticationError', false],
  ['CallOptions', true],
  ['Cas', true],
  ['ClientError', false],
  ['ClientEvents', true],
  ['ClientOptions', true],
  ['Compression', true],
  ['ConnectError', false],
  ['Deserializer', true],
  ['Distribution', true],
  ['Entries', true],
  ['Entry', true],
  ['ErrorCode', true],
  ['Exptime', true],
  ['Failover', true],
  ['Find', true],
  ['Gutter', true],
  ['IllegalInputError', false],
  ['Key', true],
  ['Keyed', true],
  ['KeyOptions', true],
  ['MemcacheError', false],
  ['Named', true],
  ['NodeBackEvent', true],
  ['NodeErrorEvent', true],
  ['NodeEvent', true],
  ['NodeOptions', true],
  ['Nodes', true],
  ['NodeState', true],
  ['NoreplyFailure', true],
  ['NoServersError', false],
  ['OnNoreplyError', true],
  ['Place', true],
  ['Preset', true],
  ['PresetName', true],
  ['RawOptions', true],
  ['Reply', true],
  ['RetriedEvent', true],
  ['Retry', true],
  ['RetryCode', true],
  ['Routed', true],
  ['Serde', true],
  ['Serialized', true],
  ['Serializer', true],
  ['Server', true],
  ['ServerError', false],
  ['Servers', true],
  ['Stream', true],
  ['Streamed', true],
  ['StreamOptions', true],
  ['structuredCloneSerde', false],
  ['TimeoutError', false],
  ['Tls', true],
  ['Uint64', true],
  ['UnexpectedCloseError', false],
  ['UnknownCommandError', false],
  ['UnknownReplyError', false],
  ['UnsafeIntegerError', false],
  ['UnsupportedCommandError', false],
]

/** The entry point: the client, the types of its options, and what users need of the runtime. */
export function indexStatements(context: Context): ExportDeclarationStructure[] {
  const { spec } = context
  const options = new Map<string, string[]>()
  for (const command of spec.commands) {
    const names = typeNames(command)
    if (names.length === 0) continue
    const module = moduleOf(command, context)
    options.set(module, [...(options.get(module) ?? []), ...names])
  }
  const types = [...options].map(([module, names]) =>
    exported(
      module,
      names.map((name) => ({ name, isTypeOnly: true })),
    ),
  )
  const face = exported(
    RUNTIME,
    FACE.map(([name, isTypeOnly]) => ({ name, isTypeOnly })),
  )
  const client = exported(modulePath(context, './client'), [{ name: spec.client }])
  return sorted([face, client, ...types])
}

/** The entry point for those who extend: the commands, as the runtime knows them. */
export function commandsStatements(context: Context): ExportDeclarationStructure[] {
  const commands = context.emitted.map((command) =>
    exported(moduleOf(command, context), namesOf(command)),
  )
  const whole = ['errors', 'metadata', 'protocol'].map((name) =>
    exported(modulePath(context, `./${name}`), [{ name }]),
  )
  return sorted([...commands, ...whole])
}

function namesOf(command: Command): Name[] {
  const types = typeNames(command).map((name) => ({ name, isTypeOnly: true }))
  return [{ name: constantOf(command.name) }, ...types]
}

/** The types that belong to a command. */
function typeNames(command: Command): string[] {
  return [
    ...(optionsOf(command).length > 0 ? [optionsName(command)] : []),
    ...(isAsked(command) ? [fieldsName(command), resultName(command)] : []),
    ...(isStream(command) ? [itemName(command)] : []),
    ...namesGiven(command).map(interfaceName),
  ]
}

type Name = OptionalKind<ExportSpecifierStructure>

function exported(module: string, names: readonly Name[]): ExportDeclarationStructure {
  const isTypeOnly = names.every((name) => name.isTypeOnly === true)
  return {
    kind: StructureKind.ExportDeclaration,
    moduleSpecifier: module,
    isTypeOnly,
    namedExports: names
      .map((name) => ({ ...name, isTypeOnly: name.isTypeOnly === true && !isTypeOnly }))
      .sort((a, b) => natural(a.name, b.name)),
  }
}

function sorted(declarations: readonly ExportDeclarationStructure[]): ExportDeclarationStructure[] {
  const key = ({ moduleSpecifier = '' }: ExportDeclarationStructure) =>
    `${moduleSpecifier.startsWith('.') ? 1 : 0}${moduleSpecifier}`
  return [...declarations].sort((a, b) => natural(key(a), key(b)))
}
