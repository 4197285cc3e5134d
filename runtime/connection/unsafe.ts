import { UnsafeIntegerError } from '../errors.js'

/** The error of a number that the server has and a JavaScript number cannot hold. */
export function unsafeInteger(value: bigint, command: string, name?: string): UnsafeIntegerError {
  const which = name === undefined ? 'number' : `number for ${name}`
  return new UnsafeIntegerError(
    `the server's ${which} is ${value}, more than a number can hold exactly; ask for it with { bigint: true }`,
    value,
    { command },
  )
}
