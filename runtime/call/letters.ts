import type { AnyCommand, Facts, Given } from '../command.js'
import { IllegalInputError } from '../errors.js'
import { encodedKey, plainKey, wireKey } from '../key.js'
import type { Settings } from '../options.js'
import type { Key } from '../types.js'

/** What a repetition may do, from the least to the most. */
const EFFECTS: readonly Facts['effect'][] = ['read', 'idempotent', 'write']

/** Checks which options that are letters of the line stand together. */
export function checkLetters({ facts }: AnyCommand, options: Given, method: string): void {
  for (const option in facts.letters) {
    if (!isOn(options[option])) continue
    const { needs, excludes } = facts.letters[option] as NonNullable<Facts['letters']>[string]
    if (needs && !needs.some((other) => isOn(options[other]))) {
      throw new IllegalInputError(
        `${method}: the option ${option} needs ${needs.join(' or ')} beside it; add it, or leave ${option} out`,
      )
    }
    const other = excludes?.find((excluded) => isOn(options[excluded]))
    if (other !== undefined) {
      throw new IllegalInputError(
        `${method}: the options ${option} and ${other} cannot stand together; leave one of them out`,
      )
    }
  }
}

/** What a repetition of this call may do: the most of what the command and its options say. */
export function effectOf({ facts }: AnyCommand, options: Given): Facts['effect'] {
  let { effect } = facts
  for (const option in facts.letters) {
    const raised = facts.letters[option]?.effect
    if (raised && isOn(options[option]) && EFFECTS.indexOf(raised) > EFFECTS.indexOf(effect))
      effect = raised
  }
  return effect
}

/** The key on the wire: as it is, or encoded if an option says so. */
export function wireKeyOf(
  command: AnyCommand,
  options: Given,
  key: unknown,
  settings: Settings,
): string {
  return formOf(command, isEncoded(command, options), key, settings)
}

/** The same of many keys. */
export function wireKeysOf(
  command: AnyCommand,
  options: Given,
  keys: readonly unknown[],
  settings: Settings,
): string[] {
  const encoded = isEncoded(command, options)
  return keys.map((key) => formOf(command, encoded, key, settings))
}

function formOf(
  command: AnyCommand,
  encoded: boolean,
  key: unknown,
  { keyPrefix, allowUnicodeKeys }: Settings,
): string {
  const form = encoded ? encodedKey(key, keyPrefix) : wireKey(key, keyPrefix, allowUnicodeKeys)
  checkAmbiguity(command, form)
  return form
}

/** A server takes the last token of a line for the option if it bears its name. */
function checkAmbiguity({ name, facts: { silence } }: AnyCommand, key: string): void {
  if (!silence?.ambiguous || key !== silence.option) return
  throw new IllegalInputError(
    `the key "${key}" cannot be used with ${name}: servers take it for the option ${silence.option}; ` +
      'use another key, or a keyPrefix',
  )
}

/** The key of the item whose key goes over the wire encoded: the same item may be named without that. */
export function plainName(
  command: AnyCommand,
  options: Given,
  key: Key | undefined,
  { keyPrefix }: Settings,
): string | undefined {
  return key !== undefined && isEncoded(command, options) ? plainKey(key, keyPrefix) : undefined
}

function isEncoded({ facts }: AnyCommand, options: Given): boolean {
  for (const option in facts.letters) {
    if (facts.letters[option]?.encodesKey && options[option] === true) return true
  }
  return false
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== false
}
