import type { Command, Token } from '../ir.js'
import { mayEndWith, silentWord } from '../resolve/signature.js'
import type { Subject } from './subject.js'

/** The word that silences is the last token: servers look for it there alone. */
export function silenceIsLast({ report }: Subject, { request, silence }: Command): void {
  const index = silentIndex(request.line.tokens, silence?.option)
  const token = request.line.tokens[index]
  if (!token || index === request.line.tokens.length - 1) return
  report.add(
    token.at,
    `[${silence?.option}] comes last`,
    'servers look for it at the end of the line',
  )
}

/** There has to be a reply that it hides. */
export function silenceHides(
  { report }: Subject,
  { request, silence, ending, name, items }: Command,
): void {
  const token = request.line.tokens[silentIndex(request.line.tokens, silence?.option)]
  if (!token || (ending === 'line' && items.length === 0)) return
  const why = ending === 'line' ? 'its reply holds what was asked for' : 'it has no reply line'
  report.add(token.at, `[${silence?.option}] hides nothing of ${name}: ${why}`, 'leave it away')
}

/** A word of the caller’s must not pass for it. The runtime refuses a key that would. */
export function silenceIsClear({ report }: Subject, { request, silence }: Command): void {
  const { tokens } = request.line
  const index = silentIndex(tokens, silence?.option)
  if (index < 0 || !mayEndWith(tokens.slice(0, index), 'token')) return
  const token = tokens[index - 1]
  report.add(
    token?.at ?? request.at,
    `a server would take this word for [${silence?.option}] if it had that name`,
    'put another token between the two, or list its words as in <mode:flat|segmented>',
  )
}

function silentIndex(tokens: readonly Token[], word: string | undefined): number {
  return word === undefined ? -1 : tokens.findIndex((token) => silentWord(token)[0]?.text === word)
}
