import type { AnyCommand } from '../command.js'
import type { Key } from '../types.js'
import type { Single } from './single.js'

/** The requests since the last fence that asked for no reply: an error line that comes before the fence is one of theirs. */
export class Batch {
  readonly methods: string[] = []
  readonly keys: Key[] = []
  hasBlock = false
  /** The commands that were sent in the place of others: they answer where something is out of the ordinary. */
  readonly spoken: Set<AnyCommand> = new Set()

  get size(): number {
    return this.methods.length
  }

  spoke(command: AnyCommand): void {
    this.spoken.add(command)
  }

  add(single: Single): void {
    this.methods.push(single.method)
    const key = single.ownKey
    if (key !== undefined) this.keys.push(key)
    if (single.hasBlock) this.hasBlock = true
  }
}
