import type { Scalar } from '../fieldtype.js'
import type { Command, Field, Flag, Token } from '../ir.js'
import { wireOf } from './encoder.js'

/** The most bytes that a value of a type takes on a line; without end where there is none. */
const LONGEST: Readonly<Partial<Record<Scalar, number>>> = {
  key: 250,
  uint32: 10,
  flags: 10,
  length: 10,
  int32: 11,
  exptime: 11,
  int: 17,
  uint64: 20,
  cas: 20,
  float: 24,
}

/** The longest line in bytes, with its line break, that the arguments of a command can make; keys that repeat aside. */
export function longestLine({ request, always, flags }: Command): number {
  const lengthOf = (token: Token): number => {
    switch (token.kind) {
      case 'repeat':
        return 0
      case 'flags':
        return sum(flags.map((flag) => flagLength(flag, always))) + flags.length
      case 'optional':
        return lengthOfAll(token.tokens)
      case 'token':
        return sum(
          token.parts.map((part) =>
            part.kind === 'text' ? bytes(part.text) : fieldLength(part, always),
          ),
        )
    }
  }
  const lengthOfAll = (tokens: readonly Token[]): number =>
    sum(tokens.map(lengthOf)) + tokens.length - 1
  return lengthOfAll(request.line.tokens) + '\r\n'.length
}

/** A letter and what it takes; all letters at once are more than a line can have. */
function flagLength({ letter, takes, unasked }: Flag, always: Command['always']): number {
  if (unasked) return 0
  return bytes(letter) + (takes ? fieldLength(takes, always) : 0)
}

function fieldLength(field: Field, always: Command['always']): number {
  const fixed = always[field.name]
  if (fixed !== undefined) return bytes(wireOf(field, fixed))
  const { type, max = Infinity } = field
  if (type.kind === 'enum') return Math.max(...type.words.map(({ wire }) => bytes(wire)))
  return LONGEST[type.kind] ?? max
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
