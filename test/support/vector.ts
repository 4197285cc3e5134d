import { readFileSync } from 'node:fs'

/** Data of an example: JSON, `{ hex }` for bytes, `{ repeat, times }` for long texts. */
export type Data =
  | string
  | number
  | boolean
  | null
  | readonly Data[]
  | { readonly [name: string]: Data }

export interface VectorCall {
  readonly method: string
  readonly args: readonly Data[]
}

/** Bytes as latin1 text, in parts where one repeats. */
export type VectorBytes =
  | string
  | readonly (string | { readonly repeat: string; readonly times: number })[]

/** An example of the spec as `vectors.json` tells it. */
export interface Vector extends VectorCall {
  readonly command: string
  readonly title?: string
  readonly route: 'key' | 'every' | 'any' | 'one'
  /** Whether it is a stream without an end. */
  readonly endless?: true
  readonly given?: readonly VectorCall[]
  /** Absent: the call is refused before the wire. */
  readonly send?: VectorBytes
  /** Absent: the server says nothing. */
  readonly recv?: VectorBytes | { readonly close: true }
  readonly settles:
    | { readonly kind: 'returns'; readonly value: Data }
    | { readonly kind: 'undefined' | 'void' }
    | { readonly kind: 'throws'; readonly error: string }
  readonly since?: string
  readonly closes?: true
  /** Why a running server cannot give it. */
  readonly live?: string
  readonly varies?: readonly string[]
}

export function readVectors(file: string): Vector[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors
}

/** What an example is called in the title of a test. */
export function titleOf({ method, title = 'as written' }: Vector): string {
  return `${method}: ${title}`
}

export function wireOf(given: VectorBytes): Buffer {
  const parts = typeof given === 'string' ? [given] : given
  const texts = parts.map((part) =>
    typeof part === 'string' ? part : part.repeat.repeat(part.times),
  )
  return Buffer.from(texts.join(''), 'latin1')
}

/** The bytes of the answer; undefined if there are none. */
export function replyOf({ recv }: Vector): Buffer | undefined {
  if (recv === undefined) return undefined
  return typeof recv === 'string' || Array.isArray(recv) ? wireOf(recv as VectorBytes) : undefined
}

/** Whether the server's answer is the end of the connection. */
export function isFarewell({ recv }: Vector): boolean {
  return recv !== undefined && typeof recv !== 'string' && !Array.isArray(recv)
}
