/** Whatever was thrown as an error that uvu prints well: its message tells its causes, its stack no message again. */
export function failure(thrown: unknown): Error {
  if (!(thrown instanceof Error)) {
    return new Error(`${String(thrown)} was thrown, which is no error`)
  }
  const lines = [thrown.message]
  for (let { cause } = thrown; cause instanceof Error; { cause } = cause) {
    lines.push(`caused by: ${cause.message}`)
  }
  const calls = thrown.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []
  return retold(thrown, { message: lines.join('\n    '), stack: ['', ...calls].join('\n') })
}

/** The first error, which now tells of the others too. */
export function joined([first, ...others]: readonly [Error, ...Error[]]): Error {
  const also = others.map(({ message }) => `\n    and: ${message}`)
  return retold(first, { message: first.message + also.join('') })
}

/** What to print where uvu does not. */
export function told({ message, stack = '' }: Error): string {
  return message + stack
}

function retold(error: Error, members: { message: string; stack?: string }): Error {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(error, name, { value, configurable: true, writable: true })
  }
  return error
}
