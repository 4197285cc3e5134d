import { COMMAND } from './grammar/command.js'
import { DIALECT } from './grammar/dialect.js'
import { EXAMPLE } from './grammar/example.js'
import { FIELD } from './grammar/field.js'
import { FILE } from './grammar/file.js'
import { FLAG } from './grammar/flag.js'
import { KNOWN } from './grammar/known.js'
import { ERROR, LINE } from './grammar/line.js'
import type { Part } from './grammar/part.js'
import { ROLE_PART } from './grammar/roles.js'

/** The language. The shape check, the JSON Schema and the tables of the manual are all made from it. */
export const GRAMMAR: readonly Part[] = [
  FILE,
  ROLE_PART,
  DIALECT,
  COMMAND,
  FIELD,
  KNOWN,
  FLAG,
  LINE,
  ERROR,
  EXAMPLE,
]

export function partNamed(name: string): Part {
  const found = GRAMMAR.find((part) => part.name === name)
  if (!found) throw new Error(`the grammar has no part ${name}`)
  return found
}
