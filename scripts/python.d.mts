/** The Python to run: one that has pymemcache. */
export function findPython(given?: {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly root?: boolean
  /** The Python to try behind the one on the PATH. */
  readonly system?: string
}): string
