import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import type { Spec } from '#codegen/ir.js'
import { metadata as ownMetadata } from '#generated/metadata.js'
import { someCall } from '../oracle/call.js'
import type { Call } from '../oracle/plan.js'
import { drawOf } from '../oracle/seed.js'
import { tagged } from '../oracle/tagged.js'
import { counterparts } from '../support/counterpart.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { assertAgree } from './agreement.js'
import { type Bench, sentFor } from './bench.js'
import { INCOMPLETE, type ReadRequest, readingOf } from './reading.js'
import { instability } from './verdict.js'

const FOLDERS: Readonly<Record<string, string>> = {
  'spec/memcached.yaml': 'dist/generated',
  'examples/item.yaml': 'dist/examples/item',
  'test/golden/teahouse.yaml': 'dist/test/golden/teahouse',
  'test/golden/menagerie.yaml': 'dist/test/golden/menagerie',
}

/** Bytes that requests are made of, and some that they are not. */
const BYTES = [
  '\r\n',
  '\n',
  '\r',
  ' ',
  '  ',
  '0',
  '7',
  '-1',
  '=',
  'a',
  'noreply',
  '\0',
  '\xff',
  ':',
]

/** What a request may be harmed by: bytes in the place of others. */
const someHarm = fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', ...BYTES))

async function load(file: string, name: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(root, FOLDERS[file] as string, name)).href)
}

/** What a call sends; nothing if it is refused. */
function sentBy({ dialogue }: Bench, { method, args, options }: Call): Buffer {
  return Buffer.concat(dialogue.ask(method, args, options).requests.map(({ bytes }) => bytes))
}

/** Calls that send something, with what they send. */
function someSent(bench: Bench, spec: Spec): fc.Arbitrary<{ call: Call; sent: Buffer }> {
  return someCall(spec, { answered: false })
    .map((call) => ({ call, sent: sentBy(bench, call) }))
    .filter(({ sent }) => sent.length > 0)
}

const benches = (await counterparts(tagged)).map(async ([file, { spec, dialogue }]) => {
  const { readRequest } = (await load(file, 'requests.js')) as { readRequest: ReadRequest }
  const { metadata } = (await load(file, 'metadata.js')) as { metadata: Bench['metadata'] }
  const known = { ...ownMetadata, ...metadata }
  const bench: Bench = { readRequest, metadata: known, dialogue, samples: new Map() }
  return [file, spec, bench] as const
})

for (const [file, spec, bench] of await Promise.all(benches)) {
  const { readRequest } = bench
  // What opens a session is no call.
  const callable = { ...spec, commands: spec.commands.filter(({ effect }) => effect !== 'session') }

  suite(`the request parser of ${file}`, (test) => {
    test('reads what any call sends as that call', async () => {
      const property = fc.asyncProperty(someSent(bench, callable), async ({ call, sent }) => {
        const { requests, refused } = readingOf(sent, readRequest)
        assert.equal(refused, undefined)
        assertAgree(
          spec,
          call,
          requests.map(({ received }) => received),
        )
        assert.equal(await instability(bench, sent), undefined)
      })
      await fc.assert(property, drawOf(1000))
    })

    test('waits for the rest of a request', () => {
      const property = fc.property(someSent(bench, callable), fc.nat(), ({ sent }, cut) => {
        const { requests } = readingOf(sent, readRequest)
        const [first] = requests
        assert.ok(first)
        const { refused } = readingOf(
          first.bytes.subarray(0, cut % first.bytes.length),
          readRequest,
        )
        assert.ok(refused === INCOMPLETE || cut % first.bytes.length === 0)
      })
      fc.assert(property, drawOf(1000))
    })

    test('refuses what is harmed, or reads what the client would send for it', async () => {
      let [read, refused] = [0, 0]
      const harms = fc.array(someHarm, { minLength: 1, maxLength: 3 })
      const property = fc.asyncProperty(
        someSent(bench, callable),
        harms,
        async ({ sent }, harm) => {
          const harmed = harm.reduce((bytes, [at, length, insert]) => {
            const from = at % (bytes.length + 1)
            return `${bytes.slice(0, from)}${insert}${bytes.slice(from + length)}`
          }, sent.toString('latin1'))
          const reading = readingOf(Buffer.from(harmed, 'latin1'), readRequest)
          if (reading.refused === undefined) read++
          else refused++
          for (const request of reading.requests) {
            const again = await sentFor(bench, request)
            if (typeof again === 'string') continue
            assert.equal(await instability(bench, again.plain), undefined)
          }
        },
      )
      await fc.assert(property, drawOf(1000))
      assert.ok(read > 10 && refused > 10, `${read} read, ${refused} refused`)
    })
  })
}
