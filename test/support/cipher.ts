/** A word, or an escaped character, which is none although a letter stands for it. */
const WORD = /\\[nrtx]|[A-Za-z_]+/g

/** Names as they are now and as they were. */
export interface Cipher {
  /** Gives each word of a text that is one of the names its new name. */
  apply(text: string): string
  /** Gives generated text the old names, and whatever the generator has made of them. */
  undo(text: string): string
}

/** Renames by moving every letter on by one, so that lengths stay as they are. */
export function cipherOf(names: Iterable<string>): Cipher {
  const known = new Set(names)
  const old = new Map<string, string>()
  for (const name of known) {
    const renamed = shifted(name)
    if (known.has(renamed)) throw new Error(`${name} would be renamed to ${renamed}, another name`)
    old.set(renamed, name)
    // Links within a page are written in small letters.
    old.set(renamed.toLowerCase(), name.toLowerCase())
  }
  return {
    apply(text) {
      return text.replace(WORD, (word) => {
        if (known.has(word)) return shifted(word)
        const stem = word.replace(/Many$/, '')
        return known.has(stem) ? `${shifted(stem)}Many` : word
      })
    },
    undo: (text) => text.replace(WORD, (word) => undone(word, old) ?? word),
  }
}

function undone(word: string, old: ReadonlyMap<string, string>): string | undefined {
  const whole = old.get(word)
  if (whole !== undefined) return whole
  // `getMany`, `GetOptions`, `casCommand` and `keys` are made of a name.
  const [, stem = '', ending = ''] = /^(.+?)(Many|Options|Command|s)$/.exec(word) ?? []
  const found = old.get(stem)
  if (found !== undefined) return found + ending
  const small = old.get(stem.charAt(0).toLowerCase() + stem.slice(1))
  return small && small.charAt(0).toUpperCase() + small.slice(1) + ending
}

function shifted(word: string): string {
  return word.replace(/[A-Za-z]/g, (letter) => {
    const last = letter === 'z' || letter === 'Z'
    return String.fromCharCode(letter.charCodeAt(0) + (last ? -25 : 1))
  })
}
