import type { Servers } from './address.js'
import { IllegalInputError } from './errors.js'
import { LONGEST_RELATIVE } from './exptime.js'
import { isRecord, shown } from './kind.js'
import { int } from './number.js'
import { quote } from './quote.js'
import { suggestion } from './suggestion.js'

/** Servers that stand in for dead ones. */
export interface Gutter {
  /** The servers, none of which is one of the client's. */
  gutter: Servers
  /**
   * How long an item lives there at most, in seconds from 1 to 2592000. What is stored there may be out of date when its
   * own node has come back.
   * @default 10
   */
  maxExptime?: number | undefined
}

/** What becomes of the keys of a dead node: they move to the others, they stay, or servers of their own stand in. */
export type Failover = 'rehash' | 'fail' | Gutter

/** The option `failover`, checked and complete. */
export type FailoverPlan =
  | 'rehash'
  | 'fail'
  | {
      readonly gutter: unknown
      /** In seconds. */
      readonly maxExptime: number
    }

const NAMES: readonly string[] = Object.keys({
  gutter: true,
  maxExptime: true,
} satisfies Record<keyof Gutter, true>)

/**
 * Checks the option.
 *
 * @throws IllegalInputError if it is wrong
 */
export function failoverOf(option: unknown = 'rehash'): FailoverPlan {
  if (option === 'rehash' || option === 'fail') return option
  if (!isRecord(option)) {
    throw new IllegalInputError(
      `failover: expected 'rehash', 'fail' or { gutter: servers }, got ${shown(option)}`,
    )
  }
  const given = option as { readonly [name in keyof Gutter]: unknown }
  for (const name of Object.keys(given)) {
    if (!NAMES.includes(name)) {
      throw new IllegalInputError(
        `failover: unknown member ${quote(name)}; ${suggestion(name, NAMES)}`,
      )
    }
  }
  if (given.gutter === undefined) {
    throw new IllegalInputError(
      "failover: expected gutter, the servers that stand in, such as { gutter: ['10.0.1.1'] }",
    )
  }
  const maxExptime = int('failover.maxExptime', given.maxExptime ?? 10, 1, LONGEST_RELATIVE)
  return { gutter: given.gutter, maxExptime }
}
