/** As in YCSB: the first of a thousand keys gets an eighth of all calls. */
const EXPONENT = 0.99

/** Gives ranks from 0 to `count - 1`, each as often as Zipf's law has it. */
export function zipf(count, random, exponent = EXPONENT) {
  const sums = new Float64Array(count)
  let sum = 0
  for (let rank = 0; rank < count; rank++) {
    sum += (rank + 1) ** -exponent
    sums[rank] = sum
  }
  return () => {
    const wanted = random() * sum
    let low = 0
    let high = count - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle] > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}
