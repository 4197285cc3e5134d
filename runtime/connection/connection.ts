import type { Address } from '../address.js'
import { type AnyCommand, more, type Protocol } from '../command.js'
import type { Settings } from '../options.js'
import type { Codec } from '../serde/codec.js'
import type { Waiter } from '../waiter/waiter.js'
import { Refusal, unreadable } from '../wire/refusal.js'
import { FLUSH, STEP, Writer } from '../wire/writer.js'
import { Arrival } from './arrival.js'
import { forget, now } from './clock.js'
import { Course } from './course.js'
import { Deadline } from './deadline.js'
import type { ErrorFor, Exchange, Place } from './exchange.js'
import { anyAwaited, expire } from './expiry.js'
import { Failure, unsure } from './failure.js'
import type { Farewell } from './farewell.js'
import { Joint } from './joint.js'
import type { Knowledge } from './knowledge.js'
import { Link } from './link.js'
import { Lookup } from './lookup.js'
import type { Known, Pulse } from './pulse.js'
import { Quiet } from './quiet.js'
import { markOutrun, sorted } from './repeat.js'
import { NoreplyReport } from './report.js'
import { Ring } from './ring.js'
import { Silence } from './silence.js'
import type { Single } from './single.js'
import { Turn } from './turn.js'

/** So many requests are not kept until the end of a turn: the server begins with them while the caller makes more. */
const BURST = 256

/**
 * A pipeline to one server. Requests wait until the connection is there, are written together at the end of a turn, or
 * as soon as they are many, and get their replies in the order in which they were written.
 *
 *   send ─► waiting ──flush──► writer ─► socket
 *                      │
 *                      └────► in flight ◄──read── reader ◄─ intake ◄─ socket
 */
export class Connection {
  /** The requests that ask for no reply. */
  readonly quiet: Quiet
  readonly #settings: Settings
  readonly #failure: Failure
  readonly #link: Link
  readonly #knowledge: Knowledge
  readonly #pulse: Pulse
  readonly #waiting = new Ring<Exchange>()
  readonly #inFlight = new Ring<Exchange>()
  readonly #joint = new Joint()
  readonly #writer = new Writer()
  readonly #silence: Silence
  readonly #deadline = new Deadline((at) => this.#sweep(at))
  /** The calls that wait or are in flight. */
  #pending = 0
  #blocked = false
  readonly #turn = new Turn(() => this.#flush())
  /** A request is on its way whose reply is the end of the connection: nothing may follow it. */
  #leaving = false
  readonly #course = new Course()
  #closed = false
  #closing: Promise<void> | undefined
  readonly #arrival = new Arrival()
  readonly #drained = new Arrival()

