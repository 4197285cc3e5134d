import { type ErrorCode, IllegalInputError } from './errors.js'
import { isRecord, kindOf, shown } from './kind.js'
import { float, int, milliseconds } from './number.js'
import { quote } from './quote.js'
import { suggestion } from './suggestion.js'

/** The codes of errors after which a request may be sent again. */
export type RetryCode = (typeof CODES)[number]

/** How requests that fail are sent again, if that does no harm. All members may be left out. */
export interface Retry {
  /**
   * How often a request is sent at most, the first time included, 1 to 100. What is lost with its connection, or with a node
   * that dies, is sent again at once beside that.
   * @default 2
   */
  attempts?: number | undefined
  /**
   * Milliseconds before the second attempt, 0 to 2147483647.
   * @default 50
   */
  delay?: number | undefined
  /**
   * What the delay is multiplied with for each further attempt, 1 to 100.
   * @default 2
   */
  backoff?: number | undefined
  /**
   * The part of the delay that is left to chance, 0 to 1: many clients of one server must not come back at the same moment.
   * @default 0.5
   */
  jitter?: number | undefined
  /**
   * The codes of the errors after which a request is sent again.
   * @default ['MEMWIRE_CONNECT', 'MEMWIRE_UNEXPECTED_CLOSE', 'MEMWIRE_NO_SERVERS']
   */
  retryOn?: readonly RetryCode[] | undefined
}

/** The option `retry`, checked and complete. */
export interface RetryPolicy {
  readonly attempts: number
  readonly retryOn: readonly ErrorCode[]
  /** Milliseconds to wait after so many attempts. */
  delayBefore(done: number): number
}

/** Behind any other error the request is wrong, was answered, or has no time left. */
const CODES = ['MEMWIRE_CONNECT', 'MEMWIRE_UNEXPECTED_CLOSE', 'MEMWIRE_NO_SERVERS'] as const

/** The longest time that a timer takes. */
const LONGEST = 2147483647

const NAMES: readonly string[] = Object.keys({
  attempts: true,
  delay: true,
  backoff: true,
  jitter: true,
  retryOn: true,
} satisfies Record<keyof Retry, true>)

/**
 * Checks the option; false: nothing is sent again.
 *
 * @throws IllegalInputError if it is wrong
 */
export function retryOf(option: unknown = false): RetryPolicy | false {
  if (option === false) return false
  if (option !== true && !isRecord(option)) {
    throw new IllegalInputError(
      `retry: expected true, false or an object such as { attempts: 3 }, got ${kindOf(option)}`,
    )
  }
  const given = Object(option) as { readonly [name in keyof Retry]: unknown }
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name)) {
      throw new IllegalInputError(
        `retry: unknown member ${quote(name)}; ${suggestion(name, NAMES)}`,
      )
    }
  }
  const delay = milliseconds('retry.delay', given.delay ?? 50)
  const backoff = float('retry.backoff', given.backoff ?? 2, 1, 100)
  const jitter = float('retry.jitter', given.jitter ?? 0.5, 0, 1)
  return {
    attempts: int('retry.attempts', given.attempts ?? 2, 1, 100),
    retryOn: codesOf(given.retryOn),
    delayBefore: (done) => {
      const full = Math.min(LONGEST, delay * backoff ** (done - 1))
      return full * (1 - jitter * Math.random())
    },
  }
}

function codesOf(codes: unknown): readonly ErrorCode[] {
  if (codes === undefined) return CODES
  if (!Array.isArray(codes)) {
    throw new IllegalInputError(
      `retry.retryOn: expected a list of codes such as ['MEMWIRE_CONNECT'], got ${kindOf(codes)}`,
    )
  }
  for (const code of codes) {
    if (!CODES.includes(code)) {
      throw new IllegalInputError(
        `retry.retryOn: expected codes out of ${CODES.join(', ')}, got ${shown(code)}; ` +
          'behind any other error the request is wrong, was answered, or has no time left',
      )
    }
  }
  return [...codes]
}
