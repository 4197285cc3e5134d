import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Files } from './emitted-spec.js'
import type { Stage } from './scene.js'
import { temporaryFolder } from './temporary.js'

/** The files that are not the same, sorted. */
export function changedFiles(before: Files, after: Files): string[] {
  const paths = new Set([...before.keys(), ...after.keys()])
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort()
}

/** The parts of a file that are not the same: commands in the metadata, sections of the reference, members of a class. */
export function changedParts(path: string, before: Files, after: Files): string[] {
  const parts = (files: Files) => (files.get(path) ?? '').split(SEAM)
  const old = new Set(parts(before))
  return parts(after).filter((part) => !old.has(part))
}

const SEAM = /\n(?= {2}\w+: \{$|### )|\n\n(?= {2}\/\*\*$)/m

/** What `diff -U1` says of two texts, without its heading and without the numbers of lines. */
export function differenceOf(stage: Stage, before = '', after = ''): string {
  const folder = temporaryFolder(stage)
  for (const [name, text] of [
    ['before', before],
    ['after', after],
  ] as const) {
    writeFileSync(join(folder, name), text)
  }
  const { stdout, status } = spawnSync('diff', ['-U1', 'before', 'after'], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status === null || status > 1) throw new Error('diff could not be run')
  return stdout
    .replace(/^@@.*@@$/gm, '@@')
    .split('\n')
    .slice(2)
    .join('\n')
}
