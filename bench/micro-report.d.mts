import type { CommandCost, Cost } from './micro/commands.mjs'

export function microTables(costs: {
  readonly commands: readonly CommandCost[]
  readonly parts: readonly { readonly part: string; readonly cost: Cost }[]
}): string
