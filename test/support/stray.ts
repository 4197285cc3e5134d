import { failure, told } from './failure.js'

type Listener = (error: Error) => void

let listener: Listener | undefined

process.on('uncaughtException', stray)
process.on('unhandledRejection', stray)

function stray(thrown: unknown): void {
  const error = failure(thrown)
  if (listener) {
    listener(error)
    return
  }
  console.error(told(error))
  process.exit(1)
}

/** Hears of errors that nobody caught until `stop` is called; between tests such an error ends the process. */
export class Strays {
  readonly errors: Error[] = []
  /** Rejects with the first one. */
  readonly first: Promise<never>

  constructor() {
    this.first = new Promise((_, reject) => {
      listener = (error) => {
        this.errors.push(error)
        reject(error)
      }
    })
    this.first.catch(() => {})
  }

  stop(): void {
    listener = undefined
  }
}
