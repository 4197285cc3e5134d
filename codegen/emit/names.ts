import type { Command } from '../ir.js'

/** The type of a command's options. */
export function optionsName({ name }: Command): string {
  return `${capitalized(name)}Options`
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
