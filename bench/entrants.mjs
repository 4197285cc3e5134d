/** The clients that are Python's. They are synchronous: one call is in flight. */
export const PYTHON = ['pymemcache', 'pylibmc']

/** Whether it tells anything to run this client with this workload; of Node's clients only they themselves know. */
export function takesPart(adapter, workload) {
  const { kind, only } = workload
  if (only && !only.includes(adapter)) return false
  switch (adapter) {
    case 'raw-mg':
      return kind === 'get'
    case 'raw-coal':
      return kind === 'get' && workload.depth > 1
    case 'raw-1w':
      return kind !== 'noreply'
    case 'harness':
      return kind === 'get' || kind === 'mget'
    case 'pymemcache':
      return isForOne(workload)
    case 'pylibmc':
      return isForOne(workload) && kind !== 'noreply'
    default:
      return true
  }
}

export function isRaw(adapter) {
  return adapter === 'raw' || adapter.startsWith('raw-')
}

/** What shows how far one can get, and is no client. */
export function isLimit(adapter) {
  return isRaw(adapter) || adapter === 'harness'
}

/** Another client for Node.js. */
export function isPeer(adapter) {
  return adapter !== 'memwire' && !isLimit(adapter) && !PYTHON.includes(adapter)
}

/** Small gets that are many at a time have no meaning for who makes one at a time. */
function isForOne({ kind, nodes = 1, size, depth }) {
  if (kind === 'mix' || nodes > 1) return false
  return kind !== 'get' || depth === 1 || size > 100
}
