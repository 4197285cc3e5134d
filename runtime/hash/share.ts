/** The points that a place has in a ring: how many is known before they are made. */
export interface Share {
  readonly length: number
  readonly make: () => number[]
}

export function shareOf(length: number, at: (index: number) => number): Share {
  return { length, make: () => Array.from({ length }, (_, index) => at(index)) }
}
