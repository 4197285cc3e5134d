export interface Cost {
  readonly ns: number
  readonly bytes: number
}

export interface CommandCost {
  readonly method: string
  readonly size: number
  readonly encode: Cost
  readonly decode?: Cost
}

/** @param measure What a call of this costs. @default many calls of it are timed */
export function commandCosts(measure?: (work: () => unknown) => Cost): Promise<CommandCost[]>
