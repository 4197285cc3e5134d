import type { Command, Result } from '../ir.js'
import { render } from '../render.js'
import { Results } from './result.js'

/** The statement that makes what a hidden reply would give: the first that a letter hides; undefined if none does. */
export function hiddenBody({ flags, reply }: Command): string | undefined {
  const heads = flags.flatMap(({ hides }) => hides)
  const line = reply.find(({ text }) => heads.includes(text.split(/[ \\\r\n]/)[0] ?? ''))
  if (line?.outcome.kind !== 'returns') return undefined
  return render('hidden', {
    result: new Results(line, []).expression(unasked(line.outcome.result)),
  })
}

/** What is asked for does not come with silence. */
function unasked(result: Result): Result {
  if (result.kind !== 'record') return result
  return { ...result, members: result.members.filter(({ value }) => value.kind === 'literal') }
}
