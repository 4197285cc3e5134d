import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Identity } from '#runtime/assumption.js'
import { root } from '../support/root.js'

/** What a real server or proxy answered to these bytes. */
export interface Recording {
  readonly name: string
  /** What answered. */
  readonly server: Identity
  readonly request: Buffer
  /** Empty if nothing came within a quarter of a second. */
  readonly reply: Buffer
  /** Whether the server closed the connection. */
  readonly closes: boolean
}

type Raw = string | readonly ({ readonly raw: string } | Repeated)[]
type Repeated = { readonly repeat: string; readonly count: number }

interface Row {
  readonly name: string
  readonly request: Raw
  readonly response: string
  /** The literal reply where `response` is a pattern. */
  readonly sample?: string
  readonly closes: boolean
}

/** The files of recordings, as they are called in reports. */
export const FILES: readonly string[] = ['protocol-1.6.18', 'protocol-1.6.45', 'twemproxy-0.5.0']

export function recordingsOf(file: string): Recording[] {
  const lines = readFileSync(join(root, 'test/data', `${file}.jsonl`), 'utf8')
    .trim()
    .split('\n')
  const server = serverOf(file)
  return lines.map((line) => {
    const { name, request, response, sample = response, closes } = JSON.parse(line) as Row
    return { name, server, request: bytesOf(request), reply: Buffer.from(sample, 'latin1'), closes }
  })
}

function serverOf(file: string): Identity {
  const [name = '', version = ''] = file.split('-')
  return name === 'protocol' ? { version } : { dialect: { name, probe: '' } }
}

/** The part of a name before its point: what the recording is about. */
export function familyOf({ name }: Recording): string {
  return name.split('.')[0] ?? name
}

function bytesOf(raw: Raw): Buffer {
  const parts = typeof raw === 'string' ? [{ raw }] : raw
  const texts = parts.map((part) => ('raw' in part ? part.raw : part.repeat.repeat(part.count)))
  return Buffer.from(texts.join(''), 'latin1')
}
