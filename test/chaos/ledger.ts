import type { Places } from './places.js'

/** A value of this key, which tells which change it is of. */
export function textOf(key: string, change: number, length: number): string {
  return `${key}|${change}|${'x'.repeat(length)}`
}

/** Whether it is a value of this key, or a miss. */
export function isOwn(key: string, value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.startsWith(`${key}|`))
}

interface Doubt {
  readonly key: string
  readonly got: number
  readonly known: number
}

/**
 * Holds values to the order of their changes. A node that has acknowledged one gives no older one later, whatever
 * happens to it: it may lose what it had, but an old change must not come behind. Another node may well have an older
 * value. A change that has failed is not judged: a server that is stopped carries it out when it goes on.
 */
export class Ledger {
  /** How many values were judged. */
  judged = 0
  readonly #places: Places
  #changes = 0
  /** The last change that was acknowledged, by key and node. */
  readonly #known = new Map<string, number>()
  readonly #acknowledged = new Set<number>()
  readonly #doubts: Doubt[] = []

  constructor(places: Places) {
    this.#places = places
  }

  /** A change begins; what it gives is told when it is acknowledged. */
  change(key: string, length: number): { readonly value: string; acknowledge(): void } {
    const change = ++this.#changes
    const place = this.#places.watch(key)
    return {
      value: textOf(key, change, length),
      acknowledge: () => {
        this.#acknowledged.add(change)
        const at = place()
        if (at !== undefined) this.#known.set(at, Math.max(change, this.#known.get(at) ?? 0))
      },
    }
  }

  /** A read begins; what it gives is told what was found. */
  read(key: string): (value: unknown) => void {
    const place = this.#places.watch(key)
    const before = place()
    const known = this.#known.get(before ?? '') ?? 0
    return (value) => {
      if (typeof value !== 'string' || place() === undefined) return
      this.judged++
      const got = Number(value.split('|')[1])
      if (got < known) this.#doubts.push({ key, got, known })
    }
  }

  /** The old values that were found behind newer ones. */
  get wrong(): readonly string[] {
    return this.#doubts
      .filter(({ got }) => this.#acknowledged.has(got))
      .map(({ key, got, known }) => `${key} had change ${got} behind ${known}`)
  }
}
