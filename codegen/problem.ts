import type { Position } from './ir.js'

/** One thing that is wrong with a spec. */
export interface Problem {
  readonly at: Position
  /** What was expected and what was found. */
  readonly message: string
  /** How to mend it. */
  readonly remedy?: string
  /** The line of the file; empty where there is none. */
  readonly source: string
  /** The check that found it, if one did. */
  readonly check?: string
}

/** Collects the problems of a run. */
export class Report {
  readonly #problems = new Map<string, Problem>()
  readonly #lines = new Map<string, readonly string[]>()
  #check: string | undefined

  /** Makes the lines of a file known, so that problems can show them. */
  register(file: string, lines: readonly string[]): void {
    this.#lines.set(file, lines)
  }

  get size(): number {
    return this.#problems.size
  }

  add(at: Position, message: string, remedy?: string): void {
    const id = `${at.file}:${at.line}:${at.column}:${message}`
    if (this.#problems.has(id)) return
    this.#problems.set(id, {
      at,
      message,
      ...(remedy === undefined ? {} : { remedy }),
      source: this.#lines.get(at.file)?.[at.line - 1] ?? '',
      ...(this.#check === undefined ? {} : { check: this.#check }),
    })
  }

  /** Runs a check: the problems that it finds bear its name. */
  under(check: string, run: () => void): void {
    this.#check = check
    run()
    this.#check = undefined
  }

  /** All problems, by file, line and column. */
  sorted(): Problem[] {
    return [...this.#problems.values()].sort(byPosition)
  }
}

function byPosition(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1
  return a.at.line - b.at.line || a.at.column - b.at.column
}

/** The problems as a person reads them: place, source line with a caret under the token, remedy. */
export function format(problems: readonly Problem[]): string {
  return problems.map(formatted).join('\n')
}

function formatted({ at, message, remedy, source }: Problem): string {
  const line = source.trimStart()
  const parts = [`${where(at)}:${at.column}: ${message}`]
  if (line !== '') {
    const indent = source.length - line.length
    const column = Math.max(at.column - 1 - indent, 0)
    parts.push(`    ${line}`, `    ${' '.repeat(column)}${'^'.repeat(Math.max(at.length, 1))}`)
  }
  if (remedy !== undefined) parts.push(`  ${remedy}`)
  return parts.map((part) => `${part}\n`).join('')
}

/** A place as reports name it elsewhere than in their heading. */
export function where({ file, line }: Position): string {
  return `${file}:${line}`
}
