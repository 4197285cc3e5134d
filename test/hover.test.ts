import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as memwire from '#generated/index.js'
import { Editor, type Hover } from './hover/editor.js'
import { METHODS, type Method } from './hover/method.js'
import { PAGE, pageText } from './hover/page.js'
import { blocksOf } from './support/document.js'
import { root } from './support/root.js'
import { suite } from './support/suite.js'

/** The methods that the runtime gives every client. */
const OWN = ['connect', 'close', 'destroy', 'nodeFor', 'on', 'once', 'off', 'raw']
const PROPERTIES = ['nodes', 'defaultNoreply']

/** What tells the unit or range of an argument of a type. */
const RANGES: Readonly<Record<string, RegExp>> = {
  key: /1 to 250 bytes/,
  exptime: /seconds/,
  uint32: /At most \d+|from \d+ to \d+/i,
  uint64: /from 0 to 2\^64 - 1/,
  int32: /-1/,
  int: /[Ss]econds/,
  float: /from 0 to 1|above 0|The same/,
  token: /such as|joined by commas/,
  // Its type lists the values.
  enum: /./,
  value: /serializer/,
  bytes: /[Bb]ytes/,
  cas: /`gets`/,
}

const names = [...METHODS.map(({ name }) => name), ...OWN]
const editor = new Editor(`import { Client, type ClientOptions, type RawOptions } from 'memwire'
declare const client: Client
type Members = Client
${[...names, ...PROPERTIES].map((name) => `client.${name};`).join('\n')}
type Of_raw = RawOptions
${METHODS.map(({ name, params }) => `type Of_${name} = NonNullable<Parameters<Client['${name}']>[${params.length}]>`).join('\n')}
`)

function hoverOf(name: string): Hover {
  const shown = editor.hover(`.${name};`, 1)
  assert.match(shown.signature, new RegExp(`^\\((method|property)\\) \\S*Client<.*>\\.${name}\\b`))
  return shown
}

function tagsOf({ tags }: Hover, name: string): string[] {
  return tags.filter((tag) => tag.name === name).map(({ text }) => text)
}

/** What is said of a parameter. */
function paramText(hover: Hover, param: string): string {
  const text = tagsOf(hover, 'param').find((one) => one.startsWith(`${param} `))
  assert.ok(text, `nothing is said of ${param}`)
  return text.slice(param.length + 1).replaceAll('\n', ' ')
}

/** The options that the text of `@param options` tells, with their defaults. */
function toldOptions(hover: Hover): [name: string, preset: string | undefined][] {
  return paramText(hover, 'options')
    .split(/ (?=- `)/)
    .slice(1)
    .map((line) => {
      const [, name = '', preset] = /^- `(\w+)`: .+\. Default: (.+)\.$/.exec(line) ?? []
      assert.ok(name, line)
      return [name, preset]
    })
}

/** What a reader sees, whichever way it is set. */
function bare(text: string | undefined): string | undefined {
  return text?.replaceAll('`', '')
}

function checkParams(hover: Hover, { command, params }: Method): void {
  for (const name of params) {
    const text = paramText(hover, name)
    const field = command.params.find((one) => one.field.name === name)?.field
    const kind = field?.type.kind ?? 'key'
    const range = RANGES[kind]
    assert.ok(range, `say in this test what tells the range of a ${kind}`)
    assert.match(text, range, name)
  }
}

/** What the comment of the method says of its options is what their own comments say. */
function checkOptions(hover: Hover, name: string): void {
  const options = editor.members(`Of_${name}`)
  assert.deepEqual(
    toldOptions(hover)
      .map(([option, preset]) => `${option}: ${bare(preset)}`)
      .sort(),
    options.map((option) => `${option.name}: ${bare(option.preset)}`).sort(),
  )
  for (const { name, text } of options) assert.match(text, /^[A-Z].+\.$/s, name)
}

function checkErrors(hover: Hover, { command }: Method): void {
  const thrown = tagsOf(hover, 'throws').map((text) => /^\{(\w+)\} ./.exec(text)?.[1] ?? text)
  for (const name of thrown) assert.ok(name in memwire, `${name} is no error of memwire`)
  assert.equal(thrown[0], 'IllegalInputError')
  assert.equal(thrown.at(-1), 'MemcacheError')
  const own = [...command.items, ...command.reply].flatMap(({ outcome }) =>
    outcome.kind === 'throws' ? [outcome.error] : [],
  )
  if (JSON.stringify(command.result).includes('"uint64"')) own.push('UnsafeIntegerError' as never)
  assert.deepEqual(thrown.slice(1, -1), own)
}

suite('an editor', (test) => {
  test('has nothing against the program', () => {
    assert.deepEqual(editor.errors(), [])
  })

  test('knows no public member that is not looked at here', () => {
    const members = editor.members('Members').map(({ name }) => name)
    assert.deepEqual(members.sort(), [...names, ...PROPERTIES].sort())
    assert.ok(METHODS.length > 25)
  })

  for (const method of METHODS) {
    test(`tells what a caller of ${method.name} needs`, () => {
      const hover = hoverOf(method.name)
      assert.ok(hover.text.replaceAll('\n', ' ').startsWith(method.command.summary.slice(0, -1)))
      checkParams(hover, method)
      checkErrors(hover, method)
      assert.equal(tagsOf(hover, 'returns').length, 1)
      assert.equal(tagsOf(hover, 'example').length, 1)
      checkOptions(hover, method.name)
    })
  }

  for (const name of OWN) {
    test(`tells what a caller of ${name} needs`, () => {
      const hover = hoverOf(name)
      assert.match(hover.text, /^[A-Z].+\./)
      const [, params = ''] = new RegExp(`\\.${name}\\((.*)\\): `).exec(hover.signature) ?? []
      for (const [, param = ''] of params.matchAll(/(\w+)\??: /g)) paramText(hover, param)
      assert.equal(tagsOf(hover, 'example').length, 1)
      if (name === 'raw') checkOptions(hover, name)
    })
  }

  for (const name of PROPERTIES) {
    test(`tells what ${name} is`, () => assert.match(hoverOf(name).text, /^[A-Z].+\./))
  }
})

suite('examples', (test) => {
  const program = (examples: readonly string[]) =>
    new Editor(
      `import { Client } from 'memwire'\nexport const client = new Client('localhost')\n${examples
        .map((text, i) => `export async function example${i}(): Promise<void> {\n${text}\n}`)
        .join('\n')}`,
    )

  test('of the doc comments compile', () => {
    const examples = names.flatMap((name) =>
      tagsOf(hoverOf(name), 'example').map((text) => text.replaceAll(/^```.*$/gm, '')),
    )
    assert.equal(examples.length, names.length)
    for (const example of examples) assert.match(example, /client\.\w+\(/)
    assert.deepEqual(program(examples).errors(), [])
  })

  test('of the reference compile', () => {
    const examples = blocksOf('generated/commands.md', 'ts').filter((text) =>
      /^(await|const) /.test(text),
    )
    assert.ok(examples.length > 60, `${examples.length}`)
    assert.deepEqual(program(examples).errors(), [])
  })
})

suite(PAGE, (test) => {
  test('is what an editor shows', () => {
    const expected = readFileSync(join(root, PAGE), 'utf8')
    assert.equal(pageText(), expected, 'if the change is meant: node dist/test/hover/write.js')
  })
})
