/** What decides which cases are tried: `ORACLE_SEED` tries others, `ORACLE_RUNS` more or fewer. */
export interface Draw {
  readonly seed: number
  readonly numRuns: number
}

export function drawOf(runs: number): Draw {
  const { ORACLE_SEED: seed = 20_261_124, ORACLE_RUNS: numRuns = runs } = process.env
  return { seed: Number(seed), numRuns: Number(numRuns) }
}
