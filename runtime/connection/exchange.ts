import type { AnyCommand, Facts, More } from '../command.js'
import type { Key } from '../types.js'
import type { Reader } from '../wire/reader.js'
import type { Refusal } from '../wire/refusal.js'
import type { Writer } from '../wire/writer.js'
import type { Cap } from './cap.js'

/** Gives the place of a key, or of what places it in its stead. */
export type Place<T> = (key: Key, route?: Key) => T

/** Makes an error for one caller: each gets its own. */
export type ErrorFor = (method: string, timeout: number) => unknown

/** One request on a connection and the reply that it waits for. */
export abstract class Exchange {
  /** Whether it was sent before, on a connection that was lost. */
  repeated = false
  /** Whether it may have reached a server. */
  written = false
  /** How often it has been sent, not counting what is repeated at once. */
  attempts = 1
  /** Whether a later request of its key may have been carried out: it must not come behind that. */
  overtaken = false

  readonly command: AnyCommand

  constructor(command: AnyCommand) {
    this.command = command
  }

  /** When the first of its callers gives up; Infinity if none of them ever does. */
  abstract readonly deadline: number
  /** The checked arguments. */
  abstract readonly fields: unknown
  /** The key on the wire; empty if there is none. */
  abstract readonly key: string
  /** All of them; empty if the request concerns none, or every one. */
  abstract readonly keys: readonly string[]
  /** The items that it concerns, by their keys as they would be on the wire without an encoding. */
  get names(): readonly string[] {
    return this.keys
  }

  /** What a repetition may do. */
  get effect(): Facts['effect'] {
    return this.command.facts.effect
  }

  /** How many callers wait. */
  abstract readonly size: number
  /** How many calls it counts for in a bounded queue. */
  abstract readonly weight: number
  /** Whether the word was sent that hides the reply. */
  abstract readonly silent: boolean
  abstract encode(writer: Writer): void
  /** Writes it whole or not at all: half a request would put all that follow out of step. Whether that was done. */
  write(writer: Writer, unwritten: (cause: unknown) => ErrorFor): boolean {
    writer.mark()
    try {
      this.encode(writer)
      this.written = true
      return true
    } catch (cause) {
      writer.rollBack()
      this.fail(unwritten(cause))
      return false
    }
  }

  /** Reads the reply and settles whoever waits: undefined when that is done. */
  abstract read(reader: Reader): Refusal | More | undefined
  /** The reply is an error: settles whoever waits, and gives the requests that are to be asked again. */
  refuse(error: ErrorFor): Exchange[] {
    this.fail(error)
    return []
  }

  /** Those that still wait, each in a request of its own. */
  apart(): Exchange[] {
    return []
  }

  /** Fails whoever waits. */
  abstract fail(error: ErrorFor): void
  /** Fails those whose deadline has passed, and tells when the next one gives up. */
  abstract expire(now: number, error: ErrorFor): number

  /** Whether it may go to another connection, or wait for its own to come back. */
  get movable(): boolean {
    return true
  }

  /** Changes the arguments of what is sent. */
  limit(_cap: Cap): void {}

  /** Whether one of its keys is where this says so. */
  hasKeyAt(_isThere: Place<boolean>): boolean {
    return false
  }

  /**
   * The same in requests for the places of its keys. Undefined if it has no keys of its own.
   *
   * @param place The place of a key, as the caller gave it, with what places it in its stead.
   */
  scatter<T>(_place: Place<T>): Map<T, Exchange[]> | undefined {
    return undefined
  }

  /** Whether nobody waits any more: its place in the queue stays, its reply is thrown away. */
  get abandoned(): boolean {
    return this.size === 0
  }

  /** Whether an error line now leaves the step in doubt: behind an item, or in the place of several. */
  abstract readonly begun: boolean

  /** Whether the request has a block, which a server that finds the line wrong may read as the next command. */
  get hasBlock(): boolean {
    return this.command.facts.block !== 'none'
  }

  /** Whether it may be sent again after the connection was lost. */
  get repeatable(): boolean {
    return this.effect !== 'write' && !this.repeated && !this.abandoned
  }
}
