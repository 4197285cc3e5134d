import assert from 'node:assert/strict'
import { set } from '#generated/commands/set.js'
import { Client, MemcacheError } from '#generated/index.js'
import { settled } from '../support/client.js'
import { anyServer } from '../support/memcached.js'
import { suite } from '../support/suite.js'

const mine = new RangeError('no memory')

/** A client that can make a call whose encoder fails when so much has been written. */
class Failing extends Client {
  fail(key: string, block: string, noreply: boolean): Promise<unknown> {
    const command: typeof set = {
      ...set,
      encode(writer, request) {
        set.encode(writer, request)
        throw mine
      },
    }
    return this.call(command, [key, block], { noreply })
  }
}

suite('an encoder that fails', (test) => {
  test('fails its call alone, and nothing of its request is sent', async (t) => {
    const reported: unknown[] = []
    const cache = new Failing(await anyServer(t), {
      onNoreplyError: (error) => reported.push(error),
      // A newer server would be sent another command where no reply is asked for.
      assume: '1.6.9',
    })
    t.after(() => cache.destroy())
    const fill = 'x'.repeat(10_000)
    // Blocks of the shared part, one that does not fit into what is left of it, and one that is a part by itself.
    for (const block of ['small', 'x'.repeat(15_000), 'x'.repeat(70_000)]) {
      for (const noreply of [false, true]) {
        await cache.set('failed', 'old', { noreply: false })
        const before = Array.from({ length: 6 }, (_, i) =>
          cache.set(`before${i}`, `${fill}${i}`, { noreply: false }),
        )
        const failed = cache.fail('failed', block, noreply)
        const behind = [cache.set('behind', fill, { noreply: false }), cache.get('failed')]
        const error = await t.until('the failure', settled(failed))
        assert.ok(error instanceof MemcacheError, String(error))
        assert.equal(error.code, 'MEMWIRE_ERROR')
        assert.equal(error.command, 'set')
        assert.equal(error.message, 'set could not be written: no memory; nothing was sent')
        assert.equal(error.cause, mine)
        assert.deepEqual(await t.until('the others', Promise.all([...before, ...behind])), [
          ...before.map(() => true),
          true,
          'old',
        ])
        assert.equal(await t.until('a value', cache.get('before5')), `${fill}5`)
        assert.equal(await t.until('a value', cache.get('behind')), fill)
      }
    }
    assert.equal(reported.length, 3)
    await t.until('close', cache.close())
  })
})
