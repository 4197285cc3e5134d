import type { Address } from '../address.js'
import { more, type Protocol } from '../command.js'
import type { ErrorFor } from '../connection/exchange.js'
import { Failure } from '../connection/failure.js'
import type { Knowledge } from '../connection/knowledge.js'
import { Link } from '../connection/link.js'
import type { Settings } from '../options.js'
import { Refusal, unreadable } from '../wire/refusal.js'
import { Writer } from '../wire/writer.js'
import type { Feed } from './feed.js'
import { Patience } from './patience.js'

/** The server of a stream, and what a connection to it needs. */
export interface Origin {
  readonly address: Address
  readonly settings: Settings
  readonly protocol: Protocol
  readonly knowledge: Knowledge
}

/** Hears of a source: there are items where there were none, or there will be no more. */
export type Changed = (source: Source) => void

/** How a source ended; what is `urgent` does not wait for the items of others. */
export type End = { readonly error: unknown; readonly urgent?: true } | 'complete'

/**
 * One server's part of a stream, on a connection for itself. While items of it wait to be taken, nothing more is read:
 * what waits is never more than one read of the socket has brought.
 */
export class Source {
  readonly #feed: Feed
  readonly #name: string
  readonly #knowledge: Knowledge
  readonly #failure: Failure
  readonly #link: Link
  readonly #timeout: number
  readonly #patience: Patience
  readonly #changed: Changed
  readonly #ended: Changed
  #items: readonly object[] = []
  #at = 0
  /** Whether somebody waits for an item, of this server or of another. */
  #isAwaited = false
  /** Whether nothing is read, since items wait or have only just been taken. */
  #isHeld = false
  /** What the stream ends with when all has been taken; undefined while more may come. */
  #end: End | undefined

  /**
   * @param timeout how long the server may say nothing, in milliseconds; 0: any time
   * @param ended is told that the connection is no longer there
   */
  constructor(origin: Origin, feed: Feed, timeout: number, changed: Changed, ended: Changed) {
    const { address, settings, protocol, knowledge } = origin
    this.#feed = feed
    this.#name = address.name
    this.#knowledge = knowledge
    this.#failure = new Failure(address.name)
    this.#timeout = timeout
    this.#patience = new Patience(timeout, () => this.fail(this.#failure.late(this.#waitsFor)))
    this.#changed = changed
    this.#ended = ended
    this.#link = new Link(address, settings, protocol, {
      opened: () => this.#ask(),
      unreachable: (cause) => this.fail(this.#failure.unreachable(cause)),
      received: (length) => this.#received(length),
      drained() {},
      hungUp: (cause) => this.#hungUp(cause),
    })
  }

  open(): void {
    if (!this.#end) this.#admit()
  }

  /** How many items wait to be taken. */
  get size(): number {
    return this.#items.length - this.#at
  }

  /** How it ended, if it has: behind the items that wait. */
  get end(): End | undefined {
    return this.#end
  }

  /** Whether somebody waits for the next item: only then the server's silence counts. */
  set isAwaited(isAwaited: boolean) {
    this.#isAwaited = isAwaited
    this.#count()
  }

  /** The next of the items that wait. */
  take(): object {
    const item = this.#items[this.#at++] as object
    // Not within the read that has brought it: the next one would follow at once, and nothing else had its turn.
    if (this.size === 0 && this.#end === undefined) setImmediate(this.#goOn)
    return item
  }

  /** Reads nothing more; what waits can still be taken. */
  stop(): void {
    this.#over('complete')
  }

  /** Nobody takes anything any more. */
  leave(): void {
    this.#items = []
    this.#at = 0
    this.#over('complete')
  }

  /** Ends it with an error, behind the items that wait. */
  fail(error: ErrorFor): void {
    if (this.#end) return
    this.#over({ error: error(this.#feed.command.name, this.#timeout) })
    this.#changed(this)
  }

  /** Ends it at once. */
  readonly close = (): void => {
    if (this.#end) return
    this.#items = []
    this.#at = 0
    const { name } = this.#feed.command
    this.#over({ error: this.#failure.closed(name, this.#timeout), urgent: true })
    this.#changed(this)
  }

  #over(end: End): void {
    if (this.#end) return
    this.#end = end
    this.#count()
    this.#link.drop()
    this.#ended(this)
  }

  /** Connects when it is known that the server has what is asked of it. */
  readonly #admit = (): void => {
    const { command, fields } = this.#feed
    const asked = { command, fields, abandoned: false }
    if (this.#end || !this.#knowledge.admits(asked, this.#admit)) return
    const lacking = this.#knowledge.lacking({ command, fields })
    if (lacking) this.fail(lacking)
    else this.#link.open()
  }

  #ask(): void {
    const writer = new Writer()
    this.#feed.command.encode(writer, this.#feed)
    this.#link.write(writer.take(), () => {})
  }

  #received(length: number): void {
    const { intake } = this.#link
    const { reader } = intake
    this.#feed.items = undefined
    if (!intake.received(length)) {
      this.#patience.renew()
      return
    }
    const from = reader.at
    const result = this.#feed.command.parse(reader, this.#feed)
    if (result === more) reader.at = reader.mark
    if (reader.at > from) this.#patience.renew()
    const broken = reader.broken ?? (result === more ? intake.full : undefined)
    this.#hand(this.#feed.take())
    if (broken !== undefined) this.#refuse(unreadable(broken))
    else if (this.#feed.thrown) this.#over(this.#feed.thrown)
    else if (result instanceof Refusal) this.#refuse(result)
    else if (result !== more) this.#over('complete')
    if (this.size > 0 || this.#end) this.#changed(this)
  }

  /** These wait to be taken; until then the server has to wait too. */
  #hand(items: object[]): void {
    if (items.length === 0) return
    for (const item of items) (item as { node: string }).node = this.#name
    // With TLS what has been decrypted still comes.
    this.#items = this.size === 0 ? items : this.#items.slice(this.#at).concat(items)
    this.#at = 0
    this.#isHeld = true
    this.#count()
    this.#link.pause()
  }

  readonly #goOn = (): void => {
    if (this.size > 0) return
    this.#isHeld = false
    this.#count()
    this.#link.resume()
  }

  /** Lets the time run while somebody waits and the server could say something, and only then. */
  #count(): void {
    if (this.#isAwaited && !this.#isHeld && this.#end === undefined) this.#patience.wait()
    else this.#patience.pause()
  }

  get #waitsFor(): 'line' | 'reply' | 'connecting' {
    if (this.#link.state === 'open') return 'line'
    return this.#knowledge.isAsking ? 'reply' : 'connecting'
  }

  #refuse(refusal: Refusal): void {
    this.#over({ error: this.#failure.refused(refusal, this.#feed.command.name) })
  }

  #hungUp(cause: Error | undefined): void {
    this.#knowledge.forget()
    this.fail(this.#failure.brokenOff(cause))
  }
}
