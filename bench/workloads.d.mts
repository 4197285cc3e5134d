export interface Workload {
  readonly kind: 'get' | 'set' | 'mget' | 'noreply' | 'mix'
  readonly keys: number
  readonly depth: number
  readonly size?: number
  readonly sizes?: readonly [number, number]
  readonly batch?: number
  readonly writes?: number
  readonly nodes?: number
  readonly flags?: number
  readonly only?: readonly string[]
}

export const WORKLOADS: Readonly<Record<string, Workload>>
export const IN_FLIGHT: readonly string[]
export const TEXT: number
export function isWritten(kind: Workload['kind']): boolean
export function keyOf(workload: Workload, index: number): string
export function sizeOf(workload: Workload, index: number): number
export function textOf(workload: Workload, index: number): string
export function stepsOf(workload: Workload): { readonly writes: boolean; readonly index: number }[]
