import { either } from './suggest.js'

/** What may stand at a place of a spec. The grammar table is made of these. */
export type Form =
  /** Text for people. */
  | { readonly kind: 'text' }
  /** One sentence. */
  | { readonly kind: 'sentence' }
  /** A version of the server, such as `1.6.18`. */
  | { readonly kind: 'version' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'number' }
  /** The word `true`: what is not wanted is left away. */
  | { readonly kind: 'true' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  /** A name that is to fit a pattern; `what` says what it names. */
  | {
      readonly kind: 'name'
      readonly what: string
      readonly pattern: RegExp
      readonly like: string
    }
  | { readonly kind: 'file' }
  /** A line or lines of the protocol. */
  | { readonly kind: 'pattern' }
  /** A field of the request, such as `<seconds>`. */
  | { readonly kind: 'reference' }
  /** A value that is sent. */
  | { readonly kind: 'literal' }
  /** The picture of a result. */
  | { readonly kind: 'result' }
  /** Data of an example. */
  | { readonly kind: 'data' }
  /** What goes over the wire. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'call' }
  | { readonly kind: 'list'; readonly of: Form }
  /** One, or a list of them. */
  | { readonly kind: 'some'; readonly of: Form }
  /** `what` says what the keys and the values are. */
  | { readonly kind: 'map'; readonly key: Form; readonly value: Form; readonly what: string }
  | { readonly kind: 'part'; readonly part: string }
  | { readonly kind: 'either'; readonly of: readonly Form[] }

/** The form in words, for reports and for the manual. */
export function inWords(form: Form): string {
  switch (form.kind) {
    case 'text':
      return 'a text'
    case 'sentence':
      return 'a sentence'
    case 'version':
      return 'a version such as 1.6.18'
    case 'integer':
      return `a whole number from ${form.min} to ${form.max}`
    case 'number':
      return 'a number'
    case 'true':
      return 'true'
    case 'words':
      return either(form.words)
    case 'name':
      return form.what
    case 'file':
      return 'a file'
    case 'pattern':
      return 'a line of the protocol'
    case 'reference':
      return '<field>'
    case 'literal':
      return 'a value'
    case 'result':
      return 'a result'
    case 'data':
      return 'data'
    case 'bytes':
      return 'bytes'
    case 'call':
      return 'a call such as [get, a]'
    case 'list':
      return `a list of ${plural(form.of)}`
    case 'some':
      return `${inWords(form.of)} or a list`
    case 'map':
      return form.what
    case 'part':
      return `the keys of ${/^[aeiou]/.test(form.part) ? 'an' : 'a'} ${form.part}`
    case 'either':
      return either(form.of.map(inWords))
  }
}

function plural(form: Form): string {
  const words = inWords(form).replace(/^an? /, '')
  if (form.kind === 'call') return 'calls such as [get, a]'
  return form.kind === 'data' || form.kind === 'bytes' ? words : `${words}s`
}
