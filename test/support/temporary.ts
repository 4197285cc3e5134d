import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stage } from './scene.js'

/** Makes a folder that goes with the test. */
export function temporaryFolder(stage: Stage): string {
  const folder = mkdtempSync(join(tmpdir(), 'memwire-'))
  stage.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
