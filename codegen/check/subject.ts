import type { Draft } from '../draft.js'
import type { Command, Position, Spec } from '../ir.js'
import type { SpecFile } from '../load.js'
import { get, type Node } from '../node.js'
import type { Report } from '../problem.js'
import type { Origins } from '../resolve/command.js'

/** What checks look at. Commands that could not be resolved are not in the spec. */
export interface Subject {
  readonly spec: Spec
  readonly draft: Draft
  readonly root: SpecFile
  readonly files: readonly SpecFile[]
  readonly origins: Origins
  readonly report: Report
}

/** The node of a command's key. */
export function nodeOf({ origins }: Subject, command: Command, key: string): Node | undefined {
  return get(origins.get(command), key)
}

/** The place of a command's key; of its name, if it has no such key. */
export function placeOf({ origins }: Subject, command: Command, key: string): Position {
  return origins.get(command)?.entries.find((entry) => entry.key.text === key)?.key.at ?? command.at
}
