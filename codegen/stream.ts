import type { Command } from './ir.js'

/** Whether a command gives its items one by one, on a connection for itself. */
export function isStream({ connection }: Pick<Command, 'connection'>): boolean {
  return connection === 'stream'
}

/** Whether no line ends a stream: whoever reads it decides when it is enough. */
export function isEndless({ connection, reply }: Pick<Command, 'connection' | 'reply'>): boolean {
  return isStream({ connection }) && reply.every(({ outcome }) => outcome.kind === 'throws')
}
