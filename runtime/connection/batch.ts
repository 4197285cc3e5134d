import type { AnyCommand } from '../command.js'
import type { Key } from '../types.js'
import type { Waiter } from '../waiter/waiter.js'
import type { Single } from './single.js'

/** Parts of one waiter that follow each other: the calls of a turn share one. */
interface Run {
  readonly waiter: Waiter
  readonly from: number
  to: number
}

/** The requests since the last fence that asked for no reply: an error line that comes before the fence is one of theirs. */
export class Batch {
  size = 0
  hasBlock = false
  /** The commands that were sent in the place of others: they answer where something is out of the ordinary. */
  readonly spoken: Set<AnyCommand> = new Set()
  readonly #runs: Run[] = []
  #last: Run | undefined
  #retold: Single['retold']

  get methods(): string[] {
    return this.#map((waiter, part) => waiter.methodOf(part))
  }

  get keys(): Key[] {
    return this.#map((waiter, part) => waiter.key(part)).filter((key) => key !== undefined)
  }

  add(single: Single): void {
    const { waiter, part, retold } = single
    if (!waiter) return
    if (this.#last?.waiter === waiter && this.#last.to === part) this.#last.to++
    else {
      this.#last = { waiter, from: part, to: part + 1 }
      this.#runs.push(this.#last)
    }
    this.size++
    if (single.hasBlock) this.hasBlock = true
    if (retold === this.#retold) return
    // Mostly the same again, which is not looked for in the Set.
    this.#retold = retold
    if (retold) this.spoken.add(retold.command)
  }

  #map<T>(of: (waiter: Waiter, part: number) => T): T[] {
    return this.#runs.flatMap(({ waiter, from, to }) =>
      Array.from({ length: to - from }, (_, i) => of(waiter, from + i)),
    )
  }
}
