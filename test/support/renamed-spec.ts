import { parse, stringify } from 'yaml'
import type { Cipher } from './cipher.js'

/** What a spec file holds, as YAML gives it. */
type Node = string | number | boolean | null | readonly Node[] | Members
type Members = { readonly [key: string]: Node }
type Rename = (text: string) => string

/** The parts of a pattern that are no names: an escaped line break, the list of flags, and the type in `<limit:uint32>`. */
const NO_NAMES = /(\\[rn]|<flag(?::\w+)?>|:[a-z0-9]+>)/

/** Every field of a line, in the place of a member. */
const WHOLE = 'record'

/** Words of the language in the place of a result. */
const WORDS: ReadonlySet<string> = new Set([WHOLE, 'items', 'undefined'])

/** All names in a spec file: methods, fields, and every word of its lines and of the results that they give, but no letters. */
export function namesIn(source: string): Set<string> {
  const names = new Set<string>()
  renamed(source, (text) => {
    for (const [word] of text.matchAll(/[A-Za-z_]{2,}/g)) names.add(word)
    return text
  })
  return names
}

/** A spec file with other names: in its keys, its lines and their results, and in its examples, but not in its prose. */
export function renamedSpec(source: string, { apply }: Cipher): string {
  return stringify(renamed(source, apply, apply), { singleQuote: true, lineWidth: 0 })
}

/** Names one after the other, and the data of examples where they stand in it. */
function renamed(source: string, name: Rename, data: Rename = (text) => text): Node {
  const pattern: Rename = (text) => {
    return text
      .split(NO_NAMES)
      .map((part, i) => (i % 2 ? part : name(part)))
      .join('')
  }
  const lines = (node: Node, outcome: (node: Node) => Node) => {
    return isMembers(node) ? keyed(node, pattern, outcome) : node
  }
  const reply = (node: Node) => lines(node, (outcome) => inOutcome(outcome, name, data))
  const named = (node: Node) => keyed(node, name, (value) => value)
  // Letters are no names: another test gives them another meaning.
  const flags = (node: Node) =>
    changedEach(node, {
      name: (word) => name(String(word)),
      hides: (heads) => everywhere(heads, name),
      // The word on the wire is a letter, what it stands for is a word of the caller's.
      takes: (field) => changed(field, { enum: (words) => everywhere(words, data) }),
    })
  const command = (node: Node) => {
    return changed(node, {
      request: (line) => pattern(String(line)),
      fields: (node) => keyed(node, name, (field) => changed(field, { known: named })),
      flags,
      defaults: named,
      always: named,
      quietly: (node) => keyed(node, name, (options) => everywhere(options, name)),
      items: reply,
      reply,
      examples: (list) =>
        (list as readonly Node[]).map((example) =>
          inExample(example, data, 'flags' in (node as Members) ? firstWord(data) : data),
        ),
    })
  }
  return changed(parse(source) as Node, {
    fields: named,
    flags,
    roles: (roles) =>
      keyed(
        roles,
        (role) => role,
        (method) => everywhere(method, name),
      ),
    dialects: (dialects) =>
      keyed(
        dialects,
        (dialect) => dialect,
        (dialect) =>
          changed(dialect, {
            probe: (line) => pattern(String(line)),
            only: (methods) => everywhere(methods, name),
          }),
      ),
    errors: (node) => lines(node, (error) => error),
    commands: (commands) => keyed(commands, name, command),
  })
}

/** What a reply gives: its fields and the names of its members; words that callers get are data. */
function inOutcome(outcome: Node, name: Rename, data: Rename): Node {
  const inside = (node: Node) => inOutcome(node, name, data)
  if (typeof outcome === 'string') {
    if (/^<.*>$/.test(outcome)) return name(outcome)
    return WORDS.has(outcome) ? outcome : data(outcome)
  }
  if (Array.isArray(outcome)) return outcome.map(inside)
  if (!isMembers(outcome)) return outcome
  if ('returns' in outcome) return changed(outcome, { returns: inside })
  if ('throws' in outcome) return outcome
  const member: Rename = (key) => (key === WHOLE ? key : name(key))
  return keyed(outcome, member, inside)
}

function inExample(example: Node, data: Rename, sent: Rename): Node {
  const all = (node: Node) => everywhere(node, data)
  const send = (node: Node) => everywhere(node, sent)
  const calls = { call: all, given: all, send, returns: all, varies: all }
  return changed(example, { ...calls, recv: (node) => (node === 'close' ? node : all(node)) })
}

/** Behind the key of a request there are letters with values: together they may look like a name. */
function firstWord(rename: Rename): Rename {
  return (text) => text.replace(/^\S+/gm, rename)
}

function everywhere(node: Node, rename: Rename): Node {
  if (typeof node === 'string') return node === 'undefined' ? node : rename(node)
  if (Array.isArray(node)) return node.map((one) => everywhere(one, rename))
  return isMembers(node) ? keyed(node, rename, (value) => everywhere(value, rename)) : node
}

function changed(node: Node, changes: Readonly<Record<string, (node: Node) => Node>>): Node {
  return keyed(
    node,
    (key) => key,
    (value, key) => changes[key]?.(value) ?? value,
  )
}

function changedEach(node: Node, changes: Readonly<Record<string, (node: Node) => Node>>): Node {
  return keyed(
    node,
    (key) => key,
    (value) => changed(value, changes),
  )
}

function keyed(node: Node, rename: Rename, change: (node: Node, key: string) => Node): Node {
  if (!isMembers(node)) return node
  const entries = Object.entries(node)
  return Object.fromEntries(entries.map(([key, value]) => [rename(key), change(value, key)]))
}

function isMembers(node: Node): node is Members {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}
