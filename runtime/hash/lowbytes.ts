/**
 * The low 8 bits of each code point of a text, which is what pymemcache hashes, in blocks of four, the first lowest.
 * Made to be filled again and again.
 */
export class LowBytes {
  blocks: Int32Array = new Int32Array(128)
  /** In bytes. Those of the last block that are beyond it are 0. */
  length = 0

  take(text: string): this {
    const size = text.length
    if (size > 4 * this.blocks.length) this.blocks = new Int32Array(size)
    const { blocks } = this
    let block = 0
    let length = 0
    for (let i = 0; i < size; i++) {
      let code = text.charCodeAt(i)
      if (code >= 0xd800 && code < 0xdc00) {
        code = text.codePointAt(i) as number
        if (code > 0xffff) i++
      }
      block |= (code & 0xff) << (8 * (length & 3))
      if ((++length & 3) !== 0) continue
      blocks[(length >> 2) - 1] = block
      block = 0
    }
    if ((length & 3) !== 0) blocks[length >> 2] = block
    this.length = length
    return this
  }
}
