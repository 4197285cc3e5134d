import { type MethodDeclarationStructure, type StatementStructures, StructureKind } from 'ts-morph'
import type { Command, Spec } from '../ir.js'
import { constantOf } from '../naming.js'
import { render } from '../render.js'
import { isStream } from '../stream.js'
import { isAsked, resultName } from './asked.js'
import { comment } from './comment.js'
import { type Context, moduleOf, modulePath } from './context.js'
import { methodComment } from './doc.js'
import { type Imports, RUNTIME } from './imports.js'
import { namesOf } from './known.js'
import { type Signature, signaturesOf } from './signature.js'
import { itemName } from './stream.js'
import { interfaceName } from './type.js'

/** The client: a class with a documented method for each way to call each command. */
export function clientStatements(context: Context, imports: Imports): StatementStructures[] {
  const { spec } = context
  const base = imports.value(RUNTIME, 'BaseClient')
  const protocol = imports.value(modulePath(context, './protocol'), 'protocol')
  return [
    {
      kind: StructureKind.Class,
      isExported: true,
      name: spec.client,
      extends: `${base}<V, N>`,
      docs: [
        comment([
          'A client of one server or a cluster.',
          'It connects at the first call. `V` is the type of the values, `N` whether calls ask for no reply unless they say otherwise.',
        ]),
      ],
      typeParameters: [
        { name: 'V', default: 'unknown' },
        { name: 'N', constraint: 'boolean', default: 'true' },
      ],
      ctors: [
        {
          docs: [constructorComment(spec)],
          parameters: [
            { name: 'servers', type: imports.type(RUNTIME, 'Servers') },
            {
              name: 'options',
              type: `${imports.type(RUNTIME, 'ClientOptions')}<V, N>`,
              hasQuestionToken: true,
            },
          ],
          statements: render('constructor', { protocol }),
        },
      ],
      methods: spec.commands.flatMap((command) => methods(command, context, imports)),
    },
  ]
}

function constructorComment({ port }: Spec): string {
  const forms = [
    `'localhost:${port}'`,
    `'[::1]:${port}'`,
    `'/path/to/socket'`,
    '{ host, port }',
    '{ path }',
  ]
  return comment(
    [
      `@param servers One or many: ${forms.map((form) => `\`${form}\``).join(', ')}. The port is ${port} unless given.`,
      '@param options What holds for all calls.',
      '@throws {IllegalInputError} if a server or an option makes no sense',
    ],
    2,
  )
}

function methods(
  command: Command,
  context: Context,
  imports: Imports,
): MethodDeclarationStructure[] {
  const module = moduleOf(command, context)
  const signatures = signaturesOf(command, imports)
  if (signatures.length === 0) return []
  const constant = importConstant(command, module, signatures, imports)
  return signatures.map((signature) => {
    if (signature.optionsType) imports.type(module, signature.optionsType)
    if (isAsked(command)) imports.type(module, resultName(command))
    if (isStream(command)) imports.type(module, itemName(command))
    for (const type of namesOf(command)) imports.type(module, interfaceName(type))
    return method(command, signature, constant, context)
  })
}

/** Under another name where a parameter would hide it. */
function importConstant(
  command: Command,
  module: string,
  signatures: readonly Signature[],
  imports: Imports,
): string {
  const constant = constantOf(command.name)
  const hidden = signatures.some(({ params }) => params.some(({ name }) => name === constant))
  const alias = hidden ? `${command.name}Command` : constant
  return imports.value(module, constant, alias)
}

function method(
  command: Command,
  signature: Signature,
  constant: string,
  { spec }: Context,
): MethodDeclarationStructure {
  const args = signature.params.filter(({ name }) => name !== 'options').map(({ name }) => name)
  return {
    kind: StructureKind.Method,
    name: signature.name,
    docs: [methodComment(command, signature, spec)],
    typeParameters: [...signature.typeParameters],
    parameters: [...signature.params],
    returnType: signature.returnType,
    statements: render('method', {
      call: isStream(command) ? 'callStream' : signature.isMany ? 'callMany' : 'call',
      constant,
      args: args.join(', '),
    }),
  }
}
