/** Generated text without what depends on the lengths and the alphabet of names: layout, the order of imports, and aliases. */
export function withoutLayout(path: string, text: string): string {
  if (!path.endsWith('.ts')) return text
  // A local name may hide a function of the runtime, and a reserved word cannot be a constant.
  const plain = text
    .replace(/\b(\w+) as check[A-Z]\w*/g, '$1')
    .replace(
      /\bcheck([A-Z])(\w*)\(/g,
      (_, first: string, rest: string) => `${first.toLowerCase()}${rest}(`,
    )
    .replace(/\b([a-z]\w*)_\b/g, '$1')
  const lines = plain.split('\n')
  const isLink = (line: string) => /^(?:import|export) .* from '\..*'$/.test(line)
  const links = lines.filter(isLink).sort()
  const others = lines.filter((line) => !isLink(line)).map((line) => line.replace(/^ *\* /, ''))
  return [
    ...links,
    others
      .join(' ')
      .replace(/\s+/g, ' ')
      .replace(/,? ?([)\]}])/g, '$1')
      .replace(/([([{]) /g, '$1'),
  ].join('\n')
}
