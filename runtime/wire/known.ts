/** How what is said of a name is read: by this word of the reader, or as one of these words. */
export type Known = Readonly<
  Record<string, KnownWord | Readonly<Record<string, string | number | boolean>>>
>
type KnownWord = 'uint32' | 'int32' | 'int' | 'uint64' | 'float' | 'remainder'

/** What is said of a name; a bigint is a number of 64 bits, however small. */
export type Said = string | number | boolean | bigint

/** Adds what is said of a name. Whatever the name is, it becomes a member and no more: `__proto__` too. */
export function say<T extends object>(
  all: T,
  name: string,
  said: Said,
  request: { uint64(value: number | bigint): number | bigint },
): T {
  const value = typeof said === 'bigint' ? request.uint64(narrowed(said)) : said
  return Object.defineProperty(all, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  })
}

/** A number, if one can hold it. */
function narrowed(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}
