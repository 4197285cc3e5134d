import type { Spread } from './statistics.mjs'

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string
export function short(value: number | undefined): string
export function spreadCell(spread: Spread): string
export function yesOrNo(reached: boolean): string
