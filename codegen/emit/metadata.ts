import { type StatementStructures, StructureKind, VariableDeclarationKind } from 'ts-morph'
import { comment } from './comment.js'
import type { Context } from './context.js'
import { factsOf } from './facts.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, members, table } from './literal.js'

/** The facts of all commands as one table. */
export function metadataStatements(
  { emitted, spec }: Context,
  imports: Imports,
): StatementStructures[] {
  const entries = emitted.map((command) => ({
    name: command.name,
    value: table(members(factsOf(command, spec))),
  }))
  const facts = imports.type(RUNTIME, 'Facts')
  const names = emitted.map(({ name }) => literal(name))
  return [
    {
      kind: StructureKind.TypeAlias,
      isExported: true,
      name: 'CommandName',
      docs: [comment(['The methods of these commands.'])],
      type:
        names.length > 1
          ? names.map((name) => `\n  | ${name}`).join('')
          : names.join('') || 'never',
    },
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      docs: [
        comment([
          'What is known about each command, by method: where a call goes, what a repetition may do, which options it has, and which servers know it.',
        ]),
      ],
      declarationKind: VariableDeclarationKind.Const,
      declarations: [
        {
          name: 'metadata',
          type: `Readonly<Record<CommandName, ${facts}>>`,
          initializer: entries.length > 0 ? table(entries) : '{}',
        },
      ],
    },
  ]
}
