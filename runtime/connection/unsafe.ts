import { UnsafeIntegerError } from '../errors.js'

/** The error of a number that the server has and a JavaScript number cannot hold. */
export function unsafeInteger(value: bigint, command: string): UnsafeIntegerError {
  return new UnsafeIntegerError(
    `the number is now ${value}, more than a number can hold exactly; ask for it with { bigint: true }`,
    value,
    { command },
  )
}
