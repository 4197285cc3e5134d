import type { Workload } from './workloads.mjs'

export const PYTHON: readonly string[]
export function takesPart(adapter: string, workload: Workload): boolean
export function isRaw(adapter: string): boolean
export function isLimit(adapter: string): boolean
export function isPeer(adapter: string): boolean
