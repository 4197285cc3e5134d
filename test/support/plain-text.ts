/**
 * Generated text without what depends on the lengths and the alphabet of names: layout, the order of imports, and the
 * aliases of what a name would hide.
 */
export function plainText(path: string, text: string): string {
  if (!path.endsWith('.ts')) return text
  const lines = withWholeLinks(withoutAliases(text)).split('\n')
  const links = lines.filter(isLink).sort()
  const others = lines.filter((line) => !isLink(line)).map((line) => line.replace(/^ *\* /, ''))
  return [...links, spaced(others.join(' '))].join('\n')
}

/** Where two texts begin to differ, with what follows in each; undefined if they are the same. */
export function firstDifference(one: string, other: string): string | undefined {
  if (one === other) return undefined
  let at = 0
  while (one[at] === other[at]) at++
  const from = Math.max(0, at - 40)
  return `…${one.slice(from, at + 80)}…\n…${other.slice(from, at + 80)}…`
}

/** Imports and exports on one line each, whatever their length, the names in the order of the alphabet. */
function withWholeLinks(text: string): string {
  return text.replace(
    /^((?:import|export)(?: type)?) \{([^}]*)\} from/gm,
    (_, word: string, names: string) => {
      const sorted = names
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean)
        .sort()
      return `${word} { ${sorted.join(', ')} } from`
    },
  )
}

function isLink(line: string): boolean {
  return /^(?:import|export) .* from '\..*'$/.test(line)
}

/** A local name may hide a function of the runtime, and a reserved word cannot be a constant. */
function withoutAliases(text: string): string {
  return text
    .replace(/\b(\w+) as check[A-Z]\w*/g, '$1')
    .replace(/\bcheck([A-Z]\w*)\(/g, (_, name: string) => `${uncapitalized(name)}(`)
    .replace(/\b([a-z]\w*)_\b/g, '$1')
}

function spaced(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/,? ?([)\]}])/g, '$1')
    .replace(/([([{]) /g, '$1')
    .replace(/\bimport \{([^}]*)\}/g, (_, names: string) => {
      return `import {${names.split(', ').sort().join(', ')}}`
    })
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
