const NUMBERS = /^\d+(?:\.\d+)*/

/**
 * Below 0 if the first version is the older one. Only the numbers at their beginning count, as in `1.6.18-rc1`;
 * undefined if one of them begins with none.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  if (!left || !right) return undefined
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** Whether a text begins as a version does. */
export function isVersion(text: string): boolean {
  return NUMBERS.test(text)
}

/** Whether a text is a version and nothing beside: numbers, and what marks one build of them. */
export function isPlainVersion(text: string): boolean {
  return /^\d+(?:\.\d+)+(?:[-_+]\S*)?$/.test(text)
}

function numbersOf(version: string): number[] | undefined {
  return NUMBERS.exec(version)?.[0].split('.').map(Number)
}
