import { type StatementStructures, StructureKind } from 'ts-morph'
import { comment } from './comment.js'
import type { Context } from './context.js'
import { type Imports, RUNTIME } from './imports.js'
import { errorsBody } from './parser.js'

/** The function that reads the lines of errors. */
export function errorsStatements({ spec }: Context, imports: Imports): StatementStructures[] {
  const statements = errorsBody(spec.errors, imports)
  return [
    {
      kind: StructureKind.Function,
      isExported: true,
      name: 'errors',
      docs: [
        comment([
          'Reads a line that any command may get instead of its reply; undefined if it is none.',
        ]),
      ],
      parameters: [
        {
          name: spec.errors.length > 0 ? 'reader' : '_reader',
          type: imports.type(RUNTIME, 'Reader'),
        },
      ],
      returnType: `${imports.type(RUNTIME, 'Refusal')} | undefined`,
      statements,
    },
  ]
}
