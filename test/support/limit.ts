/** Gives what the promise gives; rejects with what `late` says if that takes longer than so many milliseconds. */
export async function within<T>(
  milliseconds: number,
  promise: PromiseLike<T> | T,
  late: () => string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late())), milliseconds)
  })
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
