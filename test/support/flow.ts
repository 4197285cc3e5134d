import { Gate } from './gate.js'

/** One direction of a proxy: what happens to the bytes of all its connections, and how many there were. */
export class Flow {
  /** How many bytes have come in. */
  received = 0
  /** How many bytes have been sent on. */
  sent = 0
  /** In how many packets. */
  packets = 0
  #size = Number.POSITIVE_INFINITY
  #cuts: number[] = []
  #swallows = false
  #end = Number.POSITIVE_INFINITY
  #pause = Number.POSITIVE_INFINITY
  #gate: Gate | undefined

  /** Sends on what comes as it comes: how a flow begins. */
  pass(): void {
    this.#size = Number.POSITIVE_INFINITY
    this.#cuts = []
    this.#swallows = false
    this.#end = Number.POSITIVE_INFINITY
    this.release()
  }

  /** Sends each byte as a packet of its own, or so many bytes. */
  dribble(size = 1): void {
    this.#size = size
  }

  /** Begins a new packet at each of these offsets, counted from what comes next. */
  split(...offsets: readonly number[]): void {
    this.#cuts = offsets.map((offset) => this.received + offset)
  }

  /** Sends nothing on until it is released. Nothing is lost. */
  hold(): void {
    this.#gate ??= new Gate()
  }

  /** Sends so many bytes on, then nothing until it is released. */
  holdAfter(length: number): void {
    if (length === 0) this.hold()
    else this.#pause = this.received + length
  }

  /** Destroys the connection that brings the last of so many bytes, behind it. The next ones are left alone. */
  cutAfter(length: number): void {
    this.#end = this.received + length
  }

  release(): void {
    this.#pause = Number.POSITIVE_INFINITY
    this.#gate?.open()
    this.#gate = undefined
  }

  /** Loses what comes from now on. */
  swallow(): void {
    this.#swallows = true
  }

  /** Whether what has come is lost. Waits while the flow is held. */
  async takes(): Promise<boolean> {
    while (this.#gate) await this.#gate.opened
    return !this.#swallows
  }

  /** Counts a packet that was sent on. Whether the connection ends behind it. */
  passed(packet: Buffer): boolean {
    this.sent += packet.length
    this.packets++
    if (this.sent >= this.#pause) {
      this.#pause = Number.POSITIVE_INFINITY
      this.hold()
    }
    if (this.sent < this.#end) return false
    this.#end = Number.POSITIVE_INFINITY
    return true
  }

  /** The packets in which a chunk is sent on. */
  *packetsOf(chunk: Buffer): Generator<Buffer> {
    const start = this.received
    this.received += chunk.length
    const cuts = [...this.#cuts, this.#end, this.#pause]
      .map((cut) => cut - start)
      .filter((cut) => cut > 0 && cut < chunk.length)
    let from = 0
    for (const to of [...cuts.sort((a, b) => a - b), chunk.length]) {
      while (from < to) {
        // The size may be another one when the next packet is asked for.
        const end = Math.min(to, from + this.#size)
        yield chunk.subarray(from, end)
        from = end
      }
    }
  }
}
