/** The columns that an array or an object may take on one line. */
const WIDTH = 100

/** JSON in which whatever is short stays on one line. */
export function jsonText(value: unknown, indent = ''): string {
  const short = compact(value)
  if (typeof value !== 'object' || value === null || short.length + indent.length <= WIDTH)
    return short
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    return `[\n${value.map((one) => `${deeper}${jsonText(one, deeper)}`).join(',\n')}\n${indent}]`
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${deeper}${JSON.stringify(name)}: ${jsonText(member, deeper)}`,
  )
  return `{\n${members.join(',\n')}\n${indent}}`
}

function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${compact(member)}`,
  )
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}
