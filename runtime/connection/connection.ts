import type { Socket } from 'node:net'
import type { Address } from '../address.js'
import { type AnyCommand, more, type Protocol } from '../command.js'
import { UnknownReplyError } from '../errors.js'
import type { Settings } from '../options.js'
import type { Codec } from '../serde/codec.js'
import type { Key } from '../types.js'
import type { Waiter } from '../waiter/waiter.js'
import { Intake } from '../wire/intake.js'
import { Refusal } from '../wire/refusal.js'
import { Writer } from '../wire/writer.js'
import { Backoff } from './backoff.js'
import { Batch } from './batch.js'
import { now } from './clock.js'
import { Deadline } from './deadline.js'
import type { ErrorFor, Exchange } from './exchange.js'
import { Failure } from './failure.js'
import { Fence } from './fence.js'
import { Handover } from './handover.js'
import { Joint } from './joint.js'
import { Lookup } from './lookup.js'
import { NoreplyReport } from './report.js'
import { Ring } from './ring.js'
import type { Single } from './single.js'
import { openSocket } from './socket.js'

/** A flush takes no more bytes than this, so that a turn does not last too long. */
const FLUSH = 256 * 1024
/** A batch without reply gets a fence after so many requests, even if nothing else is asked. */
const BATCH = 512

/**
 * A pipeline to one server. Requests wait until the connection is there, are written together at the end of a turn,
 * and get their replies in the order in which they were written.
 *
 *   send ─► waiting ──flush──► writer ─► socket
 *                      │
 *                      └────► in flight ◄──read── reader ◄─ intake ◄─ socket
 */
export class Connection {
  readonly #address: Address
  readonly #protocol: Protocol
  readonly #settings: Settings
  readonly #failure: Failure
  readonly #report: NoreplyReport
  readonly #waiting = new Ring<Exchange>()
  readonly #inFlight = new Ring<Exchange>()
  readonly #joint = new Joint()
  readonly #writer = new Writer()
  readonly #backoff = new Backoff()
  readonly #deadline = new Deadline((at) => this.#sweep(at))
  #intake: Intake
  #socket: Socket | undefined
  #state: 'idle' | 'connecting' | 'open' = 'idle'
  /** The calls that wait or are in flight. */
  #pending = 0
  #blocked = false
  #scheduled = false
  /** A request is on its way whose reply is the end of the connection: nothing may follow it. */
  #leaving = false
  #closed = false
  #batch = new Batch()
  #handover: Handover | undefined
  /** Requests without reply whose bytes the socket holds back. */
  #held: Single[] = []
  /** Since when nothing has come although something should. */
  #quietSince = 0
  #connecting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  #drained: (() => void)[] = []

  constructor(address: Address, protocol: Protocol, settings: Settings) {
    this.#address = address
    this.#protocol = protocol
    this.#settings = settings
    this.#failure = new Failure(address.name)
    this.#report = new NoreplyReport(settings.onNoreplyError, address.name)
    this.#intake = new Intake(protocol.errors)
  }

  get open(): boolean {
    return this.#state === 'open'
  }

