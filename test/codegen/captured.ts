import { root } from '../support/root.js'
import type { Scene } from '../support/suite.js'

/** What a call of the generator's command line gives and prints. */
export interface Captured {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** Runs the command line from a folder, by default the repository's. */
export async function captured(
  t: Scene,
  run: () => Promise<number>,
  folder: string = root,
): Promise<Captured> {
  const { log, error } = console
  const before = process.cwd()
  const output: string[] = []
  const errors: string[] = []
  const restore = () => {
    Object.assign(console, { log, error })
    process.chdir(before)
  }
  t.after(restore)
  process.chdir(folder)
  console.log = (text: string) => void output.push(text)
  console.error = (text: string) => void errors.push(text)
  try {
    return { code: await run(), output: output.join('\n'), errors: errors.join('\n') }
  } finally {
    restore()
  }
}
