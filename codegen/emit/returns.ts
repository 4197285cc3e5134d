import type { Command, ReplyLine, Result } from '../ir.js'
import { isEndless, isStream } from '../stream.js'
import { isAsked } from './asked.js'
import { list } from './list.js'
import { givesNodes } from './options.js'
import { lineText, picture } from './picture.js'
import { itemName } from './stream.js'

/** What a method gives, in a sentence or two. */
export function returnsText(command: Command, isMany: boolean): string {
  const { silence } = command
  if (isStream(command)) return streamText(command)
  const parts = [isMany ? manyText(command) : singleText(command)]
  if (!isMany && isAsked(command)) parts.push('The dots are what the options ask for.')
  if (givesNodes(command))
    parts.push('For every node by its name, or of the one that `node` names.')
  if (silence) parts.push(`Nothing with \`${silence.option}\`.`)
  return parts.join(' ')
}

function streamText(command: Command): string {
  const ends = isEndless(command) ? ' It goes on until its reader leaves it.' : ''
  const item = itemName(command)
  return `An async iterable: each \`${item}\` as it comes, with the \`node\` that it comes from.${ends}`
}

function manyText({ many, result }: Command): string {
  if (many?.gives === 'refused') {
    return 'The keys that the server did not act on; an empty list is success.'
  }
  const isFound = result.kind === 'union' && result.of.some(({ kind }) => kind === 'undefined')
  if (!isFound) return 'A Map from the keys, as they were given, to what became of each.'
  const hit = 'what the server has'
  return `A Map from the keys that were found, as they were given, to ${hit}.`
}

function singleText(command: Command): string {
  if (command.ending === 'close') return 'Nothing, once the connection has ended.'
  if (command.ending === 'none') return 'Nothing: the server does not answer.'
  const entry = command.collects === 'entries' ? entryOf(command.items) : undefined
  if (entry) return `${sentence(resultText(entry))}, or \`undefined\` if there is none.`
  return `${sentence(alternatives(command))}.`
}

/** What the items say of one key. */
function entryOf(items: readonly ReplyLine[]): Result | undefined {
  for (const { outcome } of items) {
    if (outcome.kind === 'returns' && outcome.result.kind === 'entry') return outcome.result.value
  }
  return undefined
}

/** What the lines give; lines that give the same together. */
function alternatives(command: Command): string {
  const reasons = new Map<string, string[]>()
  for (const line of command.reply) {
    if (line.outcome.kind === 'throws') continue
    const { result } = line.outcome
    const what = result.kind === 'items' ? itemsText(command) : resultText(result)
    const isPlain = result.kind === 'items' || result.kind === 'field' || command.reply.length === 1
    const reason = line.doc ? lowered(line.doc) : isPlain ? [] : `on \`${lineText(line)}\``
    reasons.set(what, (reasons.get(what) ?? []).concat(reason))
  }
  const texts = [...reasons].map(([what, why]) => {
    if (why.length === 0) return what
    return why.every((one) => one.startsWith('on '))
      ? `${what} ${list(why, 'or')}`
      : `${what} (${why.join('; ')})`
  })
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')}, or ${texts.at(-1)}`
}

function itemsText({ collects, items }: Command): string {
  const first = items.find(({ outcome }) => outcome.kind === 'returns')?.outcome
  const shape = first?.kind === 'returns' ? ` \`${picture(first.result)}\`` : ''
  switch (collects) {
    case 'list':
      return `an array${shape}`
    case 'record':
      return 'what the server says, together'
    case 'names':
      return 'what the server says by names'
    default:
      return `a Map${shape.replace('Map { ', '{ ')}`
  }
}

function resultText(result: Result): string {
  if (result.kind === 'field') return lowered(result.field.doc ?? `the ${result.field.name}`)
  return `\`${picture(result)}\``
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A sentence as part of another: without its full stop, its first letter small unless the word is a name. */
function lowered(text: string): string {
  const [first = ''] = text.split(/[.;] ?(?=\s|$)/)
  return /^[A-Z][a-z]/.test(first) ? first.charAt(0).toLowerCase() + first.slice(1) : first
}
