import type { Turn } from './schedule.mjs'
import type { Run } from './statistics.mjs'

export function launch(
  turn: Turn,
  ports: readonly number[],
  options: { readonly warm: number; readonly ms: number; readonly node: string },
): Promise<Run & { readonly skip?: true; readonly firstError?: string }>
