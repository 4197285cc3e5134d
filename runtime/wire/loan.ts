import { Shelf } from './shelf.js'

const shelf = new Shelf()
/** The memories that are lent, and whether one of both has done with it. */
const lent = new WeakMap<object, boolean>()

/** Memory for a block that two need: its request, which may be sent again, and the socket. */
export function lend(length: number): Buffer {
  const buffer = shelf.take(length)
  lent.set(buffer.buffer, false)
  return buffer.subarray(0, length)
}

/** One of the two has done with a block. */
export function giveBack(block: Uint8Array): void {
  const { buffer } = block
  const last = lent.get(buffer)
  if (last === undefined) return
  if (last) {
    lent.delete(buffer)
    shelf.put(block as Buffer)
  } else lent.set(buffer, true)
}

/** A second socket gets the block: nobody counts any more who has done with it. */
export function keep(block: Uint8Array): void {
  lent.delete(block.buffer)
}
