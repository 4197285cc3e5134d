import { writeSync } from 'node:fs'

/** What the runner hears from a test file. */
export type Report =
  | { readonly planned: number }
  | { readonly started: string; readonly limit: number }
  | { readonly passed: string }
  | { readonly failed: string }

const VARIABLE = 'MEMWIRE_TEST_REPORT'
const descriptor = Number(process.env[VARIABLE] ?? 0)

// A process that a test starts has no such descriptor, or another one under its number.
delete process.env[VARIABLE]

/** Tells the runner, if there is one. Synchronously, so that a crash right afterwards loses nothing. */
export function report(event: Report): void {
  if (descriptor > 0) writeSync(descriptor, `${JSON.stringify(event)}\n`)
}
