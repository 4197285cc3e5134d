import { IllegalInputError } from '../errors.js'
import { shown } from '../kind.js'
import { suggestion } from '../suggestion.js'

/** One of the names of this table. */
export function choice<T extends object>(
  option: string,
  value: unknown,
  table: T,
): keyof T & string {
  if (typeof value === 'string' && Object.hasOwn(table, value)) return value as keyof T & string
  const names = Object.keys(table)
  const hint =
    typeof value === 'string' ? suggestion(value, names) : `known are ${names.join(', ')}`
  throw wrong(option, 'one of its names', value, hint)
}

export function whole(option: string, value: unknown, most: number): number {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= most) {
    return value as number
  }
  throw wrong(option, `a whole number from 1 to ${most}`, value)
}

export function text(option: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw wrong(option, 'a string', value)
}

export function wrong(
  option: string,
  expected: string,
  value: unknown,
  hint?: string,
): IllegalInputError {
  return new IllegalInputError(
    `distribution: expected ${expected} as ${option}, got ${shown(value)}${hint ? `; ${hint}` : ''}`,
  )
}
