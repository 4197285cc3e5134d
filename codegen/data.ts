// What an example of a spec is made of; a part of the IR.

/** How the call's promise settles. `void`: nothing was asked of the server; `undefined` is a miss. */
export type Settles =
  | { readonly kind: 'returns'; readonly value: Data }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'void' }
  | { readonly kind: 'throws'; readonly error: string }

/** A method's name and its arguments. */
export interface Call {
  readonly method: string
  readonly args: readonly Data[]
}

/** Bytes as latin1 text, or in parts where something repeats. */
export type Bytes = readonly (string | { readonly repeat: string; readonly times: number })[]

/** Data of an example: JSON, `{ hex }` for bytes, `{ repeat, times }` for long texts. */
export type Data =
  | string
  | number
  | boolean
  | null
  | { readonly hex: string }
  | { readonly repeat: string; readonly times: number }
  | readonly Data[]
  | { readonly [name: string]: Data }
