import {
  type Dirent,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { isGenerated } from './header.js'

/** A file of the output. */
export interface OutputFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string
  readonly text: string
}

/** How one file of the output folder compares with what it should be. */
export interface Difference {
  readonly path: string
  /** `foreign`: in the way, and not the generator's. */
  readonly kind: 'missing' | 'differs' | 'stale' | 'foreign'
}

/** Where the generator writes beside the output folder itself; what is deeper is not its own. */
const FOLDERS: readonly string[] = ['.', 'commands']

/** Compares the output folder with what should be in it. Other people's files beside the generator's are none of its business. */
export function compare(directory: string, outputs: readonly OutputFile[]): Difference[] {
  const found = present(directory)
  const differences: Difference[] = []
  const blocked = FOLDERS.filter((folder) => found.has(folder))
  for (const path of blocked) differences.push({ path, kind: 'foreign' })
  for (const { path, text } of outputs) {
    if (blocked.includes(dirname(path))) continue
    const there = found.get(path)
    if (!found.has(path)) differences.push({ path, kind: 'missing' })
    else if (there === undefined || !isGenerated(there)) {
      differences.push({ path, kind: 'foreign' })
    } else if (there !== text) differences.push({ path, kind: 'differs' })
  }
  const wanted = new Set([...blocked, ...outputs.map(({ path }) => path)])
  for (const [path, text] of found) {
    if (text !== undefined && !wanted.has(path) && isGenerated(text)) {
      differences.push({ path, kind: 'stale' })
    }
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The files and their texts; without a text: a folder or whatever else is no file. */
function present(directory: string): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>()
  for (const folder of FOLDERS) {
    for (const entry of entries(join(directory, folder))) {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`
      if (entry.isFile()) found.set(path, readFileSync(join(directory, path), 'utf8'))
      else if (!(entry.isDirectory() && FOLDERS.includes(path))) found.set(path, undefined)
    }
  }
  return found
}

function entries(folder: string): Dirent[] {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder ? readdirSync(folder, { withFileTypes: true }) : []
}

/** Makes the output folder what it should be. The caller has made sure that nothing foreign is in the way. */
export function write(
  directory: string,
  outputs: readonly OutputFile[],
  differences: readonly Difference[],
): void {
  const changed = new Set(differences.map(({ path }) => path))
  for (const { path, text } of outputs) {
    if (!changed.has(path)) continue
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  for (const { path, kind } of differences) {
    if (kind !== 'stale') continue
    rmSync(join(directory, path))
    removeIfEmpty(dirname(join(directory, path)))
  }
}

function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder)
}
