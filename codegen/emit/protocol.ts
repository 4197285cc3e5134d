import { type StatementStructures, StructureKind, VariableDeclarationKind } from 'ts-morph'
import type { Dialect } from '../ir.js'
import { constantOf } from '../naming.js'
import { comment } from './comment.js'
import { type Context, moduleOf, modulePath } from './context.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, type MemberText, record, table } from './literal.js'

/** The version of the contract with the runtime that this generator writes for. */
const CONTRACT = '1'

/** What a client tells the runtime about its protocol. */
export function protocolStatements(context: Context, imports: Imports): StatementStructures[] {
  const { spec } = context
  const roles = Object.entries(spec.roles).map(([name, methods]) => ({
    name,
    value: `[${methods.map((method: string) => commandNamed(method, context, imports)).join(', ')}]`,
  }))
  const entries: MemberText[] = [
    { name: 'contract', value: 'contract' },
    { name: 'server', value: literal(spec.server) },
    { name: 'port', value: literal(spec.port) },
    { name: 'errors', value: imports.value(modulePath(context, './errors'), 'errors') },
    { name: 'roles', value: record(roles) },
    { name: 'dialects', value: literal(spec.dialects.map(dialectFacts)) },
  ]
  return [
    {
      kind: StructureKind.VariableStatement,
      docs: [
        comment(['A runtime with another contract makes this line a type error: generate again.']),
      ],
      declarationKind: VariableDeclarationKind.Const,
      declarations: [
        {
          name: 'contract',
          type: `typeof ${imports.type(RUNTIME, 'CONTRACT')}`,
          initializer: CONTRACT,
        },
      ],
    },
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      docs: [comment(['What the runtime has to know of the protocol beside its commands.'])],
      declarationKind: VariableDeclarationKind.Const,
      declarations: [
        { name: 'protocol', type: imports.type(RUNTIME, 'Protocol'), initializer: table(entries) },
      ],
    },
  ]
}

function commandNamed(method: string, context: Context, imports: Imports): string {
  const command = context.spec.commands.find(({ name }) => name === method)
  if (!command) throw new Error(`a role names ${method}, which is no command`)
  return imports.value(moduleOf(command, context), constantOf(method))
}

function dialectFacts({ name, probe, unsigned }: Dialect): object {
  return { name, probe, ...(unsigned && { unsigned }) }
}
