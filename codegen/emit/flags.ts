import { type StatementStructures, StructureKind, VariableDeclarationKind } from 'ts-morph'
import type { Command, Flag, ReplyLine } from '../ir.js'
import { render } from '../render.js'
import { flagType } from '../resolve/type.js'
import { comment } from './comment.js'
import { ASKED, firmFlags, givingFlags, isGiven } from './due.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, quoted } from './literal.js'
import { argumentsText } from './reads.js'
import { readingOf } from './scalar.js'
import { INSIDE, typeText } from './type.js'

/** What reads the flags of a command's replies: the type of what they give, and the function that fills it. */
export function flagStatements(
  command: Command,
  imports: Imports,
  parse: string,
): StatementStructures[] {
  const lists = command.reply.flatMap(letterLists)
  const given = givingFlags(command)
  if (lists.length === 0) return []
  const stored = given.some((flag) => isStored(flag))
  const limited = lists.some((list) => given.some(({ letter }) => !list.includes(letter)))
  const cases = given.map((flag) => caseOf(flag, command))
  const names = firmFlags(command).map(({ name }) => name)
  const body = render('flags', { stored, limited, cases })
  return [
    ...(parse.includes(ASKED) ? [constant(names)] : []),
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
        ...(limited ? [{ name: 'carried', type: 'string', hasQuestionToken: true }] : []),
      ],
      returnType: stored ? 'number | undefined' : 'void',
      docs: [
        comment([
          stored
            ? 'Reads the flags of a reply; gives the number that is stored beside the value.'
            : 'Reads the flags of a reply.',
          ...(limited ? ['`carried`: the letters that the line has, if not all.'] : []),
        ]),
      ],
      statements: body,
    },
  ]
}

function constant(names: readonly string[]): StatementStructures {
  return {
    kind: StructureKind.VariableStatement,
    docs: [comment(['What the flags of a reply give to whoever asks for it.'])],
    declarationKind: VariableDeclarationKind.Const,
    declarations: [{ name: ASKED, initializer: `${literal(names)} as const` }],
  }
}

function isStored({ gives }: Flag): boolean {
  return gives?.type.kind === 'flags'
}

interface Case {
  readonly letter: string
  readonly name: string
  readonly stored: boolean
  /** Whether it was asked for by the caller. */
  readonly given: string | false
  /** Whether it was asked for on the wire. */
  readonly sent: string | false
  readonly value: string
  /** What is done with it if nobody asked for it. */
  readonly otherwise: string
}

function caseOf(flag: Flag, { flags }: Command): Case {
  const { letter, name, unasked, echoes, sentWith, gives } = flag
  const value = readText(flag)
  const beside = flags.find((other) => other.name === sentWith)
  return {
    letter: quoted(letter),
    name,
    stored: isStored(flag),
    given: !unasked && !echoes && isGiven(flag),
    sent: [flag, ...(beside ? [beside] : [])].map(isGiven).join(' || '),
    value,
    // Whose key it is matters, whoever asked.
    otherwise: gives?.type.kind === 'key' ? value : 'reader.skip()',
  }
}

function letterLists({ pattern }: ReplyLine): (readonly string[])[] {
  return pattern.line.tokens.flatMap((token) => (token.kind === 'flags' ? [token.letters] : []))
}

function readText({ name, gives, echoes, unasked }: Flag): string {
  if (unasked || !gives) return 'reader.alone()'
  if (echoes) return `reader.same(request.fields.${name})`
  if (gives.type.kind === 'key') return 'reader.own(request)'
  return `reader.${readingOf(gives)?.word ?? 'token'}(${argumentsText(gives)})`
}
