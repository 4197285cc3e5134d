import {
  type FunctionDeclarationStructure,
  type InterfaceDeclarationStructure,
  StructureKind,
} from 'ts-morph'
import type { Command, Flag } from '../ir.js'
import { render } from '../render.js'
import { flagType } from '../resolve/type.js'
import { comment } from './comment.js'
import { type Imports, RUNTIME } from './imports.js'
import { quoted } from './literal.js'
import { argumentsText } from './reads.js'
import { readingOf } from './scalar.js'
import { INSIDE, typeText } from './type.js'

/** What reads the flags of a command's replies: the type of what they give, and the function that fills it. */
export function flagStatements(
  { flags, reply }: Command,
  imports: Imports,
): [InterfaceDeclarationStructure, FunctionDeclarationStructure] | [] {
  const lists = reply.some(({ pattern }) =>
    pattern.line.tokens.some(({ kind }) => kind === 'flags'),
  )
  const given = flags.filter(({ gives, unasked }) => gives !== undefined || unasked)
  if (!lists) return []
  const stored = given.some((flag) => isStored(flag))
  const body = render('flags', { stored, cases: given.map(caseOf) })
  return [
    {
      kind: StructureKind.Interface,
      name: 'Answer',
      docs: [comment(['What the flags of a reply give.'])],
      properties: given.map((flag) => ({
        name: flag.name,
        type: typeText(flagType(flag), INSIDE, imports),
        hasQuestionToken: true,
      })),
    },
    {
      kind: StructureKind.Function,
      name: 'readFlags',
      parameters: [
        { name: 'reader', type: imports.type(RUNTIME, 'Reader') },
        {
          name: body.includes('request.') ? 'request' : '_request',
          type: `${imports.type(RUNTIME, 'Request')}<Fields>`,
        },
        { name: given.length > 0 ? 'answer' : '_answer', type: 'Answer' },
      ],
      returnType: stored ? 'number' : 'void',
      docs: [
        comment([
          stored
            ? 'Reads the flags of a reply; gives the number that is stored beside the value.'
            : 'Reads the flags of a reply.',
        ]),
      ],
      statements: body,
    },
  ]
}

function isStored({ gives }: Flag): boolean {
  return gives?.type.kind === 'flags'
}

interface Case {
  readonly letter: string
  readonly name: string
  readonly stored: boolean
  readonly value: string
}

function caseOf(flag: Flag): Case {
  const { letter, name } = flag
  return { letter: quoted(letter), name, stored: isStored(flag), value: readText(flag) }
}

function readText({ name, gives, echoes, unasked }: Flag): string {
  if (unasked || !gives) return 'reader.alone()'
  if (echoes) return `reader.same(request.fields.${name})`
  if (gives.type.kind === 'key') return 'reader.own(request)'
  return `reader.${readingOf(gives)?.word ?? 'token'}(${argumentsText(gives)})`
}
