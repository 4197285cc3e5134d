// memcache-client 1.0.5 (electrode-io), defaults: maxConnections 1, noDelay false.
import { require } from '../peers-require.mjs'

const { MemcacheClient } = require('memcache-client')
export const name = 'memcache-client 1.0.5'
export const valueType = 'string'
let c
export async function connect(port) {
  c = new MemcacheClient({ server: `127.0.0.1:${port}` })
  await c.version()
}
export const get = (k) => c.get(k)
export const unwrap = (r) => r?.value
export const set = (k, v) => c.set(k, v, { lifetime: 0 })
export const ok = (r) => r[0] === 'STORED'
export const getMany = (ks) => c.get(ks)
export const unwrapMany = (r, k) => r[k]?.value
export const setNoreply = (k, v) => c.set(k, v, { lifetime: 0, noreply: true })
export const close = () => c.shutdown()
// It has no distribution: it would ask any of three servers.
export const skip = ['cluster3-c64']
