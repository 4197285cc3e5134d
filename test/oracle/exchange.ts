import fc from 'fast-check'
import type { Spec } from '#codegen/ir.js'
import { Refused } from './argument.js'
import { someCall } from './call.js'
import { encode } from './encode.js'
import { type Call, type Plan, planOf } from './plan.js'
import { someReply } from './reply.js'
import type { Request } from './request.js'
import { tagged } from './tagged.js'

/** A call and what a server sends, in packets of these sizes over and over. */
export interface Exchange {
  readonly call: Call
  readonly stream: Buffer
  readonly sizes: readonly number[]
}

/** What may follow the last reply, and belongs to somebody else. */
const FOLLOWING = ['', 'END\r\n', 'VERSION 1\r\n', '\r\n', 'VALUE', '7\r\n', 'ERROR']

const someSizes: fc.Arbitrary<number[]> = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 999 }), fc.constant(99_999)),
  { minLength: 1, maxLength: 4 },
)

/** Calls with replies that their spec allows, and the beginning of another one behind them. */
export function someExchange(spec: Spec): fc.Arbitrary<Exchange> {
  const calls = someCall(spec, { answered: true }).filter(
    (call) => planned(spec, call) !== undefined,
  )
  return calls.chain((call) => {
    const requests = planned(spec, call)?.requests.flatMap(cut) ?? []
    const replies = fc.tuple(...requests.map((request) => someReply(spec, request)))
    const stream = fc
      .tuple(replies, fc.constantFrom(...FOLLOWING))
      .map(([parts, following]) => Buffer.from(parts.join('') + following, 'latin1'))
    return fc.record({ call: fc.constant(call), stream, sizes: someSizes })
  })
}

/** Undefined if the call is refused: a key may be a word that silences a command. */
function planned(spec: Spec, call: Call): Plan | undefined {
  try {
    return planOf(spec, call, tagged)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Cuts a request for keys into lines that are as long as its command allows. */
function cut(request: Request): Request[] {
  const { command, keys } = request
  const cuts: Request[] = []
  for (let from = 0, to = 1; from < keys.length; to++) {
    const next = { ...request, keys: keys.slice(from, to + 1) }
    if (to < keys.length && encode(next).length <= command.line) continue
    cuts.push({ ...request, keys: keys.slice(from, to) })
    from = to
  }
  return keys.length > 0 ? cuts : [request]
}
