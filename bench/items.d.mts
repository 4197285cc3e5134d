import type { Workload } from './workloads.mjs'

export class Items {
  readonly keys: readonly string[]
  readonly values: readonly string[]
  readonly given: readonly (string | Buffer)[]
  constructor(workload: Workload, valueType?: 'string' | 'buffer')
  check(value: string | Buffer | undefined, index: number, whole: boolean): void
}
