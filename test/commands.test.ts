import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { format } from '#codegen/problem.js'
import { recordingsOf } from './judge/recording.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'

/** Lines that are no command and got another answer: 1.6.45 finds one letter too short, and `noreply` hides the error. */
const NO_COMMANDS = ['err.one_char', 'err.unknown_with_noreply']
const RECORDED = ['protocol-1.6.18', 'protocol-1.6.45']

/** Requests by their fixed words, each with the letters that it may have. */
type Inventory = ReadonlyMap<string, readonly string[]>

function listed(): Inventory {
  const lines = readFileSync(join(root, 'test/data/commands.txt'), 'utf8').trim().split('\n')
  return new Map(
    lines
      .filter((line) => !line.startsWith('#'))
      .map((line) => {
        const [words = '', letters = ''] = line.split(': ')
        return [words, letters.split(' ').filter(Boolean).sort()] as const
      }),
  )
}

/** What opens a session stands in no list: it is a request of another command to a server that waits for it. */
function described(): Inventory {
  const { spec, problems } = compile('spec/memcached.yaml', { cwd: root })
  if (!spec) throw new Error(format(problems))
  const commands = spec.commands.filter(({ effect }) => effect !== 'session')
  return new Map(
    commands.map(({ operation, flags, options }) => {
      const words = options.filter(({ name }) => name === 'base64').map(() => 'b')
      const letters = flags.length > 0 ? flags.map(({ letter }) => letter) : words
      return [operation, letters.sort()] as const
    }),
  )
}

suite('the list of all commands', (test) => {
  const [list, spec] = [listed(), described()]

  test('has what the spec has, sub-commands and letters too', () => {
    for (const [words, letters] of spec) assert.deepEqual(letters, list.get(words), words)
  })

  test('has nothing that the spec lacks', () => {
    const lacked = [...list.keys()].filter((words) => !spec.has(words))
    assert.deepEqual(lacked, [])
  })

  test('has every word that a recorded server understood', () => {
    const known = new Set([...list.keys()].map((words) => words.split(' ')[0]))
    const understood = new Set<string>()
    for (const file of RECORDED) {
      for (const { name, request, reply } of recordingsOf(file)) {
        if (NO_COMMANDS.includes(name)) continue
        const [word = ''] = request.toString('latin1').trimStart().split(/[\s]/)
        const answer = reply.toString('latin1')
        if (answer !== '' && !/^ERROR\r\n/.test(answer)) understood.add(word)
      }
    }
    assert.ok(understood.size > 25, `${understood.size}`)
    assert.deepEqual(
      [...understood].filter((word) => !known.has(word)),
      [],
    )
  })
})
