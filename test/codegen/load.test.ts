import assert from 'node:assert/strict'
import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import { root } from '../support/root.js'
import { suite } from '../support/suite.js'
import { compiled, HEAD, named, reportOf, specOf } from './spec.js'

const ping = `  ping:
    summary: Ask whether it is there.
    request: ping
    reply:
      PONG: true
    effect: read
`
const nap = `  nap:
    summary: Sleep.
    request: nap <key> <seconds:uint32> [noreply]
    reply:
      OK: true
    effect: idempotent
    examples:
      - call: [nap, a, 5]
        send: |
          nap a 5
        recv: |
          OK
        returns: true
      - call: [nap, a, 5]
        send: |
          nap a 5
        recv: |
          ERROR too tired
        throws: ServerError
`
const base = HEAD + ping + nap

suite('included files', (test) => {
  test('are one spec with one vocabulary, and have routes of their own', (t) => {
    const spec = specOf(t, {
      'whole.yaml':
        'spec: 1\nserver: 1.0.0\nport: 1\nline: 64\ninclude: [words.yaml, commands.yaml, more/commands.yaml]\n',
      'words.yaml': 'spec: 1\nfields:\n  level: { type: uint32, min: 1 }\n',
      'commands.yaml': `spec: 1\nroute: every\ncommands:\n${ping.replace('ping\n', 'ping <level>\n')}`,
      'more/commands.yaml': `spec: 1\ninclude: ../words.yaml\nroute: one\ncommands:\n${ping.replaceAll('ping', 'pang')}`,
    })
    assert.deepEqual(
      spec.commands.map(({ name, route, own, at }) => [name, route, own, at.file]),
      [
        ['ping', 'every', true, 'commands.yaml'],
        ['pang', 'one', true, 'more/commands.yaml'],
      ],
    )
    assert.equal(named(spec, 'ping').params[0]?.field.min, 1)
  })

  test('cannot say the same name twice', (t) => {
    const report = reportOf(t, {
      'whole.yaml': 'spec: 1\nserver: 1.0.0\nport: 1\nline: 64\ninclude: [a.yaml, b.yaml]\n',
      'a.yaml': `spec: 1\nroute: any\ncommands:\n${ping}`,
      'b.yaml': `spec: 1\nroute: any\nroles: { fence: ping }\ncommands:\n${ping}`,
    })
    assert.match(report, /^b\.yaml:5:3: the command ping is already in a\.yaml:4\n/)
  })

  test('hide no problem of the others', (t) => {
    const report = reportOf(t, {
      'whole.yaml': 'spec: 1\nserver: 1.0.0\nport: 1\nline: 64\ninclude: [a.yaml, b.yaml]\n',
      'a.yaml': 'spec: 1\nclient: X\n\troute: any\n',
      'b.yaml': 'spec: 1\nrute: any\n',
    })
    assert.match(report, /^a\.yaml:3:1: a tab/m)
    assert.match(report, /^b\.yaml:2:1: unknown key rute/m)
  })
})

