import type { Socket } from 'node:net'
import { type Bytes, bytes, packet, shown } from './packet.js'

/** The server's end of one connection. It records everything that it receives. */
export class Peer {
  /** Resolves when the client has ended or lost the connection. */
  readonly closed: Promise<void>
  readonly #socket: Socket
  readonly #chunks: Buffer[] = []
  #read = 0
  #ended = false
  #wake: () => void = () => {}

  constructor(socket: Socket) {
    this.#socket = socket
    this.closed = new Promise((resolve) => {
      const end = () => {
        this.#ended = true
        this.#wake()
        resolve()
      }
      socket.on('end', end).on('close', end)
    })
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#wake()
    })
    // A client may reset its connection: 'close' follows.
    socket.on('error', () => {})
  }

  /** All that has come, a character a byte. */
  get received(): string {
    return this.#all().toString('latin1')
  }

  /** What has come and not been taken yet, a character a byte. */
  get unread(): string {
    return this.#rest().toString('latin1')
  }

  /** Takes exactly these bytes, and throws if others come or none. */
  async expect(expected: Bytes): Promise<void> {
    const wanted = bytes(expected)
    await this.#until(
      (rest) => rest.length >= wanted.length || !wanted.subarray(0, rest.length).equals(rest),
    )
    const got = this.#rest().subarray(0, wanted.length)
    if (!got.equals(wanted)) {
      const end = got.length < wanted.length && this.#ended ? ' and the end of the connection' : ''
      throw new Error(`expected ${shown(wanted)} from the client, got ${shown(got)}${end}`)
    }
    this.#read += wanted.length
  }

  /** Takes a line without its CRLF; undefined once the connection has ended. */
  async line(): Promise<string | undefined> {
    await this.#until((rest) => rest.includes('\r\n'))
    const end = this.#rest().indexOf('\r\n')
    if (end < 0) return undefined
    return (await this.take(end + 2)).toString('latin1', 0, end)
  }

  /** Takes so many bytes; fewer if the connection ends before. */
  async take(length: number): Promise<Buffer> {
    await this.#until((rest) => rest.length >= length)
    const taken = this.#rest().subarray(0, length)
    this.#read += taken.length
    return taken
  }

  /** Sends each of these as a packet of its own, until the connection ends. */
  async send(...parts: readonly Bytes[]): Promise<void> {
    for (const part of parts) {
      if (!(await packet(this.#socket, bytes(part)))) return
    }
  }

  /** Reads nothing more: what the client goes on sending fills the buffers between. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Sends nothing more, but still reads. */
  end(): void {
    this.#socket.end()
  }

  /** Hangs up. */
  close(): void {
    this.#socket.destroy()
  }

  /** Hangs up so that the client gets a reset (ECONNRESET). */
  reset(): void {
    this.#socket.resetAndDestroy()
  }

  async #until(enough: (rest: Buffer) => boolean): Promise<void> {
    while (!this.#ended && !enough(this.#rest())) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  #all(): Buffer {
    if (this.#chunks.length > 1)
      this.#chunks.splice(0, Number.POSITIVE_INFINITY, Buffer.concat(this.#chunks))
    return this.#chunks[0] ?? Buffer.alloc(0)
  }

  #rest(): Buffer {
    return this.#all().subarray(this.#read)
  }
}
