/** Replaces what is between the markers of this name; what was written by hand around them stays. */
export function replacePart(page, name, text) {
  const [begin, end] = [`<!-- begin ${name} -->\n`, `<!-- end ${name} -->`]
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from === -1 || to < from) {
    throw new Error(`the page needs the lines ${begin.trim()} and ${end}, in this order`)
  }
  return `${page.slice(0, from + begin.length)}\n${text.trim()}\n\n${page.slice(to)}`
}
