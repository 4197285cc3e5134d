import type { AnyCommand } from '../command.js'
import { LONGEST_RELATIVE } from '../exptime.js'

/** Gives the arguments of a request with no time to live above a limit. */
export type Cap = (command: AnyCommand, fields: unknown) => unknown

/** The arguments as the caller gave them, by what was made of them. */
const given = new WeakMap<object, unknown>()

/** The arguments before they were limited: the limit holds for one place alone. */
export function uncapped(fields: unknown): unknown {
  return given.has(fields as object) ? given.get(fields as object) : fields
}

/** @param seconds How long an item may live at most. */
export function capAt(seconds: number): Cap {
  return ({ facts }, fields) => {
    const { lifetimes } = facts
    if (lifetimes === undefined) return fields
    const own = uncapped(fields)
    const capped = { ...(own as Record<string, unknown>) }
    for (const name in lifetimes) {
      const exptime = capped[name]
      if (typeof exptime === 'number') capped[name] = shorter(exptime, seconds)
      else if (lifetimes[name] === 'forever') capped[name] = seconds
    }
    given.set(capped, own)
    return capped
  }
}

/** The shorter of the two, as the wire has it: 0 is for ever, less has expired. */
function shorter(exptime: number, seconds: number): number {
  if (exptime < 0) return exptime
  const left = exptime > LONGEST_RELATIVE ? exptime - Math.floor(Date.now() / 1000) : exptime
  return exptime !== 0 && left <= seconds ? exptime : seconds
}
