import type { Command } from '../ir.js'
import { capitalized } from '../naming.js'

/** The type of a command's options. */
export function optionsName({ name }: Command): string {
  return `${capitalized(name)}Options`
}

/** The constant that tells a parser how to read what is said of a name. */
export function knownName(field: string): string {
  return `KNOWN_${field.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`
}
