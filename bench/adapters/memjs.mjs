// memjs 1.3.2: binary protocol, one connection per server, Buffers; no multi-get, no quiet sets.
import { require } from '../peers-require.mjs'

const memjs = require('memjs')
export const name = 'memjs 1.3.2'
export const valueType = 'string'
let c
export async function connect(_port, ports) {
  c = memjs.Client.create(ports.map((port) => `127.0.0.1:${port}`).join(), { logger: { log() {} } })
  await c.get('warm')
}
export const get = (k) => c.get(k)
export const unwrap = (r) => r.value
export const set = (k, v) => c.set(k, v, {})
export const ok = (r) => r === true
export const close = () => c.close()
