/** A word, or an escaped character, which is none although a letter stands for it. */
const WORD = /\\[nrtx]|[A-Za-z_]+/g

/** Names as they are now and as they were. */
export interface Cipher {
  /** Gives each word of a text that is one of the names its new name. */
  apply(text: string): string
  /** Gives generated text the old names, and whatever the generator has made of them. */
  undo(text: string): string
}

/**
 * Renames by moving every letter on by as many as makes no name a word of these texts, so that lengths stay as they are.
 */
export function cipherOf(names: Iterable<string>, texts: Iterable<string>): Cipher {
  const known = new Set(names)
  const words = new Set([...texts].flatMap((text) => text.match(WORD) ?? []))
  const isWord = (word: string) => words.has(word) || words.has(word.toLowerCase())
  const steps = Array.from({ length: 25 }, (_, i) => i + 1)
  const step = steps.find((by) => [...known].every((name) => !isWord(moved(name, by))))
  if (step === undefined)
    throw new Error('however they are moved, one name would become a word of the texts')
  const shifted = (word: string) => moved(word, step)
  const old = new Map<string, string>()
  for (const name of known) {
    const renamed = shifted(name)
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
  // `readGet`, `getMany`, `GetOptions`, `WatchItem`, `casCommand` and `keys` are made of a name.
  const [, read] = /^read([A-Z].*)$/.exec(word) ?? []
  if (read !== undefined) {
    const capital = capitalized(read, old)
    return capital && `read${capital}`
  }
  const [, stem = '', ending = ''] =
    /^(.+?)(Many|Options|Fields|Result|Item|Command|s)$/.exec(word) ?? []
  const found = old.get(stem)
  if (found !== undefined) return found + ending
  const capital = capitalized(stem, old)
  return capital && capital + ending
}

/** The old name of a new one, both with a capital. */
function capitalized(stem: string, old: ReadonlyMap<string, string>): string | undefined {
  const small = old.get(stem.charAt(0).toLowerCase() + stem.slice(1))
  return small && small.charAt(0).toUpperCase() + small.slice(1)
}

function moved(word: string, by: number): string {
  return word.replace(/[A-Za-z]/g, (letter) => {
    const first = (letter < 'a' ? 'A' : 'a').charCodeAt(0)
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + by) % 26))
  })
}
