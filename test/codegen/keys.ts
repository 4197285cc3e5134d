/** A command with these keys in the place of the usual ones. */
export function command(keys: Readonly<Record<string, string>>): string {
  const all: Record<string, string> = {
    summary: 'Do it.',
    request: 'x <key>',
    reply: '{ OK: true }',
    effect: 'write',
    ...keys,
  }
  const order = [
    'summary',
    'request',
    'fields',
    'defaults',
    'always',
    'items',
    'reply',
    'many',
    'route',
    'effect',
    'connection',
    'wait',
    'line',
    'examples',
  ]
  const lines = order.flatMap((key) =>
    all[key] === undefined ? [] : [`    ${key}: ${all[key]}\n`],
  )
  return `  x:\n${lines.join('')}`
}

/** A request with a block. */
export const STORE =
  '|\n      x <key> <flags> <exptime> <bytes> <n:uint32> [noreply]\n      <value>'
