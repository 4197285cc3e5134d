import type { AnyCommand } from '../command.js'
import { uncapped } from './cap.js'
import type { Exchange } from './exchange.js'
import type { Lookup } from './lookup.js'

/**
 * The request of this turn that further calls may join. A call that joins passes the commands between, so it may not
 * if one of them concerns its key.
 */
export class Joint {
  #lookup: Lookup | undefined
  /** The keys that commands behind the open request change. */
  #touched: Set<string> | undefined

  /** The open request, if the key may join it. */
  find(command: AnyCommand, fields: unknown, key: string, bound: number): Lookup | undefined {
    const lookup = this.#lookup
    if (lookup?.command !== command || lookup.keys.length >= bound || !lookup.fits(key))
      return undefined
    if (this.#touched?.has(key) || !same(lookup.fields, fields)) return undefined
    return lookup
  }

  begin(lookup: Lookup): void {
    this.#touched = undefined
    this.#lookup = lookup
  }

  /** Another request is put behind the open one. */
  pass(exchange: Exchange): void {
    if (!this.#lookup || exchange.effect === 'read') return
    if (exchange.command.facts.keys !== 'one') {
      this.close()
      return
    }
    this.#touched ??= new Set()
    for (const name of exchange.names) this.#touched.add(name)
  }

  close(): void {
    this.#lookup = undefined
    this.#touched = undefined
  }
}

/** Whether two requests ask the same beside their keys. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const left = Object.entries(uncapped(a) as object)
  return left.every(([name, value]) => (b as Record<string, unknown>)[name] === value)
}
