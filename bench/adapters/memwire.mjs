// memwire as it is published, built in this checkout. Strings; replies awaited.
import { readFileSync } from 'node:fs'
import { Client } from '../../dist/package/dist/generated/index.js'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
export const name = `memwire ${version}`
export const valueType = 'string'
let client
export async function connect(_port, ports) {
  client = new Client(
    ports.map((port) => `127.0.0.1:${port}`),
    { defaultNoreply: false, timeout: 5000 },
  )
  await client.connect()
}
export const get = (key) => client.get(key)
export const set = (key, value) => client.set(key, value)
export const ok = (reply) => reply === true
export const getMany = (keys) => client.getMany(keys)
export const setNoreply = (key, value) => client.set(key, value, { noreply: true })
export const close = () => client.close()
