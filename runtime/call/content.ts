import { Buffer } from 'node:buffer'
import { isUint8Array } from 'node:util/types'
import { snapshot } from '../bytes.js'
import type { AnyCommand, Given } from '../command.js'
import type { Content, Marks } from '../connection/single.js'
import { IllegalInputError } from '../errors.js'
import { kindOf } from '../kind.js'
import type { Settings } from '../options.js'
import type { Serialized } from '../serde/serde.js'
import { checkWellFormed } from '../serde/wellformed.js'
import type { Key } from '../types.js'
import { effectOf, plainName } from './letters.js'
import { flag } from './options.js'

/** The longest block that a server takes, in bytes. */
const LONGEST = 2147483645

/** What a request says beside its key, checked: nothing has been sent when this throws. */
export function contentOf(
  command: AnyCommand,
  key: Key | undefined,
  block: unknown,
  fields: unknown,
  options: Given,
  silent: boolean,
  settings: Settings,
): Content {
  const kind = command.facts.block
  const isValue = kind === 'value'
  const serialized = isValue
    ? settings.codec.serialize(key, block, chosenFlags(command, fields))
    : undefined
  // One shape for all requests, and no spread: every call makes one.
  return {
    fields,
    flags: serialized === undefined ? 0 : serialized.flags,
    block:
      serialized === undefined ? plainBlock(command, kind, block) : stored(command, serialized),
    silent,
    marks: marksOf(command, key, options, settings),
  }
}

function marksOf(
  command: AnyCommand,
  key: Key | undefined,
  options: Given,
  settings: Settings,
): Marks | undefined {
  const bigint = flag('bigint', options['bigint'])
  if (!bigint && command.facts.letters === undefined) return undefined
  const effect = effectOf(command, options)
  return { bigint, effect, name: plainName(command, options, key, settings) }
}

function stored(command: AnyCommand, { data }: Serialized): string | Uint8Array {
  checkLength(command, data)
  return typeof data === 'string' ? data : snapshot('value', data)
}

function plainBlock(
  command: AnyCommand,
  kind: AnyCommand['facts']['block'],
  block: unknown,
): string | Uint8Array {
  return kind === 'bytes' ? bytes(command, block) : ''
}

function chosenFlags({ facts }: AnyCommand, fields: unknown): number | undefined {
  return facts.flags === undefined
    ? undefined
    : (fields as Readonly<Record<string, number | undefined>>)[facts.flags]
}

/** A server that finds the length too large reads the block as commands. */
function checkLength(command: AnyCommand, data: string | Uint8Array): void {
  if (data.length <= LONGEST / 3) return
  const length = Buffer.byteLength(data as string)
  if (length <= LONGEST) return
  throw new IllegalInputError(
    `${command.name}: expected a value of at most ${LONGEST} bytes, got ${length}`,
  )
}

function bytes(command: AnyCommand, block: unknown): string | Uint8Array {
  if (typeof block === 'string') {
    checkWellFormed(command.name, block)
    return block
  }
  if (isUint8Array(block) && block.byteLength <= LONGEST) return snapshot(command.name, block)
  const got = isUint8Array(block) ? `${block.byteLength} bytes` : kindOf(block)
  throw new IllegalInputError(
    `${command.name}: expected a string or a Uint8Array of at most ${LONGEST} bytes, got ${got}`,
  )
}
