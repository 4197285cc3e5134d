export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** What a worker prints, and which run it was; one that came to nothing has no figures. */
export interface Run {
  readonly workload: string
  readonly adapter: string
  readonly round: number
  readonly failed?: string
  readonly ops?: number
  readonly opsPerSec?: number
  readonly cpuUsPerOp?: number
  readonly rssPeakMB?: number
  readonly p50us?: number
  readonly p99us?: number
  /** The part of the time in which the server's thread, or each server's, was busy. */
  readonly serverBusy?: number
  readonly errors?: number
  readonly verified?: number
}

export interface Summary {
  readonly rounds: number
  readonly ops: Spread
  readonly cpu: Spread
  readonly memory: Spread
  readonly p50: Spread
  readonly p99: Spread
  readonly server: Spread | undefined
  readonly ratio: Spread | undefined
  readonly memoryRatio: Spread | undefined
  readonly errors: number
  readonly verified: number
}

/** By workload, then by client. */
export type Summaries = Readonly<Record<string, Readonly<Record<string, Summary>>>>

export function median(values: readonly number[]): number
export function spread(values: readonly number[]): Spread
export function summaryOf(
  runs: readonly Run[],
  workload: string,
  adapter: string,
  reference?: string,
): Summary | undefined
export function summarize(
  runs: readonly Run[],
  workloads: readonly string[],
  adapters: readonly string[],
): Summaries
