/** A word, or an escaped character, which is none although a letter stands for it. */
const WORD = /\\[nrtx]|[A-Za-z_]+/g

/** By how many places a letter may be moved. */
const STEPS = Array.from({ length: 25 }, (_, i) => i + 1)

/** Names as they are now and as they were. */
export interface Cipher {
  /** Gives each word of a text that is one of the names its new name. */
  apply(text: string): string
  /** Gives generated text the old names, and whatever the generator has made of them. */
  undo(text: string): string
}

/**
 * Renames by moving every letter of a name on, by as many as makes it no word of these texts and no other name, so that
 * lengths stay as they are.
 */
export function cipherOf(names: Iterable<string>, texts: Iterable<string>): Cipher {
  const taken = new Set([...texts].flatMap((text) => text.match(WORD) ?? []))
  const isTaken = (word: string) => taken.has(word) || taken.has(word.toLowerCase())
  const known = new Map<string, string>()
  const old = new Map<string, string>()
  for (const name of names) {
    const renamed = STEPS.map((by) => moved(name, by)).find((word) => !isTaken(word))
    if (renamed === undefined)
      throw new Error(`however ${name} is moved, it becomes a word of the texts`)
    known.set(name, renamed)
    old.set(renamed, name)
    // Links within a page are written in small letters.
    old.set(renamed.toLowerCase(), name.toLowerCase())
    // The table of what a field says is called after the field.
    old.set(tableName(renamed), tableName(name))
    taken.add(renamed).add(renamed.toLowerCase())
  }
  return {
    apply(text) {
      return text.replace(WORD, (word) => {
        const stem = word.replace(/Many$/, '')
        const renamed = known.get(word) ?? known.get(stem)
        if (renamed === undefined) return word
        return known.has(word) ? renamed : `${renamed}Many`
      })
    },
    undo: (text) => text.replace(WORD, (word) => undone(word, old) ?? word),
  }
}

function undone(word: string, old: ReadonlyMap<string, string>): string | undefined {
  const whole = old.get(word)
  if (whole !== undefined) return whole
  // `readGet`, `getMany`, `GetOptions`, `WatchItem`, `StatsGeneral`, `casCommand` and `keys` are made of names.
  const [, read] = /^read([A-Z].*)$/.exec(word) ?? []
  if (read !== undefined) {
    const capital = capitalized(read, old)
    return capital && `read${capital}`
  }
  const both = pair(word, old)
  if (both !== undefined) return both
  const [, stem = '', ending = ''] =
    /^(.+?)(Many|Options|Fields|Result|Item|Command|s)$/.exec(word) ?? []
  const found = old.get(stem)
  if (found !== undefined) return found + ending
  const capital = capitalized(stem, old)
  return capital && capital + ending
}

/** `StatsGeneral` is made of two names. */
function pair(word: string, old: ReadonlyMap<string, string>): string | undefined {
  for (const { index } of word.matchAll(/(?<=.)[A-Z]/g)) {
    const first = capitalized(word.slice(0, index), old)
    const second = capitalized(word.slice(index), old)
    if (first !== undefined && second !== undefined) return first + second
  }
  return undefined
}

function tableName(field: string): string {
  return `KNOWN_${field.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`
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
