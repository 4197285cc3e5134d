import { readFileSync } from 'node:fs'
import { join } from 'node:path/posix'
import { root } from './root.js'

const IMPORT =
  /^\s*(?:import|export)\s[^'"]*?\bfrom\s+'([^']+)'|^\s*import\s+'([^']+)'|\b(?:import|require)\(\s*'([^']+)'/gm

/** What a source imports, of types too: packages by their specifiers, own files as paths of their sources. */
export function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return Array.from(text.matchAll(IMPORT), ([, from, bare, call]) => {
    const specifier = from ?? bare ?? call ?? ''
    if (!specifier.startsWith('.')) return specifier
    return join(file, '..', specifier).replace(/\.js$/, '.ts')
  })
}

/** A circle in which files import one another, as a path from a file to itself; undefined if there is none. */
export function findCircle(files: readonly string[]): string[] | undefined {
  const done = new Set<string>()
  const path: string[] = []

  function visit(file: string): string[] | undefined {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file) || !files.includes(file)) return undefined
    path.push(file)
    for (const imported of importsOf(file)) {
      const circle = visit(imported)
      if (circle) return circle
    }
    path.pop()
    done.add(file)
    return undefined
  }

  for (const file of files) {
    const circle = visit(file)
    if (circle) return circle
  }
  return undefined
}
