import assert from 'node:assert/strict'
import { UnsafeIntegerError } from '#generated/index.js'
import { Menagerie } from '../golden/menagerie/client.js'
import { settled } from '../support/client.js'
import type { Peer } from '../support/peer.js'
import type { Stage } from '../support/scene.js'
import { type Act, scripted } from '../support/scripted.js'
import { suite } from '../support/suite.js'

const gone = (peer: Peer) => peer.closed

function next(animal: string, age: bigint, looks: string): string {
  return `NEXT ${animal} ${age} 16 ${looks.length}\r\n${looks}\r\n`
}

async function menagerie(
  t: Stage,
  seconds: number,
  acts: readonly Act[],
  options: ConstructorParameters<typeof Menagerie>[1] = {},
): Promise<{ server: string; house: Menagerie<unknown, boolean> }> {
  const { server } = await scripted(t, [[`parade ${seconds}\r\n`, ...acts, gone]])
  const house = new Menagerie<unknown, boolean>(server, options)
  t.after(() => house.destroy())
  return { server, house }
}

suite('the items of a stream', (test) => {
  test('may have blocks, also large ones, and keys of any bytes', async (t) => {
    const large = 'x'.repeat(400_000)
    const stream = next('cat', 1n, 'grey') + next('\xff', 2n, large) + next('dog', 3n, '')
    const { server, house } = await menagerie(t, 0, [`${stream}GAP 4\r\nPAST\r\n`])
    const items = []
    for await (const item of house.parade(0)) items.push(item)
    assert.deepEqual(items, [
      { animal: 'cat', age: 1, looks: 'grey', node: server },
      { animal: Buffer.from([255]), age: 2, looks: large, node: server },
      { animal: 'dog', age: 3, looks: '', node: server },
      { count: 4, node: server },
    ])
  })

  test('may have numbers that are bigints for whoever asks', async (t) => {
    const { house } = await menagerie(t, 0, [`${next('cat', 2n ** 60n, 'x')}PAST\r\n`])
    const ages = []
    for await (const item of house.parade(0, { bigint: true })) {
      if ('age' in item) ages.push(item.age)
    }
    assert.deepEqual(ages, [2n ** 60n])
  })

  test('end it where a number is too large, behind those before it', async (t) => {
    const stream = next('cat', 1n, 'x') + next('old', 2n ** 60n, 'x') + next('dog', 3n, 'x')
    const { house } = await menagerie(t, 0, [stream])
    const parade = house.parade(0)
    const { value } = await parade.next()
    assert.ok(value && 'animal' in value && value.animal === 'cat')
    const error = await settled(parade.next())
    assert.ok(error instanceof UnsafeIntegerError)
    assert.equal(error.exact, 2n ** 60n)
    assert.deepEqual(await parade.next(), { value: undefined, done: true })
  })

  test('end it with what a deserializer throws', async (t) => {
    const thrown = new Error('unreadable')
    const { house } = await menagerie(t, 0, [next('cat', 1n, 'x')], {
      deserializer: () => {
        throw thrown
      },
    })
    assert.equal(await settled(house.parade(0).next()), thrown)
  })

  test('may take as long as the call allows on top of the deadline', async (t) => {
    const pause = () => new Promise((resolve) => setTimeout(resolve, 100))
    const { house } = await menagerie(t, 5, ['MUSIC\r\n', pause, 'GAP 1\r\nPAST\r\n'], {
      timeout: 20,
    })
    const { value } = await house.parade(5).next()
    assert.ok(value && 'count' in value && value.count === 1)
  })
})
