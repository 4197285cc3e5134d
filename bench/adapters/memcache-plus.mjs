// memcache-plus 0.3.1, defaults: poolSize 1; getMulti is N single gets.
import { require } from '../peers-require.mjs'

const MemcachePlus = require('memcache-plus')
export const name = 'memcache-plus 0.3.1'
export const valueType = 'string'
// memwire's flags of text mean compressed to it.
export const textFlags = 0
let c
export async function connect(_port, ports) {
  c = new MemcachePlus({ hosts: ports.map((port) => `127.0.0.1:${port}`), onNetError() {} })
  await c.get('warm')
}
export const get = (k) => c.get(k)
export const set = (k, v) => c.set(k, v)
export const getMany = (ks) => c.getMulti(ks)
export const close = () => c.disconnect()
