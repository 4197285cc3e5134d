import assert from 'node:assert/strict'
import { IllegalInputError } from '#generated/index.js'
import { Menagerie } from '../golden/menagerie/client.js'
import { client, settled } from '../support/client.js'
import { answering, scripted } from '../support/scripted.js'
import { type Scene, suite } from '../support/suite.js'

const ANSWERS: Readonly<Record<string, string>> = {
  visit: 'HOME\r\n',
  count: 'DONE\r\n',
  species: 'SPECIES all\r\n',
}
const GUIDE = 'g'.repeat(60)
const keys = Array.from({ length: 40 }, (_, i) => `cage${i}`)

/** A house in which nothing is seen anywhere, and the lines that it gets. */
async function house(t: Scene): Promise<{ zoo: Menagerie; lines: string[] }> {
  const lines: string[] = []
  const others = answering((line) => {
    lines.push(line)
    return ANSWERS[line.split(' ')[0] ?? '']
  })
  const server = await scripted(t, { connections: [] }, { others })
  const zoo = new Menagerie(server.server, { onNoreplyError: () => {} })
  t.after(() => zoo.destroy())
  return { zoo, lines }
}

suite('a request line', (test) => {
  test('of many keys is as long as servers take, and no longer, whatever stands before the keys', async (t) => {
    const { zoo, lines } = await house(t)
    await t.until('the visits', zoo.visitMany(keys, GUIDE))
    const lengths = lines.map((line) => line.length + 2)
    assert.ok(Math.max(...lengths) <= 128, String(lengths))
    assert.ok(Math.min(...lengths.slice(0, -1)) > 128 - ' cage10'.length, String(lengths))
    assert.equal(lines.flatMap((line) => line.split(' ').slice(2)).join(), keys.join())
  })

  test('that calls of one turn share is no longer either', async (t) => {
    const { zoo, lines } = await house(t)
    await t.until('the visits', Promise.all(keys.map((key) => zoo.visit(key, GUIDE))))
    const lengths = lines.map((line) => line.length + 2)
    assert.ok(Math.max(...lengths) <= 128, String(lengths))
    assert.ok(lines.length < keys.length / 2, String(lines.length))
  })

  test('that is too long for one key is refused, and no other key of the call is asked', async (t) => {
    const { zoo, lines } = await house(t)
    const long = 'k'.repeat(128 - 'visit ann \r\n'.length)
    for (const call of [
      () => zoo.visit(`${long}k`, 'ann'),
      () => zoo.visitMany([...keys, `${long}k`], 'ann'),
    ]) {
      const error = await t.until('the error', settled(call()))
      assert.ok(error instanceof IllegalInputError)
      assert.equal(
        error.message,
        'visit: expected a request line of at most 128 bytes, got 129; shorten the key or the other arguments',
      )
    }
    await t.until('a visit', zoo.visit(long, 'ann'))
    assert.deepEqual(lines, [`visit ann ${long}`])
  })

  test('that other arguments make too long is refused', async (t) => {
    const cache = client(t, 'nowhere.invalid')
    const classes = '1'.repeat(2049 - 'lru_crawler crawl \r\n'.length)
    const error = await t.until('the error', settled(cache.lruCrawlerCrawl(classes)))
    assert.ok(error instanceof IllegalInputError)
    assert.equal(
      error.message,
      'lruCrawlerCrawl: expected a request line of at most 2048 bytes, got 2049; shorten the key or the other arguments',
    )
  })

  test('may be as long as servers take', async (t) => {
    const server = await scripted(
      t,
      answering(() => 'OK\r\n'),
    )
    const cache = client(t, server.server)
    const classes = '1'.repeat(2048 - 'lru_crawler crawl \r\n'.length)
    await t.until('the crawl', cache.lruCrawlerCrawl(classes))
    assert.equal(server.received().length, 2048)
    server.peers[0]?.close()
  })

  test('that is too long for one of many keys is refused, and no other one is told', async (t) => {
    const { zoo, lines } = await house(t)
    const hour = 'h'.repeat(1024 - 'feed k=cage,n=3 3 at= quiet\r\n'.length)
    const fodder = { cage: 'hay', cages: 'hay' }
    for (const options of [{ hour }, { hour: `${hour}-quiet`, quiet: false }]) {
      const error = await t.until('the error', settled(zoo.feedMany(fodder, options)))
      assert.ok(error instanceof IllegalInputError)
      assert.match(error.message, /^feed: expected a request line of at most 1024 bytes, got 1025;/)
    }
    assert.equal(await t.until('the hay', zoo.feed('cage', 'hay', { hour })), undefined)
    assert.equal(await t.until('the count', zoo.count('cage')), undefined)
    const told = [`feed k=cage,n=3 3 at=${hour} quiet`, 'hay', 'species']
    assert.deepEqual(lines, [...told, 'count cage'])
  })
})
