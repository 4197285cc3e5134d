import type { Form } from '../form.js'

/** A mapping of the language: its keys in the order in which they are written. */
export interface Part {
  readonly name: string
  readonly title: string
  readonly keys: readonly Key[]
}

export interface Key {
  readonly name: string
  readonly form: Form
  readonly doc: string
  readonly required?: true
  /** What holds if the key is absent; in words. */
  readonly default?: string
}
