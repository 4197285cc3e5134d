import type { Field, Literal } from '../ir.js'
import { either } from '../suggest.js'
import { typeInfo } from '../types.js'

/** What was expected of a value that a spec fixes for a field; undefined if it fits. */
export function literalFits({ type, min, max }: Field, value: Literal): string | undefined {
  if (type.kind === 'enum') {
    if (type.words.some((word) => word.value === value)) return undefined
    return either(type.words.map((word) => JSON.stringify(word.value)))
  }
  const info = typeInfo(type.kind)
  if (info.range) {
    const least = min ?? info.range[0]
    const most = max ?? info.range[1]
    const whole = type.kind === 'float' || Number.isInteger(value)
    if (typeof value === 'number' && whole && value >= least && value <= most) return undefined
    return `a ${type.kind === 'float' ? '' : 'whole '}number from ${least} to ${most}`
  }
  switch (type.kind) {
    case 'exptime':
      return typeof value === 'number' && Number.isInteger(value) && value >= -1 && value <= 2592000
        ? undefined
        : 'seconds from -1 to 2592000'
    case 'flags':
      return typeof value === 'number' &&
        Number.isInteger(value) &&
        value >= 0 &&
        value <= 4294967295
        ? undefined
        : 'a whole number from 0 to 4294967295'
    case 'token':
      return typeof value === 'string' && /^[!-~]+$/.test(value) ? undefined : 'a word'
    case 'text':
      return typeof value === 'string' && /^[ -~]+$/.test(value) ? undefined : 'a text'
    default:
      return `nothing, since a ${type.kind} cannot be fixed,`
  }
}
