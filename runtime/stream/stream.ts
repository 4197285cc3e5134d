import type { Stream } from '../types.js'
import type { Changed, End, Source } from './source.js'

/** Makes the sources of a stream, and gives with them what lets go of the rest that it needs while it runs. */
export type Start = (
  changed: Changed,
  abort: (reason: unknown) => void,
) => { readonly sources: readonly Source[]; readonly release: () => void }

type Result<T> = IteratorResult<T, undefined>

interface Waiting<T> {
  readonly resolve: (result: Result<T>) => void
  readonly reject: (error: unknown) => void
}

const DONE = { value: undefined, done: true } as const

/** Joins what comes from some servers. Nothing is sent before the first item is asked for. */
export class Merged<T extends object> implements Stream<T> {
  #start: Start | undefined
  #sources = new Set<Source>()
  /** The sources of which items wait. */
  readonly #ready: Source[] = []
  readonly #waiting: Waiting<T>[] = []
  #release = (): void => {}
  #failure: { readonly error: unknown } | undefined
  #over = false

  constructor(start: Start) {
    this.#start = start
  }

  next(): Promise<Result<T>> {
    this.#begin()
    if (this.#ready.length > 0) return Promise.resolve({ value: this.#take(), done: false })
    if (this.#failure) {
      const { error } = this.#failure
      this.#failure = undefined
      return Promise.reject(error)
    }
    if (this.#over) return Promise.resolve(DONE)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      if (this.#waiting.length === 1) this.#await(true)
    })
  }

  async return(): Promise<Result<T>> {
    this.#start = undefined
    this.#failure = undefined
    this.#ready.length = 0
    this.#end()
    return DONE
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #begin(): void {
    const start = this.#start
    if (!start) return
    this.#start = undefined
    try {
      const { sources, release } = start(
        (source) => this.#changed(source),
        (reason) => this.#end({ error: reason, urgent: true }),
      )
      this.#sources = new Set(sources)
      this.#release = release
      for (const source of sources) source.open()
    } catch (error) {
      this.#end({ error })
    }
  }

  /** The next item. Whoever gets it waits no more: it may be the last. */
  #take(): T {
    const source = this.#ready[0] as Source
    const item = source.take()
    if (source.size === 0) {
      this.#ready.shift()
      this.#settle(source)
    }
    return item as T
  }

  #changed(source: Source): void {
    if (source.size > 0) {
      if (!this.#ready.includes(source)) this.#ready.push(source)
    } else this.#settle(source)
    if (this.#waiting.length === 0) return
    while (this.#waiting.length > 0 && this.#ready.length > 0) {
      const waiting = this.#waiting.shift()
      waiting?.resolve({ value: this.#take(), done: false })
    }
    if (this.#waiting.length === 0) this.#await(false)
  }

  #await(isAwaited: boolean): void {
    for (const source of this.#sources) source.isAwaited = isAwaited
  }

  /** A source of which nothing waits may be the last. */
  #settle(source: Source): void {
    const { end } = source
    if (end === undefined) return
    if (end !== 'complete') this.#end(end)
    this.#sources.delete(source)
    if (this.#sources.size === 0) this.#end()
  }

  /** What failed comes behind the items that wait, unless it is urgent. */
  #end(failure?: Exclude<End, 'complete'>): void {
    if (this.#over) return
    this.#over = true
    this.#failure = failure
    if (failure?.urgent) this.#ready.length = 0
    for (const source of this.#sources) {
      if (this.#ready.includes(source)) source.stop()
      else source.leave()
    }
    this.#sources.clear()
    this.#release()
    for (const { resolve, reject } of this.#waiting.splice(0)) {
      if (this.#failure) reject(this.#failure.error)
      else resolve(DONE)
      this.#failure = undefined
    }
  }
}
