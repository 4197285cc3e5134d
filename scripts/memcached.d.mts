/** What there is to work with: servers that run already, and the program to start more. */
export interface Found {
  readonly servers: readonly string[]
  readonly binary: string | undefined
}

export function findMemcached(given?: {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly root?: boolean
}): Found

/** The program nutcracker, which is twemproxy. */
export function findNutcracker(given?: {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly root?: boolean
}): string

/** What to type where a server is missing. */
export const remedy: string
