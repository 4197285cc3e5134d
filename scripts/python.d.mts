/** The Python to run: one that has pymemcache, or the library that is named. */
export function findPython(given?: {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly root?: boolean
  /** The Python to try behind the one on the PATH. */
  readonly system?: string
  /** What it has to be able to import; Debian's package is called after it. */
  readonly library?: string
}): string
