/** A Markdown table: the first column to the left, the others to the right. */
export function table(head, rows) {
  const lines = [head, ['---', ...head.slice(1).map(() => '---:')], ...rows]
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

/** A number with two or three significant digits, in thousands or millions where it is that large. */
export function short(value) {
  if (value === undefined || Number.isNaN(value)) return '-'
  if (value >= 999_500) return `${significant(value / 1e6)}M`
  if (value >= 1e4) return `${significant(value / 1e3)}k`
  return significant(value)
}

/** A median with the smallest and the largest value. */
export function spreadCell({ median, min, max }) {
  if (min === max) return short(median)
  return `${short(median)} (${short(min)}–${short(max)})`
}

export function yesOrNo(reached) {
  return reached ? 'yes' : '**no**'
}

function significant(value) {
  if (value >= 99.95) return String(Math.round(value))
  if (value >= 9.995) return value.toFixed(1)
  return value >= 0.0995 ? value.toFixed(2) : String(Number(value.toPrecision(2)))
}
