import type { Workload } from './workloads.mjs'

export interface Script {
  readonly exchanges: readonly { readonly request: Buffer; readonly reply: number }[]
  readonly ops: number
  readonly depth: number
  readonly apart?: boolean
}

export function scriptOf(variant: string, workload: Workload): Script
