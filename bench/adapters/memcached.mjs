// memcached 2.2.2 (3rd-Eden), defaults (poolSize 10; on modern Node its pool always picks the same open socket,
// so one connection carries everything once warm); callbacks wrapped in promises.
import { require } from '../peers-require.mjs'

const Memcached = require('memcached')
export const name = 'memcached 2.2.2'
export const valueType = 'string'
let c
export async function connect(_port, ports) {
  c = new Memcached(ports.map((port) => `127.0.0.1:${port}`))
  await get('warm')
}
export const get = (k) => new Promise((res, rej) => c.get(k, (e, r) => (e ? rej(e) : res(r))))
export const set = (k, v) =>
  new Promise((res, rej) => c.set(k, v, 0, (e, r) => (e ? rej(e) : res(r))))
export const ok = (r) => r === true
export const getMany = (ks) =>
  new Promise((res, rej) => c.getMulti(ks, (e, r) => (e ? rej(e) : res(r))))
export const close = () => c.end()
