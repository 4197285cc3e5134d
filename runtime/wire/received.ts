import type { Key } from '../types.js'

/** A request as a server has read it: the call that would send it. */
export interface Received<
  Command extends string = string,
  Args extends readonly unknown[] = readonly unknown[],
  Options extends object = object,
> {
  /** The method's name. */
  readonly command: Command
  /** A key that is ASCII is a string, any other its bytes. Empty if the command has none. */
  readonly keys: readonly Key[]
  /** The block as it came; undefined if the command has none, or if it is made of arguments. */
  readonly block: Buffer | undefined
  /** The arguments behind key and block. */
  readonly args: Args
  readonly options: Options
  /** Whether it asks for no reply at all. */
  readonly silent: boolean
}
