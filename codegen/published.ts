import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Whether a spec file is one of memwire's own, so that the code of its commands comes with memwire. Any other base, such
 * as one of the dialects in a folder below, is data alone: its commands are generated with those of the spec that
 * extends it.
 */
export function isPublished(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const name = packageName(folder)
    if (name !== undefined) return name === 'memwire' && relative(folder, dirname(path)) === 'spec'
    if (folder === dirname(folder)) return false
  }
}

function packageName(folder: string): string | undefined {
  try {
    return String(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name)
  } catch {
    return undefined
  }
}
