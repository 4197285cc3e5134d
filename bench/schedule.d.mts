export interface Turn {
  readonly workload: string
  readonly adapter: string
  readonly round: number
}

export function scheduleOf(workload: string, adapters: readonly string[], rounds: number): Turn[]
export function minutes(
  workloads: readonly string[],
  adapters: readonly string[],
  times: { readonly rounds: number; readonly warm: number; readonly ms: number },
): number