  constructor(address: Address, protocol: Protocol, settings: Settings, known: Known) {
    this.#settings = settings
    this.#knowledge = known.knowledge
    this.#pulse = known.pulse
    this.#failure = new Failure(address.name)
    this.#silence = new Silence(settings.timeout)
    const report = new NoreplyReport(settings.onNoreplyError, address.name)
    this.quiet = new Quiet(this.#failure, report, known.knowledge, protocol.roles.fence)
    this.#link = new Link(address, settings, protocol, {
      opened: () => this.#opened(),
      unreachable: (cause) => {
        this.#pulse.unreachable(cause)
        this.#dismiss(this.#failure.unreachable(cause))
      },
      received: (length) => this.#received(length),
      drained: () => this.#unblock(),
      hungUp: (cause) => this.#hungUp(cause),
    })
  }

  /** Whether it takes another call now. */
  get accepts(): boolean {
    return this.#unusable() === undefined
  }

  get open(): boolean {
    return this.#link.state === 'open'
  }

  /** Connects, unless that is done. */
  connect(): Promise<void> {
    if (this.open) return Promise.resolve()
    const error = this.#unusable()
    if (error) return Promise.reject(error('connect', 0))
    if (this.#link.state === 'idle') this.#link.open()
    return this.#arrival.wait()
  }

  /** Puts a request into the pipeline. */
  send(exchange: Exchange): void {
    this.#pulse.prepare?.(exchange)
    const error = this.#unusable()
    if (error) this.#fail(exchange, error)
    else this.#admit(exchange, exchange.weight)
  }

  /** Adds a key to the request of this turn that asks the same of other keys, or begins one. */
  join(command: AnyCommand, fields: unknown, codec: Codec, key: string, waiter: Waiter): Lookup {
    const error = this.#unusable()
    const bound = this.#knowledge.joins(this.#pending)
    const joined = error ? undefined : this.#joint.find(command, fields, key, bound)
    const lookup = joined ?? new Lookup(command, fields, codec)
    lookup.add(key, waiter, 0)
    this.#pulse.prepare?.(lookup)
    if (error) this.#fail(lookup, error)
    else if (joined) {
      this.#pending++
      this.#deadline.watch(waiter.deadline, now())
    } else this.#admit(lookup, 1, lookup)
    return lookup
  }

  /** Keys have moved: changes that are still here are not sent again. */
  outrun(isElsewhere: Place<boolean>): void {
    for (const ring of [this.#inFlight, this.#waiting]) markOutrun(ring, isElsewhere)
  }

  /** Takes no more calls, finishes those in flight, and says farewell. */
  close(leave: () => Farewell | undefined): Promise<void> {
    this.#closing ??= this.#close(leave)
    return this.#closing
  }

  async #close(leave: () => Farewell | undefined): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.all([this.#drained.wait(), this.#settled()])
    const farewell = this.open ? leave() : undefined
    if (farewell) {
      this.#admit(farewell.exchange, farewell.exchange.weight)
      await farewell.left.catch(() => {})
    }
    this.destroy()
  }

  /** Ends at once; whoever waits is told. */
  destroy(error: ErrorFor = this.#failure.closed): void {
    this.#closed = true
    for (const exchange of this.#waiting.drain()) exchange.fail(error)
    this.#end(error, false)
    this.#deadline.stop()
    this.#pending = 0
  }

  #unusable(): ErrorFor | undefined {
    if (this.#closed) return this.#failure.closed
    const { maxPending } = this.#settings
    if (this.#pending >= maxPending) return this.#failure.full(maxPending)
    return this.#link.state === 'idle' ? this.#pulse.refusal() : undefined
  }

  /** @param joinable the request, if further keys may join it until it is written */
  #admit(exchange: Exchange, weight: number, joinable?: Lookup): void {
    this.#joint.pass(exchange)
    if (joinable) this.#joint.begin(joinable)
    this.#waiting.push(exchange)
    this.#pending += weight
    if (exchange.deadline < Infinity) this.#deadline.watch(exchange.deadline, now())
    if (this.#link.state === 'idle') this.#link.open()
    if (!this.open || this.#blocked) return
    if (this.#waiting.length === BURST) this.#flush()
    else this.#turn.endSoon()
  }

  #opened(): void {
    this.#course.begin()
    this.#pulse.opened()
    this.#arrival.came()
    this.#turn.end()
  }

  /** Fails what waits: no connection will be made for it. */
  #dismiss(error: ErrorFor): void {
    this.#arrival.failed(error)
    this.#joint.close()
    this.quiet.endTurn()
    for (const exchange of this.#waiting.drain()) {
      this.#pending -= exchange.weight
      this.#fail(exchange, error)
    }
    this.#settled()
  }

  /** Fails a request, unless it is taken over to be sent again. */
  #fail(exchange: Exchange, error: ErrorFor): void {
    const told = exchange.written ? unsure(error) : error
    if (this.#closed || !this.#pulse.takes(exchange, told)) exchange.fail(told)
  }

  /** Writes what waits, as far as the socket takes it. */
  #flush(): void {
    if (!this.open || this.#blocked) return
    this.#joint.close()
    this.quiet.endTurn()
    const wasIdle = this.#inFlight.length === 0
    let written = 0
    while (written + this.#writer.size < FLUSH && !this.#leaving) {
      const exchange = this.#waiting.peek()
      if (!exchange || !this.#knowledge.admits(exchange, this.#turn.end)) break
      this.#waiting.shift()
      this.#put(exchange)
      if (this.#writer.size < STEP) continue
      written += this.#writer.size
      this.#write()
    }
    if (wasIdle && this.#inFlight.length > 0) this.#listen()
    this.#write()
    const held = this.#blocked || this.#leaving || this.#knowledge.isAwaited(this.#turn.end)
    if (this.#waiting.length > 0 && !held) this.#turn.endLater()
    this.#settled()
  }

  /** Encodes a request: it is in flight now, or, if it asks for no reply, in the batch of the next fence. */
  #put(exchange: Exchange): void {
    const lacking = this.#knowledge.lacking(exchange)
    if (lacking) exchange.fail(lacking)
    else this.#knowledge.fit(exchange)
    if (exchange.abandoned || exchange.silent) this.#pending -= exchange.weight
    if (exchange.abandoned) return
    if (exchange.silent) this.quiet.prepare(exchange as Single)
    else this.#enclose()
    if (!exchange.write(this.#writer, this.#failure.unwritten)) {
      if (!exchange.silent) this.#pending -= exchange.weight
      return
    }
    if (!exchange.silent) this.#inFlight.push(exchange)
    else if (this.quiet.put(exchange as Single)) this.#enclose()
    if (!exchange.silent && exchange.command.facts.ending === 'close') this.#leaving = true
  }

  #enclose(): void {
    const fence = this.quiet.enclose()
    if (!fence) return
    fence.encode(this.#writer)
    this.#inFlight.push(fence)
  }

  #write(): void {
    const writer = this.#writer
    const taken = this.#link.write(writer.take(), (part) => writer.recycle(part))
    if (!taken) this.#blocked = true
    if (this.quiet.due < Infinity) this.#deadline.watch(this.quiet.due, now())
    if (this.#blocked) this.#listen()
    else this.quiet.release()
    for (const { deadline } of this.quiet.held) this.#deadline.watch(deadline, now())
  }

  #unblock(): void {
    this.#silence.begin()
    this.#blocked = false
    this.quiet.release()
    this.#turn.end()
  }

  #received(length: number): void {
    this.#course.heard = true
    this.#silence.begin()
    if (this.#link.intake.received(length)) this.#read()
    // More replies may come before the next turn: the calls that they all set off are written together, and behind what
    // is to be asked again. Else the first of those calls ends the turn by itself.
    if (this.#inFlight.length > 0 || this.#waiting.length > 0) this.#turn.endLater()
    forget()
  }

  #read(): void {
    const { intake } = this.#link
    const { reader } = intake
    while (reader.at < reader.limit) {
      const exchange = this.#inFlight.peek()
      if (!exchange) {
        this.#unasked()
        return
      }
      this.#course.answered = true
      const result = exchange.read(reader)
      if (result === more) reader.at = reader.mark
      const broken = reader.broken ?? (result === more ? intake.full : undefined)
      if (result === more && !broken) break
      this.#inFlight.shift()
      this.#pending -= exchange.weight
      if (result instanceof Refusal || broken) {
        const refusal = broken ? unreadable(broken) : (result as Refusal)
        if (this.#refuse(exchange, refusal)) return
      } else if (exchange.size > 0) this.#putFirst(exchange.apart())
    }
    this.#settled()
  }

  /** Ends a request with an error line. Whether the connection ends with it. */
  #refuse(exchange: Exchange, refusal: Refusal): boolean {
    const closes = refusal.ends(exchange.hasBlock, exchange.begun)
    const again = exchange.refuse((method) => this.#failure.refused(refusal, method))
    if (closes) this.#end(this.#failure.cutOff(refusal.reason), true, again)
    return closes
  }

  /** These come next, ahead of what waits. */
  #putFirst(exchanges: readonly Exchange[]): void {
    for (const exchange of [...exchanges].reverse()) {
      this.#waiting.unshift(exchange)
      this.#pending += exchange.weight
    }
  }

  /** Bytes that nobody waits for: an error line of a batch that has no fence yet, or a server that is not in step. */
  #unasked(): void {
    const refusal = this.quiet.unasked(this.#link.intake.reader)
    if (refusal) this.#end(this.#failure.cutOff(refusal.reason), true)
  }

  /** The server, or what lies between, has closed the connection. */
  #hungUp(cause: Error | undefined): void {
    const exchange = this.#inFlight.peek()
    if (exchange?.command.facts.ending === 'close') {
      this.#inFlight.shift()
      this.#pending -= exchange.weight
      ;(exchange as Single).settle(undefined)
    }
    const isMute = !this.#course.heard && this.#inFlight.length + this.quiet.unfenced > 0
    this.#end(this.#failure.hungUp(cause), true, [], isMute)
  }

  /**
   * Gives the connection up. What is in flight is repeated on the next one, in its order and ahead of what waits, if
   * the spec says that it may; the rest fails.
   */
  #end(error: ErrorFor, repeat: boolean, again: readonly Exchange[] = [], isFailure = false): void {
    const wasOpen = this.open
    this.#link.drop()
    const isVain = this.#course.end(wasOpen)
    if (!this.#closed) this.#knowledge.forget()
    this.#blocked = this.#leaving = false
    this.#joint.close()
    this.#writer.clear()
    const inFlight = this.#inFlight.drain()
    const { repeated, failed } = sorted(inFlight, this.#waiting, repeat, this.quiet.unfenced > 0)
    for (const { weight } of inFlight) this.#pending -= weight
    this.#putFirst([...again, ...repeated])
    if (wasOpen && !this.#closed) this.#pulse.lost(error('connect', 0) as Error, isFailure)
    for (const exchange of failed) this.#fail(exchange, error)
    this.quiet.lose(error)
    this.#arrival.failed(error)
    if (isVain && this.#waiting.length > 0) this.#pulse.unreachable(error('connect', 0) as Error)
    if (this.#waiting.length === 0) this.#settled()
    else if (isVain || this.#pulse.refusal()) this.#dismiss(error)
    else this.#link.open()
  }

  /** Makes sure that a server that falls silent is noticed. */
  #listen(): void {
    this.#silence.begin()
    if (this.#silence.end < Infinity) this.#deadline.watch(this.#silence.end, now())
  }

  /** Ends whoever has waited long enough, and a connection from which nothing comes. Tells when to look again. */
  #sweep(at: number): number {
    if (this.quiet.due <= at && this.open && !this.#blocked) {
      // Nothing else has called for it: without, all would be told to be lost with the connection, much later.
      this.#enclose()
      this.#listen()
      this.#write()
    }
    const next = Math.min(
      this.quiet.due > at ? this.quiet.due : Infinity,
      expire(this.quiet.held, at, this.#failure.late('open')),
      expire(this.#inFlight, at, this.#failure.late('reply')),
      expire(this.#waiting, at, this.#failure.late(this.#link.state)),
    )
    this.#settled()
    const first = this.#inFlight.peek()
    if (first ? first.command.facts.wait !== 'none' : !this.#blocked) return next
    if (this.#silence.end > at) return Math.min(next, this.#silence.end)
    this.#end(this.#failure.silent(this.#silence.lasted(at)), false, [], true)
    return next
  }

  /** Tells `close` when nothing is left to wait for. */
  #settled(): void {
    if (!this.#drained.isAwaited || anyAwaited(this.#waiting) || anyAwaited(this.#inFlight)) return
    this.#drained.came()
  }
}