  /** Connects, unless that is done. */
  connect(): Promise<void> {
    if (this.#state === 'open') return Promise.resolve()
    return new Promise((resolve, reject) => {
      const error = this.#unusable()
      if (error) return reject(error('connect', 0))
      this.#connecting.push({ resolve, reject })
      if (this.#state === 'idle') this.#connect()
    })
  }

  /** Puts a request into the pipeline. */
  send(exchange: Exchange): void {
    const error = this.#unusable()
    if (error) return exchange.fail(error)
    this.#joint.pass(exchange)
    this.#admit(exchange, exchange.weight)
  }

  /** Adds a key to the request of this turn that asks the same of other keys, or begins one. */
  join(
    command: AnyCommand,
    fields: unknown,
    codec: Codec,
    key: string,
    waiter: Waiter,
    part: number,
  ): Lookup {
    const error = this.#unusable()
    if (error) {
      const refused = new Lookup(command, fields, codec)
      refused.add(key, waiter, part)
      refused.fail(error)
      return refused
    }
    const bound = Math.min(128, Math.max(8, this.#pending >> 3))
    const joined = this.#joint.find(command, fields, key, bound)
    const lookup = joined ?? this.#joint.begin(command, fields, codec)
    lookup.add(key, waiter, part)
    if (joined) {
      this.#pending++
      this.#deadline.watch(waiter.deadline, now())
    } else this.#admit(lookup, 1)
    return lookup
  }

  /** The promise of this turn for callers that want no reply. */
  handover(deadline: number, timeout: number): Handover {
    if (this.#handover?.deadline !== deadline) this.#handover = this.ownHandover(deadline, timeout)
    return this.#handover as Handover
  }

  /** A promise for one caller that wants no reply. */
  ownHandover(deadline: number, timeout: number): Handover {
    return new Handover(deadline, timeout, (error, method, key) => this.unsent(error, method, key))
  }

  /** A request without reply could not be sent. */
  unsent(error: unknown, method: string, key: Key | undefined): void {
    this.#report.failed(error as Error, [method], key === undefined ? [] : [key])
  }

  /** Sends a fence that bears nothing before it: bytes left over from the request ahead end the connection. */
  fence(): void {
    const [command] = this.#protocol.roles.fence
    if (command) this.send(new Fence(command, this))
  }

  /** Takes no more calls, finishes those in flight, and says farewell: `leave` gives the request and what it waits for. */
  async close(
    leave: () => { exchange: Exchange; left: Promise<unknown> } | undefined,
  ): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#waiting.length + this.#inFlight.length > 0) {
      await new Promise<void>((resolve) => this.#drained.push(resolve))
    }
    const farewell = this.#state === 'open' ? leave() : undefined
    if (farewell) {
      this.#admit(farewell.exchange, farewell.exchange.weight)
      await farewell.left.catch(() => {})
    }
    this.destroy()
  }

  /** Ends at once; whoever waits is told. */
  destroy(error: ErrorFor = this.#failure.closed): void {
    this.#closed = true
    this.#end(error, false)
    this.#deadline.stop()
    for (const exchange of this.#waiting.drain()) exchange.fail(error)
    this.#pending = 0
    this.#settled()
  }

  /** The server answered a batch without reply with an error line. */
  refused(batch: Batch, refusal: Refusal): void {
    const error = this.#failure.refused(refusal, batch.methods[0] ?? '')
    this.#report.failed(error, batch.methods, batch.keys)
  }

  /** The connection was lost before the server has confirmed a batch. */
  lost(batch: Batch, error: unknown): void {
    this.#report.failed(error as Error, batch.methods, batch.keys)
  }

  #unusable(): ErrorFor | undefined {
    if (this.#closed) return this.#failure.closed
    if (this.#pending >= this.#settings.maxPending)
      return this.#failure.full(this.#settings.maxPending)
    if (this.#state === 'idle' && this.#backoff.left(now()) > 0) {
      return this.#failure.resting(this.#backoff.cause, this.#backoff.left(now()))
    }
    return undefined
  }

  #admit(exchange: Exchange, weight: number): void {
    this.#waiting.push(exchange)
    this.#pending += weight
    if (exchange.deadline < Infinity) this.#deadline.watch(exchange.deadline, now())
    if (this.#state === 'open') this.#schedule()
    else if (this.#state === 'idle') this.#connect()
  }

  #schedule(): void {
    if (this.#scheduled || this.#blocked) return
    this.#scheduled = true
    process.nextTick(this.#flush)
  }

  #connect(): void {
    this.#state = 'connecting'
    this.#intake = new Intake(this.#protocol.errors)
    const timer = setTimeout(() => {
      socket.destroy(new Error(`no connection within ${this.#settings.connectTimeout} ms`))
    }, this.#settings.connectTimeout)
    const socket = openSocket(this.#address, this.#settings, this.#intake, {
      connected: () => {
        clearTimeout(timer)
        if (this.#socket === socket) this.#connected()
      },
      received: (length) => {
        if (this.#socket === socket) this.#received(length)
      },
      drained: () => {
        if (this.#socket === socket) this.#unblock()
      },
      closed: (cause) => {
        clearTimeout(timer)
        if (this.#socket !== socket) return
        if (this.#state === 'connecting')
          this.#unreachable(cause ?? new Error('the connection was closed'))
        else this.#hungUp(cause)
      },
    })
    this.#socket = socket
  }

  #connected(): void {
    this.#state = 'open'
    this.#backoff.succeeded()
    for (const { resolve } of this.#connecting.splice(0)) resolve()
    this.#flush()
  }

  #unreachable(cause: Error): void {
    this.#state = 'idle'
    this.#socket = undefined
    this.#backoff.failed(cause, performance.now())
    const error = this.#failure.unreachable(cause)
    for (const { reject } of this.#connecting.splice(0)) reject(error('connect', 0))
    this.#joint.close()
    for (const exchange of this.#waiting.drain()) {
      this.#pending -= exchange.weight
      exchange.fail(error)
    }
    this.#settled()
  }

  readonly #flush = (): void => {
    this.#scheduled = false
    if (this.#state !== 'open' || this.#blocked) return
    this.#joint.close()
    this.#handover = undefined
    const writer = this.#writer
    const wasIdle = this.#inFlight.length === 0
    while (writer.size < FLUSH && !this.#leaving) {
      const exchange = this.#waiting.shift()
      if (!exchange) break
      this.#put(exchange, writer)
    }
    if (wasIdle && this.#inFlight.length > 0) this.#listen()
    this.#write(writer)
    if (this.#blocked) this.#watchHeld()
    else this.#release()
    if (this.#waiting.length > 0 && !this.#blocked && !this.#leaving) this.#scheduleNext()
    this.#settled()
  }

  /** Encodes a request: it is in flight now, or, if it asks for no reply, in the batch of the next fence. */
  #put(exchange: Exchange, writer: Writer): void {
    if (exchange.abandoned) {
      this.#pending -= exchange.weight
      return
    }
    if (exchange.silent) {
      const single = exchange as Single
      single.encode(writer)
      this.#batch.add(single)
      this.#held.push(single)
      this.#pending -= exchange.weight
      if (this.#batch.size >= BATCH) this.#encloseBatch(writer)
      return
    }
    if (this.#batch.size > 0) this.#encloseBatch(writer)
    exchange.encode(writer)
    this.#inFlight.push(exchange)
    if (exchange.command.facts.ending === 'close') this.#leaving = true
  }

  /** An error line of a request without reply must never be read as the reply of the next one. */
  #encloseBatch(writer: Writer): void {
    const [command] = this.#protocol.roles.fence
    if (!command) return
    const fence = new Fence(command, this, this.#batch)
    this.#batch = new Batch()
    fence.encode(writer)
    this.#inFlight.push(fence)
  }

  #write(writer: Writer): void {
    const socket = this.#socket
    if (!socket) return
    for (const part of writer.take()) {
      if (!socket.write(part, () => writer.recycle(part))) this.#blocked = true
    }
    if (this.#blocked) this.#listen()
  }

  #unblock(): void {
    this.#quietSince = now()
    this.#blocked = false
    this.#release()
    this.#flush()
  }

  /** The socket has taken what was written: who asked for no reply may go on. */
  #release(): void {
    if (this.#held.length === 0) return
    for (const single of this.#held) single.settle(undefined)
    this.#held = []
  }

  #watchHeld(): void {
    for (const { deadline } of this.#held) this.#deadline.watch(deadline, now())
  }

  #received(length: number): void {
    this.#quietSince = now()
    if (this.#intake.received(length)) this.#read()
    // The calls that these replies set off come before the next turn: they are written together.
    this.#scheduleNext()
  }

  #scheduleNext(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(this.#flush)
  }

  #read(): void {
    const { reader } = this.#intake
    while (reader.at < reader.limit) {
      const exchange = this.#inFlight.peek()
      if (!exchange) return this.#unasked()
      const result = exchange.read(reader)
      if (reader.broken) return this.#outOfStep(exchange, reader.broken)
      if (result === more) {
        reader.at = reader.mark
        if (this.#intake.full) return this.#outOfStep(exchange, this.#intake.full)
        break
      }
      this.#inFlight.shift()
      this.#pending -= exchange.weight
      if (result instanceof Refusal) {
        if (this.#refuse(exchange, result)) return
      } else if (exchange.size > 0) this.#askAgain(exchange)
    }
    if (this.#inFlight.length === 0) this.#settled()
  }

  /** Ends a request with an error line. Whether the connection ends with it. */
  #refuse(exchange: Exchange, refusal: Refusal): boolean {
    const closes =
      refusal.closes === 'always' ||
      (refusal.closes === 'block' && exchange.hasBlock) ||
      exchange.begun
    const again = exchange.refuse((method) => this.#failure.refused(refusal, method))
    if (!closes) return false
    this.#end(this.#failure.cutOff(refusal.reply), true, again)
    return true
  }

  /** The reply left some callers without an answer: they come next, each alone. */
  #askAgain(exchange: Exchange): void {
    for (const single of exchange.apart().reverse()) {
      this.#waiting.unshift(single)
      this.#pending += single.weight
    }
  }

  #outOfStep(exchange: Exchange, reason: string): void {
    this.#inFlight.shift()
    this.#pending -= exchange.weight
    this.#refuse(exchange, new Refusal(UnknownReplyError, reason, 'always'))
  }

  /** Bytes that nobody waits for: an error line of the batch that has no fence yet, or a server that is not in step. */
  #unasked(): void {
    const { reader } = this.#intake
    while (reader.line()) {
      const refusal = reader.refusal('nothing')
      if (refusal.kind === UnknownReplyError || this.#batch.size === 0) {
        return this.#end(this.#failure.cutOff(refusal.reply), true)
      }
      this.refused(this.#batch, refusal)
      if (refusal.closes === 'always' || (refusal.closes === 'block' && this.#batch.hasBlock)) {
        this.#batch = new Batch()
        return this.#end(this.#failure.cutOff(refusal.reply), true)
      }
    }
    if (reader.broken) this.#end(this.#failure.cutOff(reader.broken), true)
  }

  /** The server, or what lies between, has closed the connection. */
  #hungUp(cause: Error | undefined): void {
    const exchange = this.#inFlight.peek()
    if (exchange?.command.facts.ending === 'close') {
      this.#inFlight.shift()
      this.#pending -= exchange.weight
      ;(exchange as Single).settle(undefined)
    }
    this.#end(this.#failure.hungUp(cause), true)
  }

  /**
   * Gives the connection up. What is in flight is repeated on the next one, in its order and ahead of what waits, if
   * the spec says that it may; the rest fails.
   */
  #end(error: ErrorFor, repeat: boolean, again: readonly Exchange[] = []): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#state = 'idle'
    this.#blocked = this.#leaving = false
    this.#handover = undefined
    this.#joint.close()
    this.#writer.clear()
    socket?.destroy()
    const back: Exchange[] = [...again]
    for (const exchange of again) this.#pending += exchange.weight
    for (const exchange of this.#inFlight.drain()) {
      if (repeat && exchange.repeatable) {
        exchange.repeated = true
        back.push(exchange)
      } else {
        this.#pending -= exchange.weight
        exchange.fail(error)
      }
    }
    for (const exchange of back.reverse()) this.#waiting.unshift(exchange)
    this.#loseBatch(error)
    for (const { reject } of this.#connecting.splice(0)) reject(error('connect', 0))
    if (this.#waiting.length > 0 && !(this.#closed && this.#drained.length === 0)) this.#connect()
    else this.#settled()
  }

  #loseBatch(error: ErrorFor): void {
    for (const single of this.#held) single.drop(error)
    this.#held = []
    if (this.#batch.size > 0) this.lost(this.#batch, error(this.#batch.methods[0] ?? '', 0))
    this.#batch = new Batch()
  }

  /** Makes sure that a server that falls silent is noticed. */
  #listen(): void {
    this.#quietSince = now()
    const limit = this.#patience()
    if (limit < Infinity) this.#deadline.watch(this.#quietSince + limit, this.#quietSince)
  }

  /** How long a server may be silent while requests wait. */
  #patience(): number {
    const { timeout } = this.#settings
    const waits = this.#inFlight.peek()?.command.facts.wait !== 'none'
    return timeout === 0 || waits ? Infinity : Math.max(2 * timeout, 2000)
  }

  /** Ends whoever has waited long enough, and a connection from which nothing comes. */
  #sweep(at: number): number {
    let next = Infinity
    for (const single of this.#held) {
      if (single.deadline < Infinity)
        next = Math.min(next, single.expire(at, this.#failure.late('open')))
    }
    for (const ring of [this.#inFlight, this.#waiting]) {
      for (let i = 0; i < ring.length; i++) {
        const exchange = ring.at(i) as Exchange
        if (exchange.deadline === Infinity) continue
        const error = this.#failure.late(ring === this.#inFlight ? 'reply' : this.#state)
        next = Math.min(
          next,
          exchange.deadline > at ? exchange.deadline : exchange.expire(at, error),
        )
      }
    }
    if (this.#inFlight.length === 0 && !this.#blocked) return next
    const limit = this.#quietSince + this.#patience()
    if (limit > at) return Math.min(next, limit)
    this.#end(this.#failure.silent(at - this.#quietSince), false)
    return next
  }

  /** Tells `close` when nothing is left to wait for. */
  #settled(): void {
    if (this.#drained.length === 0 || this.#waiting.length + this.#inFlight.length > 0) return
    for (const resolve of this.#drained.splice(0)) resolve()
  }
}
