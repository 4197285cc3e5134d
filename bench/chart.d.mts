import type { Summaries } from './statistics.mjs'

export function chart(summaries: Summaries, adapters: readonly string[]): string
