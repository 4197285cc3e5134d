import { parse, stringify } from 'yaml'

type Node = string | number | boolean | null | readonly Node[] | Members
type Members = { readonly [key: string]: Node }

/** Keys of a flag that name other letters. */
const OTHERS = ['needs', 'excludes', 'omits']

/** A spec file in which every flag has another letter: capitals are small, and small letters are capitals. */
export function relettered(source: string): string {
  const file = parse(source) as Members
  const changed = {
    ...file,
    ...(isMembers(file['flags']) && { flags: flags(file['flags']) }),
    ...(isMembers(file['commands']) && { commands: mapped(file['commands'], command) }),
  }
  return stringify(changed, { singleQuote: true, lineWidth: 0 })
}

/** The other letter. */
export function other(letter: string): string {
  return letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()
}

function flags(node: Members): Node {
  const entries = Object.entries(node).map(([letter, flag]) => [other(letter), others(flag)])
  return Object.fromEntries(entries)
}

function others(flag: Node): Node {
  if (!isMembers(flag)) return flag
  return mapped(flag, (value, key) => {
    if (!OTHERS.includes(key)) return value
    return Array.isArray(value) ? value.map((one) => other(String(one))) : other(String(value))
  })
}

function command(node: Node): Node {
  if (!isMembers(node) || !isMembers(node['flags'])) return node
  const lists = (text: string) =>
    text.replace(/(?<=<flag:)\w+/g, (letters) => [...letters].map(other).join(''))
  const reply = Object.entries(node['reply'] as Members).map(([line, gives]) => [
    lists(line),
    gives,
  ])
  return {
    ...node,
    flags: flags(node['flags']),
    reply: Object.fromEntries(reply),
    examples: (node['examples'] as Members[]).map(example),
  }
}

/** In a request letters stand behind the key and what is no letter, in a reply behind the head. */
function example(node: Members): Node {
  return mapped(node, (value, key) => {
    if (typeof value !== 'string') return value
    if (key === 'send') return letters(value, /^(?:m[sgda]|me) \S+(?: \d+)?/)
    return key === 'recv' ? letters(value, /^(?:VA \d+|HD|EN|NF|NS|EX)(?= |$)/) : value
  })
}

function letters(text: string, head: RegExp): string {
  const lines = text.split('\n').map((line) => {
    const [begin] = head.exec(line) ?? []
    if (begin === undefined) return line
    return begin + line.slice(begin.length).replace(/(?<= )[A-Za-z]/g, other)
  })
  return lines.join('\n')
}

function mapped(node: Members, change: (value: Node, key: string) => Node): Node {
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, change(value, key)]))
}

function isMembers(node: Node | undefined): node is Members {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}
