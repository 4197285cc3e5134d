import type { Block, Command, ErrorName, Line, Pattern, ReplyLine } from '../ir.js'
import { fieldsOf } from '../resolve/lines.js'
import { saidEntries } from '../resolve/outcome.js'
import { type Due, dueOf, givingFlags } from './due.js'
import { headOf, isHeadless } from './head.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, quoted } from './literal.js'
import { type Put, putsOf } from './put.js'
import { partsOf, type Read, readsOf, type Scope, wordsFrom } from './reads.js'
import { local, Results } from './result.js'
import { tokenText } from './token.js'

/** One line of a reply, as a template shows it. */
export interface Alternative {
  /** The condition that begins it; without one it begins with a field. */
  readonly head: string | false
  /** Whether the lines of errors are tried first. */
  readonly guarded: boolean
  /** What it gives, if nothing has to be read for that. */
  readonly returns: string | false
  readonly line: LineView
}

interface LineView {
  readonly reads: readonly Read[]
  /** What has to hold: that the line ends, at least. */
  readonly end: string
  /** What it gives, if nothing follows the line. */
  readonly returns: string | false
  /** How the block behind the line is read. */
  readonly block: BlockView | false
  readonly next: FollowingView | false
  readonly outcome: OutcomeView
}

/** A line that has to follow another. */
interface FollowingView extends LineView {
  /** What a report says of it. */
  readonly expected: string
}

interface BlockView {
  readonly word: 'block' | 'blockOfDigits'
  readonly length: string
}

interface OutcomeView {
  readonly returns: string | false
  readonly found: { readonly key: string; readonly result: string } | false
  readonly puts: readonly Put[]
}

/** The columns that a result may take behind the condition of its line. */
const SHORT = 64

/** The columns that a condition may take on a line of its own. */
const WIDE = 80

const NO_OUTCOME: OutcomeView = { returns: false, found: false, puts: [] }

/** How a parser tries one line after the other. */
export class Alternatives {
  readonly #command: Pick<Command, 'items' | 'collects' | 'flags' | 'reply'>
  readonly #imports: Imports
  readonly #isErrors: boolean
  readonly #letters: readonly string[]
  #guarded = false

  constructor(
    command: Pick<Command, 'items' | 'collects' | 'flags' | 'reply'>,
    imports: Imports,
    isErrors = false,
  ) {
    this.#command = command
    this.#imports = imports
    this.#isErrors = isErrors
    this.#letters = givingFlags(command).map(({ letter }) => letter)
  }

  view(line: ReplyLine): Alternative {
    const results = new Results(line, this.#letters)
    const outcome = this.#outcome(line, results)
    const { tokens } = line.pattern.line
    const head = headOf(tokens)
    const scope = this.#scope(line, results)
    const rest = head.glued ? partsOf(head.glued, scope).slice(1) : []
    const reads = [...rest, ...readsOf(tokens.slice(head.count), scope)]
    const guarded = isHeadless(tokens) && !this.#guarded && !this.#isErrors
    if (guarded) this.#guarded = true
    const { block, more } = line.pattern
    const { wanted, whole } = this.#due(line, results)
    const condition = head.conditions && textOf([...head.conditions, ...wanted])
    const due = condition ? whole : [...wanted, ...whole]
    const view = this.#line(reads, due, block ? blockView(block) : false, more, outcome, scope)
    const isShort = condition !== false && !condition.includes('\n')
    return {
      head: condition,
      guarded,
      returns: isShort && reads.length === 0 && due.length === 0 && view.returns,
      line: view,
    }
  }

  #line(
    reads: readonly Read[],
    due: readonly string[],
    block: BlockView | false,
    [following, ...others]: readonly Line[],
    outcome: OutcomeView,
    scope: Scope,
  ): LineView {
    const next = following
      ? {
          ...this.#line(readsOf(following.tokens, scope), [], false, others, outcome, scope),
          expected: quoted(following.tokens.slice(0, 1).map(tokenText).join('')),
        }
      : false
    const isLast = block === false && !following && String(outcome.returns).length <= SHORT
    const returns = isLast && due.length === 0 && outcome.returns
    return { reads, end: endText(due), returns, block, next, outcome }
  }

