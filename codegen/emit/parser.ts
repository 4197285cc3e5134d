import type { Command, ReplyLine } from '../ir.js'
import { narrowestFirst } from '../narrow.js'
import { render } from '../render.js'
import { type Alternative, Alternatives } from './alternative.js'
import { type Imports, RUNTIME } from './imports.js'
import { list } from './list.js'
import { quoted } from './literal.js'
import { emptyFor } from './put.js'
import { tokenText } from './token.js'

/** The columns that a head and what it gives may take if they share a line. */
const FITS = 66

/** The statements that read a command's reply. */
export function parserBody(command: Command, imports: Imports): string {
  const lines = narrowestFirst([...command.items, ...command.reply])
  const alternatives = new Alternatives(command, imports)
  imports.value(RUNTIME, 'more')
  return render('parse', {
    items:
      command.collects !== undefined && command.collects !== 'entries' && emptyFor(command.items),
    loops: command.items.length > 0,
    alternatives: views(lines, alternatives),
    expected: quoted(expected(command, lines)),
  })
}

/** The statements that read a line that any command may get instead of its reply. */
export function errorsBody(errors: readonly ReplyLine[], imports: Imports): string {
  const alternatives = new Alternatives({ items: [], flags: [], reply: [] }, imports, true)
  const lines = narrowestFirst(errors)
  return render('errors', { alternatives: views(lines, alternatives) })
}

interface View extends Alternative {
  readonly fits: boolean
  /** In a block of its own, so that its variables are not those of another. */
  readonly boxed: boolean
}

function views(lines: readonly ReplyLine[], alternatives: Alternatives): View[] {
  const all = lines.map((line) => alternatives.view(line))
  const boxed = all.filter(({ head }) => head === false).length > 1
  return all.map((view) => {
    const length = String(view.head).length + String(view.returns).length
    const declares = view.line.reads.some(({ name }) => name !== false)
    return { ...view, fits: length <= FITS, boxed: boxed && declares }
  })
}

/** The heads of the lines, for the report of a reply that is none of them. */
function expected({ ending, flags }: Command, lines: readonly ReplyLine[]): string {
  if (lines.length === 0) return ending === 'close' ? 'the end of the connection' : 'no reply'
  const heads = lines.map(({ pattern }) => pattern.line.tokens.slice(0, 1).map(tokenText).join(''))
  return list([...new Set(heads)], 'or') + (flags.length > 0 ? ' with what was asked for' : '')
}
