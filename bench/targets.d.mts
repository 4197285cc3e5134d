import type { Spread, Summaries } from './statistics.mjs'

export interface Held extends Spread {
  readonly limit: number
  readonly reached: boolean
}

export interface Judged {
  readonly title: string
  readonly peer: number
  readonly peerNow: { readonly adapter: string; readonly ratio: number } | undefined
  readonly limit: { readonly adapter: string; readonly ratio: number } | undefined
  readonly harness: number | undefined
  readonly speed: Spread & { readonly target: number; readonly reached: boolean }
  readonly cpu: Held
  readonly memory: Held
}

export interface Flatness {
  readonly points: readonly {
    readonly workload: string
    readonly cpu: Spread
    readonly raw: Spread | undefined
    readonly harness: Spread | undefined
  }[]
  readonly ratio: number
  readonly growth: number | undefined
  readonly limit: number
  readonly reached: boolean
}

export function judge(summaries: Summaries): Judged[]
export function flatness(summaries: Summaries): Flatness | undefined
