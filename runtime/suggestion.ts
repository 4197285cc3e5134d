/** The name that was probably meant, if one of them is near: `connect_timeout` for `connectTimeout`, `serdes` for `serde`. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const meant = bare(name)
  let best: string | undefined
  let least = Math.floor(meant.length / 3) + 1
  for (const candidate of names) {
    const distance = distanceBetween(meant, bare(candidate))
    if (distance < least) {
      best = candidate
      least = distance
    }
  }
  return best
}

/** The ending of a message about an unknown name. */
export function suggestion(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  return near === undefined ? `known are ${names.join(', ')}` : `did you mean ${near}?`
}

function bare(name: string): string {
  return name.replace(/[-_]/g, '').toLowerCase()
}

/** How many letters have to be changed, added, taken away or exchanged with their neighbour. */
function distanceBetween(a: string, b: string): number {
  let above: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const exchanged =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (above[j - 2] as number) + 1 : Infinity
      next.push(Math.min(changed, exchanged, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    above = row
    row = next
  }
  return row[b.length] as number
}
