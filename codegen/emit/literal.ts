/** Data as TypeScript writes it: text in single quotes. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) return record(members(value))
  return String(value)
}

export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A member of an object literal and its text. */
export interface MemberText {
  readonly name: string
  readonly value: string
}

/** An object literal on one line. */
export function record(entries: readonly MemberText[]): string {
  const texts = entries.map(memberText)
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`
}

/** An object literal with a member on each line. */
export function table(entries: readonly MemberText[]): string {
  return `{\n${entries.map((entry) => `${memberText(entry)},\n`).join('')}}`
}

/** `name: value`, or the name alone if the value is a variable of that name. */
export function memberText({ name, value }: MemberText): string {
  return name === value && isIdentifier(name) ? name : `${propertyName(name)}: ${value}`
}

export function members(value: object): MemberText[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => ({ name, value: literal(member) }))
}

export function propertyName(name: string): string {
  return isIdentifier(name) ? name : quoted(name)
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name)
}
