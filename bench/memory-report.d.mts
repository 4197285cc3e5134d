export interface MemoryFigures {
  readonly pending: number
  readonly bytesPerCall: Readonly<Record<string, number>>
  readonly passed: number
  readonly heapBefore: number
  readonly heapAfter: number
}

export function memoryTable(figures: MemoryFigures): string
