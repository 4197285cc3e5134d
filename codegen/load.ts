import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, relative, resolve, sep } from 'node:path'
import { partNamed } from './grammar.js'
import { itemsOf, type MapNode, type ScalarNode, scalarOf } from './node.js'
import type { Report } from './problem.js'
import { isPublished } from './published.js'
import { Shape } from './shape.js'
import { parseSource } from './source.js'

/** A file of a spec, read and held against the grammar. */
export interface SpecFile {
  /** Its name in reports, relative to the working directory. */
  readonly file: string
  readonly path: string
  /** Its keys as they are written. */
  readonly raw: MapNode
  /** Its keys, without what does not fit the grammar. */
  readonly root: MapNode
  readonly includes: readonly SpecFile[]
  readonly bases: readonly Base[]
  /** Whether memwire is published with the code of its commands. */
  readonly published: boolean
}

export interface Base {
  readonly name: ScalarNode
  readonly file: SpecFile
}

/** Reads a spec file and all that it includes and extends. A file that cannot be read is a problem of the one that names it. */
export class Loader {
  readonly #cwd: string
  readonly #report: Report
  readonly #shape: Shape
  readonly #files = new Map<string, SpecFile | undefined>()
  #isIncomplete = false

  constructor(cwd: string, report: Report) {
    this.#cwd = cwd
    this.#report = report
    this.#shape = new Shape(report)
  }

  /** Whether a file is missing: then names may be unknown for that reason alone. */
  get isIncomplete(): boolean {
    return this.#isIncomplete
  }

  /** All files that were read. */
  get files(): SpecFile[] {
    return [...this.#files.values()].filter((file) => file !== undefined)
  }

  load(name: string): SpecFile | undefined {
    const path = resolve(this.#cwd, name)
    const content = read(path)
    if (content === undefined) {
      const at = { file: this.#display(path), line: 1, column: 1, length: 1 }
      this.#report.add(
        at,
        'the file cannot be read',
        'give the path of a spec, such as spec/memcached.yaml',
      )
      return undefined
    }
    return this.#file(path, content, [])
  }

  #file(path: string, content: string, trail: readonly string[]): SpecFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path)
    const file = this.#display(path)
    const { root: raw } = parseSource(file, content, this.#report)
    if (!raw) {
      this.#isIncomplete = true
      this.#files.set(path, undefined)
      return undefined
    }
    this.#language(raw)
    const root = this.#shape.part(partNamed('file'), raw, undefined)
    const inside = [...trail, path]
    const includes = this.#named(root, 'include', path, inside).map(({ file }) => file)
    const bases = this.#named(root, 'extends', path, inside)
    const loaded = { file, path, raw, root, includes, bases, published: isPublished(path) }
    this.#files.set(path, loaded)
    return loaded
  }

  /** The version of the language comes first, so that a reader knows what the rest means. */
  #language({ entries, at }: MapNode): void {
    const [first] = entries
    if (first && first.key.text !== 'spec') {
      this.#report.add(
        first.key.at,
        `expected spec as the first key, found ${first.key.text}`,
        'begin the file with `spec: 1`',
      )
    } else if (!first) this.#report.add(at, 'expected `spec: 1`, found an empty mapping')
  }

  #named(
    root: MapNode,
    key: 'include' | 'extends',
    from: string,
    trail: readonly string[],
  ): Base[] {
    return itemsOf(root, key).flatMap((name) => {
      if (name.kind !== 'scalar') return []
      const path = locate(name.text, from)
      const content = path === undefined ? undefined : read(path)
      if (path === undefined || content === undefined) {
        this.#isIncomplete = true
        this.#report.add(
          name.at,
          `the file ${name.text} cannot be read`,
          remedyFor(name.text, from, this.#cwd),
        )
        return []
      }
      if (trail.includes(path)) {
        this.#isIncomplete = true
        const circle = [...trail.slice(trail.indexOf(path)), path].map((step) =>
          this.#display(step),
        )
        this.#report.add(
          name.at,
          `the files go in a circle: ${circle.join(' → ')}`,
          `leave one ${key} away`,
        )
        return []
      }
      const file = this.#file(path, content, trail)
      return file ? [{ name, file }] : []
    })
  }

  #display(path: string): string {
    return relative(this.#cwd, path).split(sep).join('/')
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** A relative path goes from the file that names it; another name may also be one in a package. */
function locate(name: string, from: string): string | undefined {
  const path = resolve(dirname(from), name)
  if (name.startsWith('.') || name.startsWith('/') || read(path) !== undefined) return path
  try {
    return createRequire(from).resolve(name)
  } catch {
    return undefined
  }
}

function remedyFor(name: string, from: string, cwd: string): string {
  const folder = relative(cwd, dirname(from)) || '.'
  const packaged = /^(@[^/]+\/)?[^./][^/]*\//.test(name)
  return packaged
    ? `paths and packages are looked for from ${folder}: install the package, or give a path`
    : `paths go from ${folder}`
}

/** The value of a key at the top of a file. */
export function setting(file: SpecFile, key: string): ScalarNode | undefined {
  return scalarOf(file.root, key)
}
