export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly output: string
}

/**
 * Runs a compiled test file in a process of its own.
 *
 * @param slack How much longer than its limit a test may be silent, in milliseconds.
 */
export function runTestFile(
  file: string,
  env: Readonly<Record<string, string | undefined>>,
  slack?: number,
): Promise<Outcome>
