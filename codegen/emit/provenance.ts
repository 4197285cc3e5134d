import type { Call, Data } from '../data.js'
import type { Command, Spec, Type } from '../ir.js'
import { render } from '../render.js'
import { dataText } from './data.js'
import { holds } from './type.js'

/** Where an example has its cas token from: a call before it. */
export interface Provenance {
  readonly call: Call
  /** The call as TypeScript, bound to a variable. */
  readonly text: string
  /** The token, such as `item.cas`. */
  readonly token: string
  /** The variable to look at first, if nothing may have been found. */
  readonly needs: string | undefined
}

/** The variable that holds what was read. */
const ITEM = 'item'

/** The last of the calls that come first whose result has a cas token in it. */
export function provenanceOf(given: readonly Call[], spec: Spec): Provenance | undefined {
  for (const call of given.toReversed()) {
    const command = spec.commands.find(({ name }) => name === call.method)
    const path = command && tokenPath(command.result)
    if (!command || path === undefined) continue
    return {
      call,
      text: callText(call, ITEM),
      token: `${ITEM}${path}`,
      needs: holds(command.result, 'undefined') ? ITEM : undefined,
    }
  }
  return undefined
}

/** A call as TypeScript that prepares something. */
export function callText({ method, args }: Call, binds: string | false = false): string {
  return render('call', {
    binds,
    needs: false,
    method,
    args: args.map((data) => dataText(data)).join(', '),
  })
}

/** A token that was kept as JSON: it survives that, whatever it is. */
export function revivedToken(data: Data): string {
  return `JSON.parse('${JSON.stringify(String(data))}')`
}

/** Where in a result the token is. */
function tokenPath(type: Type): string | undefined {
  switch (type.kind) {
    case 'cas':
      return ''
    case 'record': {
      const member = type.members.find((one) => one.type.kind === 'cas')
      return member && `.${member.name}`
    }
    case 'union':
      return type.of.map(tokenPath).find((path) => path !== undefined)
    default:
      return undefined
  }
}

/** Whether a call of the command may hand over a cas token. */
export function takesToken({ params, options }: Command): boolean {
  return [...params, ...options].some(({ field }) => field?.type.kind === 'cas')
}
