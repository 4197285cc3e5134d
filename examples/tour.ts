import { inspect } from 'node:util'
import { Client } from 'memwire'
import { ItemClient } from './item/index.js'
import { servers, startServer, stopServers } from './servers.js'
import { listenIn } from './wire.js'

/** Makes a call and prints it with its result; what goes over the wire is printed in between. */
async function show<T>(text: string, call: () => Promise<T>): Promise<T> {
  console.log(`  ${text}`)
  const result = await call()
  console.log(`      ${inspect(result, { breakLength: 100 })}`)
  return result
}

function title(text: string): void {
  console.log(`\n${text}\n`)
}

const [first = '', second = '', third = ''] = await servers(3)
const wire = await listenIn(first)

title('Basic use')
{
  await using cache = new Client(wire.server, { defaultNoreply: false })
  await show("cache.set('some_key', 'some value')", () => cache.set('some_key', 'some value'))
  await show("cache.get('some_key')", () => cache.get('some_key'))
  await show("cache.get('absent')", () => cache.get('absent'))
  await show('cache.setMany({ a: 1, b: 2 }, { exptime: 60 })', () =>
    cache.setMany({ a: 1, b: 2 }, { exptime: 60 }),
  )
  await show("cache.getMany(['a', 'b', 'absent'])", () => cache.getMany(['a', 'b', 'absent']))
  await show("cache.incr('a', 41)", () => cache.incr('a', 41))
  const item = await show("cache.gets('some_key')", () => cache.gets('some_key'))
  if (item)
    await show("cache.cas('some_key', 'newer', item.cas)", () =>
      cache.cas('some_key', 'newer', item.cas),
    )
}

title('A UNIX socket')
{
  const socket = await startServer({ socket: true })
  await using cache = new Client(socket, { defaultNoreply: false })
  await show("cache.set('key', 'value')", () => cache.set('key', 'value'))
  await show("cache.get('key')", () => cache.get('key'))
}

title('A cluster of three')
{
  await using cache = new Client([first, second, third], { defaultNoreply: false })
  const values = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`key${i}`, i]))
  await show('cache.setMany(values)', () => cache.setMany(values))
  for (const key of Object.keys(values)) console.log(`      ${key} lives on ${cache.nodeFor(key)}`)
  await show('cache.getMany(Object.keys(values))', () => cache.getMany(Object.keys(values)))
  await show('cache.version()', () => cache.version())
}

title('A JSON serializer, as two functions')
{
  await using cache = new Client(wire.server, {
    defaultNoreply: false,
    serializer: (_key, value: unknown) =>
      typeof value === 'string'
        ? { data: value, flags: 1 }
        : { data: JSON.stringify(value), flags: 2 },
    deserializer: (_key, data, flags): unknown =>
      flags === 1 ? String(data) : JSON.parse(String(data)),
  })
  await show("cache.set('key', { a: 'b', c: 'd' })", () => cache.set('key', { a: 'b', c: 'd' }))
  await show("cache.get('key')", () => cache.get('key'))
}

title('The default serializer keeps types')
{
  await using cache = new Client(wire.server, { defaultNoreply: false })
  const value = { name: 'Ada', visits: 3, tags: ['a', 'b'], gone: null }
  await show(`cache.set('object', ${inspect(value)})`, () => cache.set('object', value))
  await show("cache.get('object')", () => cache.get('object'))
  await show("cache.set('bytes', new Uint8Array([1, 2, 255]))", () =>
    cache.set('bytes', new Uint8Array([1, 2, 255])),
  )
  await show("cache.get('bytes')", () => cache.get('bytes'))
}

title('noreply: nothing is asked of the server but failures, and a fence keeps the next reply safe')
{
  await using cache = new Client(wire.server, { assume: '1.6.18' })
  await show("cache.set('quick', 'and quiet')", () => cache.set('quick', 'and quiet'))
  await show("cache.get('quick')", () => cache.get('quick'))
}

title('A command of your own: examples/item.yaml')
{
  await using cache = new ItemClient(wire.server, { defaultNoreply: false, assume: '1.6.18' })
  await show("cache.set('mine', 'x')", () => cache.set('mine', 'x'))
  await show("cache.inspect('mine')", () => cache.inspect('mine'))
}

wire.stop()
await stopServers()
