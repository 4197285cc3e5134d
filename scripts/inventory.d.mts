export type Inventory = Readonly<Record<string, string | readonly string[]>>

export interface Checked {
  /** How many rows name a test. */
  readonly tests: number
  /** How many rows have a reason instead. */
  readonly reasons: number
  readonly problems: readonly string[]
}

export function idsOf(inventory: Inventory): string[]

export function titlesOf(source: string): Set<string>

export function checkPage(
  page: string,
  ids: readonly string[],
  read: (file: string) => string | undefined,
): Checked
