/** Freezes plain data with everything in it. */
export function freeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  for (const value of Object.values(data)) freeze(value)
  return Object.freeze(data)
}
