import { type StatementStructures, StructureKind, VariableDeclarationKind } from 'ts-morph'
import { comment } from './comment.js'
import type { Context } from './context.js'
import { factsOf } from './facts.js'
import { members, table } from './literal.js'

/** The facts of all commands as one table. */
export function metadataStatements({ emitted, spec }: Context): StatementStructures[] {
  const entries = emitted.map((command) => ({
    name: command.name,
    value: table(members(factsOf(command, spec))),
  }))
  return [
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      docs: [
        comment([
          'What is known about each command, by method: where a call goes, what a repetition may do, which options it has, and which servers know it.',
        ]),
      ],
      declarationKind: VariableDeclarationKind.Const,
      declarations: [{ name: 'metadata', initializer: `${table(entries)} as const` }],
    },
  ]
}
