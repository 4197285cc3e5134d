/** The part of a `.cpuprofile` that is read. */
export interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly children?: readonly number[]
    readonly callFrame: {
      readonly functionName: string
      readonly url: string
      readonly lineNumber: number
    }
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface Top {
  readonly name: string
  readonly where: { readonly url: string; readonly line: number }
  readonly part: number
}

/** By owner, each with its part of the time. */
export function groupsOf(
  profile: Profile,
  owners: Readonly<Record<string, string>>,
): Readonly<Record<string, number>>

export function topOf(profile: Profile, count: number): Top[]
