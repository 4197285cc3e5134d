// memcache 1.10.0 (jaredwray). One connection per node; strings only.
import { importPeer } from '../peers-require.mjs'

const { Memcache } = await importPeer('memcache/dist/index.mjs')
export const name = 'memcache 1.10.0'
export const valueType = 'string'
let c
export async function connect(_port, ports) {
  c = new Memcache({ nodes: ports.map((port) => `127.0.0.1:${port}`) })
  await c.connect()
}
export const get = (k) => c.get(k)
export const set = (k, v) => c.set(k, v)
export const ok = (r) => r === true
export const getMany = (ks) => c.gets(ks) // Map
export const close = () => c.disconnect()