  /** What is asked for has to be there, and the serializer's number beside a value. */
  #due(line: ReplyLine, results: Results): Due {
    const { wanted, whole } = dueOf(this.#command, line, this.#imports)
    return { wanted, whole: results.flags.stored ? [...whole, 'stored !== undefined'] : whole }
  }

  #scope({ outcome }: ReplyLine, results: Results): Scope {
    const entries = outcome.kind === 'returns' ? saidEntries(outcome.result) : []
    if (entries.length > 0) this.#imports.value(RUNTIME, 'say')
    const named = new Map(
      entries.map(([name, said]): [string, string] => [said.name, results.use(name)]),
    )
    const keys =
      this.#command.collects === 'entries' ? 'request.keys, request.next' : 'request.keys'
    return { used: results.used, keys, local, named, flags: results.flags, letters: this.#letters }
  }

  #outcome(line: ReplyLine, results: Results): OutcomeView {
    const { outcome } = line
    if (outcome.kind === 'throws') {
      return { ...NO_OUTCOME, returns: this.#refusal(line, outcome.error, results) }
    }
    const { result } = outcome
    if (!this.#command.items.includes(line)) {
      const isFound = result.kind === 'items' && this.#command.collects === 'entries'
      return { ...NO_OUTCOME, returns: isFound ? 'undefined' : results.expression(result) }
    }
    if (this.#command.collects !== 'entries') {
      const shared = this.#command.items.filter(adds).length > 1
      return { ...NO_OUTCOME, puts: putsOf('items', result, results, shared, this.#imports) }
    }
    if (result.kind !== 'entry') return NO_OUTCOME
    const key = results.use(result.key)
    return { ...NO_OUTCOME, found: { key, result: results.expression(result.value) } }
  }

  #refusal({ pattern, closes }: ReplyLine, error: ErrorName, results: Results): string {
    const kind = this.#imports.value(RUNTIME, error)
    const message = this.#message(pattern, results)
    return `new ${this.#imports.value(RUNTIME, 'Refusal')}(${kind}, ${message}, ${literal(closes)})`
  }

  /**
   * The server's own words: a text of the line, else the words behind its head. The head alone, if there is nothing
   * more; but that of a line that any command may get says only what kind of error it is.
   */
  #message({ line, more }: Pattern, results: Results): string {
    const fields = [line, ...more].flatMap(({ tokens }) => fieldsOf(tokens))
    const text = ['text', 'token']
      .map((kind) => fields.find(({ type }) => type.kind === kind))
      .find(Boolean)
    if (text) return results.isOptional(text) ? `${results.use(text)} ?? ''` : results.use(text)
    const [head = '', ...words] = wordsFrom(line.tokens)
    return quoted(words.join(' ') || (this.#isErrors ? '' : head))
  }
}

/** The condition that a line ends and has what it has to have. */
function endText(due: readonly string[]): string {
  return textOf(['reader.end()', ...due])
}

/** Conditions on one line, if they fit there. */
function textOf(conditions: readonly string[]): string {
  const text = conditions.join(' && ')
  return text.length <= WIDE ? text : `\n  ${conditions.join(' &&\n  ')}\n`
}

function blockView({ length, body }: Block): BlockView {
  const isNumber = body.kind === 'field' && body.type.kind === 'uint64'
  return { word: isNumber ? 'blockOfDigits' : 'block', length: local(length) }
}

/** Whether an item adds anything. */
function adds({ outcome }: ReplyLine): boolean {
  return outcome.kind === 'returns' && outcome.result.kind !== 'nothing'
}