suite('bases', (test) => {
  test('give fields, errors, roles, settings and commands', (t) => {
    const spec = specOf(t, {
      'mine.yaml': `spec: 1\nextends: base.yaml\nclient: Mine\nroles: { fence: ping }\ncommands:\n${nap.replaceAll('nap', 'rest')}`,
      'base.yaml': base.replace('fields:', 'roles: { farewell: ping }\nfields:'),
    })
    assert.deepEqual(
      spec.commands.map(({ name }) => name),
      ['ping', 'nap', 'rest'],
    )
    assert.deepEqual(spec.roles, {
      version: [],
      fence: ['ping'],
      farewell: ['ping'],
      auth: [],
      flush: [],
    })
    assert.deepEqual(
      [spec.client, spec.port, spec.server, spec.errors.length],
      ['Mine', 11211, '1.6.45', 2],
    )
    assert.deepEqual(spec.extends, ['base.yaml'])
  })

  test('are generated with the spec, unless memwire publishes their code', () => {
    const { spec } = compile('test/golden/teahouse.yaml', { cwd: root })
    assert.ok(spec?.commands.every(({ own }) => own))
  })

  test('of memwire come with their code, but for what is changed', (t) => {
    const memcached = join(root, 'spec/memcached.yaml')
    const spec = specOf(t, {
      'mine.yaml': `spec: 1
extends: ${memcached}
fields:
  cas: { override: true, doc: Mine. }
commands:
  touch: { override: true, summary: Touch it. }
`,
    })
    assert.deepEqual(
      spec.commands.filter(({ own }) => own).map(({ name }) => name),
      ['gets', 'gats', 'cas', 'touch', 'metaDebug', 'lruCrawlerMetadump'],
    )
  })

  test('get further letters for a command, and keep their own', (t) => {
    const memcached = join(root, 'spec/memcached.yaml')
    const letters = (text: string) => {
      const { commands } = specOf(t, { 'mine.yaml': `spec: 1\nextends: ${memcached}\n${text}` })
      return commands.find(({ name }) => name === 'metaDebug' || name === 'metaGet')?.flags ?? []
    }
    const before = letters('only: [metaGet, version]\n').map(({ letter }) => letter)
    const after = letters(`only: [metaGet, version]
commands:
  metaGet:
    override: true
    flags:
      P: { name: way, takes: { type: token, max: 9 }, doc: Another one. }
      Q: { name: quota, takes: uint32, doc: How much of it. }
`)
    assert.deepEqual(
      after.map(({ letter }) => letter),
      [...before, 'Q'],
    )
    assert.equal(after.find(({ letter }) => letter === 'P')?.name, 'way')
  })

  test('are found in packages, from the folder of the file that names them', () => {
    const { spec, problems } = compile('test/codegen/package.yaml', { cwd: root })
    assert.deepEqual(problems, [])
    assert.deepEqual(spec?.extends, ['memwire/spec/memcached.yaml'])
    assert.ok(spec?.commands.some(({ name }) => name === 'get'))
  })

  test('shrink to what `only` names, and roles with them', (t) => {
    const spec = specOf(t, {
      'mine.yaml': 'spec: 1\nextends: base.yaml\nonly: [nap]\n',
      'base.yaml': base.replace('fields:', 'roles: { fence: ping }\nfields:'),
    })
    assert.deepEqual(
      spec.commands.map(({ name }) => name),
      ['nap'],
    )
    assert.deepEqual(spec.roles.fence, [])
  })

  test('may give a few of their commands, whatever the examples of these begin with', (t) => {
    const memcached = join(root, 'spec/memcached.yaml')
    for (const name of ['get', 'cas', 'metaGet', 'stats', 'watch']) {
      const spec = specOf(t, { 'mine.yaml': `spec: 1\nextends: ${memcached}\nonly: [${name}]\n` })
      assert.deepEqual(
        spec.commands.map((command) => command.name),
        [name],
      )
      const [example] = spec.commands[0]?.examples ?? []
      if (name === 'get') assert.equal(example?.live, 'It needs set, which is not here.')
    }
  })

  test('that two others share are no conflict', (t) => {
    const spec = specOf(t, {
      'mine.yaml': 'spec: 1\nextends: [a.yaml, b.yaml]\n',
      'a.yaml': `spec: 1\nextends: base.yaml\ncommands:\n${nap.replaceAll('nap', 'a')}`,
      'b.yaml': `spec: 1\nextends: base.yaml\ncommands:\n${nap.replaceAll('nap', 'b')}`,
      'base.yaml': base,
    })
    assert.deepEqual(
      spec.commands.map(({ name }) => name),
      ['ping', 'nap', 'a', 'b'],
    )
  })

  test('give what one of them has changed, where the other has it from the same base', (t) => {
    const ouch = 'errors:\n  ERROR: { override: true, replaces: end }\n'
    const changes = `spec: 1\nextends: base.yaml\n${ouch}commands:\n  ping: { override: true, summary: Changed. }\n`
    const files = {
      'changes.yaml': changes,
      'adds.yaml': `spec: 1\nextends: base.yaml\ncommands:\n${nap.replaceAll('nap', 'rest')}`,
      'more.yaml':
        'spec: 1\nextends: changes.yaml\ncommands:\n  ping: { override: true, effect: write }\n',
      'base.yaml': base,
    }
    for (const bases of ['changes.yaml, adds.yaml', 'adds.yaml, changes.yaml']) {
      const spec = specOf(t, { 'mine.yaml': `spec: 1\nextends: [${bases}]\n`, ...files })
      assert.equal(named(spec, 'ping').summary, 'Changed.')
      assert.deepEqual(
        spec.errors.map(({ closes }) => closes),
        specOf(t, { 'mine.yaml': changes, 'base.yaml': base }).errors.map(({ closes }) => closes),
      )
      // What an error does has changed for all of them.
      assert.equal(named(spec, 'nap').examples.length, 1)
      assert.equal(named(spec, 'rest').examples.length, 1)
    }
    for (const bases of ['more.yaml, changes.yaml', 'adds.yaml, changes.yaml, more.yaml']) {
      const { effect, summary } = named(
        specOf(t, { 'mine.yaml': `spec: 1\nextends: [${bases}]\n`, ...files }),
        'ping',
      )
      assert.deepEqual([effect, summary], ['write', 'Changed.'])
    }
    const twice = reportOf(t, {
      'mine.yaml': 'spec: 1\nextends: [changes.yaml, other.yaml]\n',
      'other.yaml': changes.replace(ouch, ''),
      ...files,
    })
    assert.match(twice, /^mine\.yaml:2:25: the command ping comes from two bases/m)
  })

  test('leave away what one of them does, unless another wants it', (t) => {
    const namesFor = (bases: string) => {
      const spec = specOf(t, {
        'mine.yaml': `spec: 1\nextends: [${bases}]\n`,
        'pings.yaml': 'spec: 1\nextends: base.yaml\nonly: [ping]\n',
        'naps.yaml': 'spec: 1\nextends: base.yaml\nonly: [nap]\n',
        'adds.yaml': `spec: 1\nextends: base.yaml\ncommands:\n${nap.replaceAll('nap', 'rest')}`,
        'changes.yaml':
          'spec: 1\nextends: base.yaml\ncommands:\n  nap: { override: true, summary: Doze. }\n',
        'base.yaml': base.replace('fields:', 'roles: { farewell: ping }\nfields:'),
      })
      return [...spec.commands.map(({ name }) => name), ...spec.roles.farewell].sort()
    }
    assert.deepEqual(namesFor('naps.yaml, adds.yaml'), ['nap', 'rest'])
    assert.deepEqual(namesFor('adds.yaml, pings.yaml'), ['ping', 'ping', 'rest'])
    assert.deepEqual(namesFor('pings.yaml, changes.yaml'), ['nap', 'ping', 'ping'])
    assert.deepEqual(namesFor('naps.yaml, pings.yaml'), ['nap', 'ping'])
  })

  test('cannot give two commands of one name', (t) => {
    const report = reportOf(t, {
      'mine.yaml': 'spec: 1\nextends: [base.yaml, other.yaml]\n',
      'base.yaml': base,
      'other.yaml': `spec: 1\nserver: 1.0.0\nport: 1\nline: 64\nroute: any\ncommands:\n${ping}`,
    })
    assert.match(
      report,
      /^mine\.yaml:2:22: the command ping comes from two bases: base\.yaml:18 and other\.yaml:7$/m,
    )
  })
})

