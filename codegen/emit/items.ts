import type { Command, Type } from '../ir.js'

/** The type of what a command's items fill; undefined if it has none. */
export function itemsType({ collects, result }: Command): Type | undefined {
  if (collects === undefined || collects === 'entries') return undefined
  const types = result.kind === 'union' ? result.of : [result]
  return types.find(({ kind }) => kind === collects)
}
