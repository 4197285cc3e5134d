import { Buffer } from 'node:buffer'
import { DefaultDeserializer } from 'node:v8'

/** What Node.js has beyond its types: it reads a view of bytes. */
interface Hosting {
  _readHostObject(): NodeJS.ArrayBufferView
}

const node = DefaultDeserializer.prototype as unknown as Hosting

/**
 * Node.js makes views of the bytes where they lie, or of the pool of all Buffers where they are not aligned: both would
 * show other values too.
 */
class Deserializer extends DefaultDeserializer {
  /** V8 calls it for what Node.js has written in its own way. */
  _readHostObject(): NodeJS.ArrayBufferView {
    const view = node._readHostObject.call(this)
    const { buffer, byteOffset, byteLength } = view
    const memory = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
    if (Buffer.isBuffer(view)) return Buffer.from(memory)
    const Kind = view.constructor as new (memory: ArrayBuffer) => NodeJS.ArrayBufferView
    return new Kind(memory)
  }
}

/** What V8 has serialized, and how many bytes that were: those behind them, as an append leaves them, are not V8's. */
export function deserialized(data: Buffer): { readonly value: unknown; readonly end: number } {
  const source = new Deserializer(data)
  source.readHeader()
  const value: unknown = source.readValue()
  // An empty part says where it has stopped.
  return { value, end: source.readRawBytes(0).byteOffset - data.byteOffset }
}