suite('overrides', (test) => {
  test('replace the keys that they name', (t) => {
    const spec = specOf(t, {
      'mine.yaml':
        'spec: 1\nextends: base.yaml\ncommands:\n  nap: { override: true, summary: Doze., effect: write }\n',
      'base.yaml': base,
    })
    const { summary, effect, usage, examples, own, at } = named(spec, 'nap')
    assert.deepEqual(
      [summary, effect, usage],
      ['Doze.', 'write', 'nap <key> <seconds:uint32> [noreply]'],
    )
    assert.deepEqual([examples.length, own, at.file], [2, true, 'mine.yaml'])
    assert.deepEqual(
      spec.commands.map(({ name }) => name),
      ['ping', 'nap'],
    )
  })

  test('drop examples that no longer show what is sent', (t) => {
    const spec = specOf(t, {
      'mine.yaml':
        'spec: 1\nextends: base.yaml\ncommands:\n  nap: { override: true, request: snooze <key> }\n',
      'base.yaml': base,
    })
    assert.deepEqual(named(spec, 'nap').examples, [])
    assert.equal(named(spec, 'nap').usage, 'snooze <key>')
  })

  test('of an error line drop the examples that end with an error', (t) => {
    const spec = specOf(t, {
      'mine.yaml':
        'spec: 1\nextends: base.yaml\nerrors:\n  ERROR <message>: { override: true, throws: ClientError }\n',
      'base.yaml': base,
    })
    assert.equal(named(spec, 'nap').examples.length, 1)
    const line = spec.errors.find(({ text }) => text === 'ERROR <message>')
    assert.deepEqual(line?.outcome, { kind: 'throws', error: 'ClientError' })
  })

  test('of a field that had words give it a type', (t) => {
    const spec = specOf(t, {
      'mine.yaml':
        'spec: 1\nextends: base.yaml\nfields:\n  level: { override: true, type: uint32 }\n',
      'base.yaml': base
        .replace('errors:', '  level: { enum: { low: 0, high: 1 }, doc: How much. }\nerrors:')
        .replace('request: ping', 'request: ping <level>'),
    })
    assert.deepEqual(named(spec, 'ping').params[0]?.field.type, { kind: 'uint32' })
    assert.equal(named(spec, 'ping').params[0]?.field.doc, 'How much.')
  })
})

suite('what compile gives', (test) => {
  test('is frozen through and through', () => {
    const { spec } = compile('spec/memcached.yaml', { cwd: root })
    assert.ok(spec)
    const open: string[] = []
    const look = (data: unknown, path: string): void => {
      if (typeof data !== 'object' || data === null) return
      if (!Object.isFrozen(data)) open.push(path)
      for (const [name, value] of Object.entries(data)) look(value, `${path}.${name}`)
    }
    look(spec, 'spec')
    assert.deepEqual(open, [])
  })

  test('is plain data', () => {
    const { spec } = compile('spec/memcached.yaml', { cwd: root })
    assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec)
  })

  test('is a problem alone if the file is not there', (t) => {
    const { spec, problems } = compiled(t, { 'there.yaml': '' })
    assert.equal(spec, undefined)
    assert.equal(problems.length, 1)
    const missing = compile('nowhere.yaml', { cwd: root })
    assert.deepEqual(
      missing.problems.map(({ message, at }) => [at.file, message]),
      [['nowhere.yaml', 'the file cannot be read']],
    )
  })
})
