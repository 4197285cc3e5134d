import assert from 'node:assert/strict'
import type { Field } from '#codegen/ir.js'
import { constantOf } from '#codegen/naming.js'
import * as commands from '#generated/commands.js'
import type { Command } from '#runtime/contract.js'
import { settings } from '#runtime/options.js'
import { Editor, type Member } from './hover/editor.js'
import { METHODS } from './hover/method.js'
import { suite } from './support/suite.js'

/** Defaults that are no value of the option, and that no setting holds. */
const IN_WORDS = ['serde', 'serializer', 'deserializer', 'onNoreplyError']

/** What is given for a parameter where a test wants the options alone. */
const SAMPLES: Readonly<Record<string, unknown>> = {
  uint32: 1,
  uint64: 1,
  int32: 1,
  float: 0.5,
  token: 'all',
  exptime: 0,
  cas: '1',
}

/** An argument that a command takes. */
function sampleOf({ type }: Field): unknown {
  return type.kind === 'enum' ? type.words[0]?.value : SAMPLES[type.kind]
}

const single = METHODS.filter(({ name, command }) => name === command.name)
const editor =
  new Editor(`import { Client, type CallOptions, type ClientOptions, type NodeOptions } from 'memwire'
type Of_client = ClientOptions
type Of_call = CallOptions
type Of_nodes = NodeOptions
${single.map(({ name, params }) => `type Of_${name} = NonNullable<Parameters<Client['${name}']>[${params.length}]>`).join('\n')}
`)

/** A default as JSON, or with single quotes; undefined if it is words. */
function presetValue({ preset }: Member): unknown {
  try {
    return JSON.parse(preset.replaceAll("'", '"'))
  } catch {
    return undefined
  }
}

/** Whether long values are compressed: the setting is part of the codec. */
function compresses({ codec }: ReturnType<typeof settings>): boolean {
  const { data, flags } = codec.serialize('key', 'x'.repeat(1000))
  return data.length < 1000 || flags !== codec.serialize('key', 'x').flags
}

suite('a client option', (test) => {
  const real = settings() as unknown as Readonly<Record<string, unknown>>

  for (const member of editor.members('Of_client')) {
    const { name, preset, text } = member
    test(`${name} says what it does, in which range, and its default`, () => {
      assert.match(text, /^[A-Z].+\.$/s)
      assert.notEqual(preset, '')
      const value = presetValue(member)
      if (IN_WORDS.includes(name)) assert.match(preset, /[a-z] [a-z]/)
      else if (name === 'compression') assert.equal(value, compresses(settings()))
      else if (name === 'tls') assert.deepEqual([value, real[name]], [false, undefined])
      else assert.equal(value, real[name])
      if (typeof value === 'number') assert.match(text, /\d to \d+/)
    })
  }

  test('that is a number takes what its documentation says, and nothing else', () => {
    const numbers = editor
      .members('Of_client')
      .filter((one) => typeof presetValue(one) === 'number')
    assert.equal(numbers.length, 7)
    for (const { name, text } of numbers) {
      const [, from, to] = /(\d+) to (\d+)/.exec(text)?.map(Number) ?? []
      assert.ok(from !== undefined && to !== undefined, text)
      for (const inside of [from, to]) settings({ [name]: inside })
      for (const outside of [from - 1, to + 1]) {
        assert.throws(
          () => settings({ [name]: outside }),
          /IllegalInputError/,
          `${name} ${outside}`,
        )
      }
    }
  })
})

suite('a call option', (test) => {
  const known = commands as unknown as Readonly<Record<string, Command>>
  const common = ['timeout', 'signal', 'node', 'bigint']

  test('of every call has a default', () => {
    const presets = editor.members('Of_nodes').map(({ name, preset }) => [name, preset])
    assert.deepEqual(Object.fromEntries(presets), {
      node: 'every node',
      timeout: "the client's `timeout`",
      signal: 'none',
    })
  })

  for (const { name, command, params } of single) {
    const own = editor.members(`Of_${name}`).filter((one) => !common.includes(one.name))
    if (own.length === 0) continue
    test(`of ${name} has the default that it says`, () => {
      const made = known[constantOf(name)]
      assert.ok(made)
      const { silence } = made.facts
      const args = command.params
        .filter(({ role }) => role === 'field')
        .map(({ field }) => sampleOf(field))
      assert.ok(params.length >= args.length)
      const fields = made.check?.(args, {}) as Readonly<Record<string, unknown>> | undefined
      for (const member of own) {
        if (member.name === silence?.option) {
          assert.equal(member.preset, silence.default ? "the client's `defaultNoreply`" : 'false')
        } else if (/^(not sent|the serializer's choice)$/.test(member.preset)) {
          assert.ok(fields && member.name in fields)
          assert.equal(fields[member.name], undefined)
        } else assert.equal(fields?.[member.name], presetValue(member), member.name)
      }
    })
  }
})
