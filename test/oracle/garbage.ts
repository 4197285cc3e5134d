import fc from 'fast-check'
import type { Spec } from '#codegen/ir.js'
import { type Exchange, someExchange } from './exchange.js'

type Harm = (bytes: string) => string

/** What a server never says, and what differs from it by little. */
const PIECES = [
  ...[
    '+',
    '-',
    '0',
    ' ',
    '   ',
    '\r',
    '\n',
    '\r\n',
    '\r\r\n',
    '\0',
    '\t',
    '\xff',
    '00000000000000000000',
  ],
  ...[
    'ERROR\r\n',
    'CLIENT_ERROR a b\r\n',
    'SERVER_ERROR out of memory reading request\r\n',
    'END\r\n',
  ],
  ...['x'.repeat(300), ' '.repeat(300_000), 'x'.repeat(300_000)],
]

const NUMBERS = [
  ...['', '-0', '-1', '+5', '007', '0'.repeat(30), '5.0', '1e3', '0x10', '1_000'],
  ...['4294967295', '4294967296', '2000000', '9007199254740991', '9007199254740992'],
  ...['18446744073709551615', '18446744073709551616', '99999999999999999999', '1'.repeat(400)],
]

/** The flags of a line are words behind its head. */
const STRANGE_WORDS = [
  '',
  'W5',
  'X',
  'b',
  'y',
  'Oother',
  'kother',
  't',
  't-',
  'f-1',
  '5',
  '\r',
  'h2',
  'c-1',
]

/** Replies that were harmed on their way, and bytes that never were any. */
export function someGarbage(spec: Spec): fc.Arbitrary<Exchange> {
  const harms = fc.array(someHarm, { minLength: 1, maxLength: 3 })
  const noise = fc
    .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary-ascii' })), {
      maxLength: 6,
    })
    .map((pieces) => pieces.join(''))
  const stream = fc.oneof(
    { weight: 9, arbitrary: harms.map((all) => all.reduce<Harm>(behind, (bytes) => bytes)) },
    {
      weight: 1,
      arbitrary: noise.map(
        (bytes): Harm =>
          () =>
            bytes,
      ),
    },
  )
  return fc.tuple(someExchange(spec), stream).map(([exchange, harm]) => ({
    ...exchange,
    stream: Buffer.from(harm(exchange.stream.toString('latin1')), 'latin1'),
  }))
}

function behind(first: Harm, second: Harm): Harm {
  return (bytes) => second(first(bytes))
}

/** A place in bytes whatever their length. */
const somewhere = fc.nat()
const piece = fc.constantFrom(...PIECES)

const someHarm: fc.Arbitrary<Harm> = fc.oneof(
  fc.tuple(somewhere, fc.integer({ min: 1, max: 255 })).map(([at, bits]): Harm => flip(at, bits)),
  somewhere.map(
    (at): Harm =>
      (bytes) =>
        bytes.slice(0, at % (bytes.length + 1)),
  ),
  fc.tuple(somewhere, piece).map(([at, put]): Harm => replace(at, 0, put)),
  fc
    .tuple(somewhere, fc.integer({ min: 1, max: 9 }))
    .map(([at, size]): Harm => replace(at, size, '')),
  somewhere.map((at): Harm => onLines((lines) => lines.toSpliced(at % lines.length, 1))),
  fc
    .tuple(somewhere, somewhere)
    .map(([from, to]): Harm => onLines((lines) => moved(lines, from, to))),
  somewhere.map((at): Harm => onLines((lines) => twice(lines, at % lines.length))),
  fc
    .tuple(somewhere, fc.constantFrom(...NUMBERS))
    .map(([at, put]): Harm => nth(/[0-9]+/g, at, put)),
  fc.tuple(somewhere, fc.constantFrom('\n', '\r', '', '\r\r\n', ' \r\n')).map(([at, put]): Harm => {
    return nth(/\r\n/g, at, put)
  }),
  fc.tuple(somewhere, fc.constantFrom('', '  ', '\t', ' \r', '\0')).map(([at, put]): Harm => {
    return nth(/ /g, at, put)
  }),
  fc.tuple(somewhere, fc.constantFrom('', ...STRANGE_WORDS)).map(([at, put]): Harm => {
    return nth(/(?<= )[^ \r\n]+/g, at, put)
  }),
  fc.tuple(somewhere, fc.constantFrom(...STRANGE_WORDS)).map(([at, put]): Harm => {
    return nth(/(?= )/g, at, ` ${put}`)
  }),
)

function flip(at: number, bits: number): Harm {
  return (bytes) => {
    const place = at % Math.max(1, bytes.length)
    const code = bytes.charCodeAt(place) ^ bits
    return bytes === '' ? bytes : replace(place, 1, String.fromCharCode(code))(bytes)
  }
}

function replace(at: number, size: number, put: string): Harm {
  return (bytes) => {
    const place = at % (bytes.length + 1)
    return bytes.slice(0, place) + put + bytes.slice(place + size)
  }
}

/** Puts something in the place of one of the matches. */
function nth(pattern: RegExp, at: number, put: string): Harm {
  return (bytes) => {
    const matches = [...bytes.matchAll(pattern)]
    const match = matches[at % Math.max(1, matches.length)]
    return match ? replace(match.index, match[0].length, put)(bytes) : bytes
  }
}

function onLines(change: (lines: readonly string[]) => readonly string[]): Harm {
  return (bytes) => change(bytes.split(/(?<=\n)/)).join('')
}

function moved(lines: readonly string[], from: number, to: number): readonly string[] {
  const line = lines[from % lines.length] as string
  return lines.toSpliced(from % lines.length, 1).toSpliced(to % lines.length, 0, line)
}

function twice(lines: readonly string[], at: number): readonly string[] {
  return lines.toSpliced(at, 0, lines[at] as string)
}
