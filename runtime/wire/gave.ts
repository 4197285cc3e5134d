/** Whether the letters of a reply gave what was asked for, of these. */
export function gave(answer: object, fields: object, names: readonly string[]): boolean {
  for (const name of names) {
    const asked = (fields as Record<string, unknown>)[name]
    if (asked === undefined || asked === false) continue
    if ((answer as Record<string, unknown>)[name] === undefined) return false
  }
  return true
}
