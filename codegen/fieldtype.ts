/** What a field holds. */
export type FieldType =
  | { readonly kind: Scalar }
  /** Words on the wire and the values that they stand for, in the order of the spec. */
  | { readonly kind: 'enum'; readonly words: readonly EnumWord[] }

export interface EnumWord {
  readonly wire: string
  readonly value: string | number | boolean
}

export type Scalar =
  | 'uint32'
  | 'int32'
  | 'int'
  | 'uint64'
  | 'float'
  | 'key'
  | 'token'
  | 'text'
  | 'name'
  | 'uri'
  | 'base64'
  | 'scalar'
  | 'exptime'
  | 'cas'
  | 'length'
  | 'flags'
  | 'value'
  | 'bytes'
