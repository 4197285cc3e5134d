import type { Command, Spec } from '../ir.js'
import { COMMANDS } from './imports.js'

/** What all emitters of one run share. */
export interface Context {
  readonly spec: Spec
  /** The commands that get a file here; the others are memwire's own and come from there. */
  readonly emitted: readonly Command[]
  /** How relative imports end. */
  readonly extension: 'js' | 'ts'
  /** A spec file as the headers name it. */
  readonly sourceName: (file: string) => string
  /** The file that the generator was called with. */
  readonly root: string
}

/** A relative import. */
export function modulePath({ extension }: Context, path: string): string {
  return `${path}.${extension}`
}

/** From the folder of the output, and from that of the commands. */
const OUTPUT = './commands'
export const COMMANDS_FOLDER = '.'

/** Where a command is defined: here, as seen from a folder, or in memwire. */
export function moduleOf(command: Command, context: Context, from: string = OUTPUT): string {
  return context.emitted.includes(command)
    ? modulePath(context, `${from}/${command.file}`)
    : COMMANDS
}
