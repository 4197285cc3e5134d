export interface Options {
  readonly workloads: readonly string[]
  readonly adapters: readonly string[]
  readonly rounds: number
  readonly warm: number
  readonly ms: number
}

export function optionsOf(args: readonly string[]): Options
