import type { Summaries } from './statistics.mjs'

export function resultsOf(summaries: Summaries, adapters: readonly string[]): string
