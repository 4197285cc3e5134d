/// <reference lib="es2024.string" />
import { IllegalInputError } from '../errors.js'

/** @throws IllegalInputError if UTF-8 has no bytes for the text, which would come back as another one */
export function checkWellFormed(what: string, text: string): void {
  if (text.isWellFormed()) return
  throw new IllegalInputError(
    `${what}: expected whole characters, got a string with half of a surrogate pair, for which UTF-8 has no bytes; ` +
      'it was probably cut there; use toWellFormed(), or bytes',
  )
}
