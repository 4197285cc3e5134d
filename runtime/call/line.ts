import type { AnyCommand } from '../command.js'
import { checkLineLength, lineLength } from '../connection/line.js'
import type { Content } from '../connection/single.js'

/** Refuses a request whose line is longer than servers take. Only few commands can have one: the others are not measured. */
export function checkLine(command: AnyCommand, key: string, content: Content): void {
  if (!command.facts.measured) return
  checkLineLength(command, lineLength(command, { ...content, key, keys: [key] }))
}
