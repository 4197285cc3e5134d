import fc from 'fast-check'
import type { Serde } from './request.js'
import { someBytes, someText } from './text.js'

/** A value that says itself how it is stored. */
export interface Tagged {
  readonly data: string | Uint8Array
  readonly flags: number
}

/** Hands values through, so that nothing of them is lost between the two sides. */
export const tagged: Serde = {
  serialize: (value) => value as Tagged,
  deserialize: (data, flags): Tagged => ({ data, flags }),
}

export const someTagged: fc.Arbitrary<Tagged> = fc.record({
  data: fc.oneof(someText, someBytes),
  flags: fc.oneof(fc.constantFrom(0, 1, 4294967295), fc.nat()),
})
