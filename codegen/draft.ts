import { withoutAbsent } from './absent.js'
import { ROLES } from './grammar/words.js'
import type { Roles } from './ir.js'
import { type SpecFile, setting } from './load.js'
import {
  type Entry,
  entriesOf,
  get,
  itemsOf,
  type MapNode,
  mapOf,
  type ScalarNode,
} from './node.js'
import { patch, withoutThrown } from './patch.js'
import { type Report, where } from './problem.js'
import { nearest } from './suggest.js'

/** A named thing of a spec: a field, a flag, an error line or a command. */
export interface Part {
  readonly name: string
  readonly key: ScalarNode
  readonly node: MapNode
  /** Whether it is as memwire publishes it. */
  readonly published: boolean
  /** What it was as each spec wrote it that changed it, the last of them last. */
  readonly versions: readonly MapNode[]
}

export interface CommandPart extends Part {
  /** The route of its file, for a command that names none. */
  readonly route: ScalarNode | undefined
  /** The longest line of its spec. */
  readonly line: ScalarNode | undefined
  /** Whether its examples of errors were dropped, since an error line has changed. */
  readonly dropped?: true
}

export interface DialectPart extends Part {
  /** The commands of the spec that describes it. */
  readonly commands: readonly string[]
}

export type RoleName = keyof Roles

/** A spec with its bases and its files put together: names are unique, nothing is looked up yet. */
export interface Draft {
  readonly fields: Map<string, Part>
  readonly flags: Map<string, Part>
  readonly errors: Map<string, Part>
  readonly commands: Map<string, CommandPart>
  readonly roles: Map<RoleName, readonly ScalarNode[]>
  readonly dialects: Map<string, DialectPart>
  readonly settings: Map<string, ScalarNode>
  /** The commands that `only` has left away, and those that it has kept. */
  readonly left: Set<MapNode>
  readonly kept: Set<MapNode>
}

const SETTINGS = ['server', 'oldest', 'client', 'port', 'line'] as const
/** What concerns a spec as a whole stands in the file that is compiled. */
const ROOT_KEYS = [...SETTINGS, 'extends', 'only'] as const

export class Drafter {
  readonly #report: Report
  readonly #drafts = new Map<SpecFile, Draft>()

  constructor(report: Report) {
    this.#report = report
  }

  /** The spec that is compiled. */
  draft(root: SpecFile): Draft {
    return this.#draft(root, false)
  }

  /** A spec that two others extend is put together once. */
  #draft(root: SpecFile, isBase: boolean): Draft {
    const known = this.#drafts.get(root)
    if (known) return known
    const draft = this.#inherited(root)
    for (const key of SETTINGS) {
      const value = setting(root, key)
      if (value) draft.settings.set(key, value)
    }
    const seen = new Map<string, Part>()
    for (const file of filesOf(root)) this.#add(draft, file, root, isBase && file.published, seen)
    for (const file of filesOf(root)) this.#dialects(draft, file, seen)
    this.#drafts.set(root, draft)
    return draft
  }

  #inherited(root: SpecFile): Draft {
    const draft: Draft = {
      fields: new Map(),
      flags: new Map(),
      errors: new Map(),
      commands: new Map(),
      roles: new Map(),
      dialects: new Map(),
      settings: new Map(),
      left: new Set(),
      kept: new Set(),
    }
    for (const { name, file } of root.bases) {
      const base = this.#draft(file, true)
      this.#join('field', draft.fields, base.fields, name)
      this.#join('flag', draft.flags, base.flags, name)
      const isChanged = this.#join('error line', draft.errors, base.errors, name)
      this.#join('command', draft.commands, base.commands, name)
      this.#join('dialect', draft.dialects, base.dialects, name)
      if (isChanged) dropThrown(draft)
      for (const [role, names] of base.roles)
        if (!draft.roles.has(role)) draft.roles.set(role, names)
      for (const [key, value] of base.settings)
        if (!draft.settings.has(key)) draft.settings.set(key, value)
      for (const node of base.left) draft.left.add(node)
      for (const node of base.kept) draft.kept.add(node)
    }
    const isLeft = (node: MapNode) => draft.left.has(node) && !draft.kept.has(node)
    const wanted = [...draft.commands].filter(([, part]) => !isLeft(latest(part)))
    if (wanted.length < draft.commands.size) keep(draft, new Set(wanted.map(([name]) => name)))
    this.#select(draft, root)
    return draft
  }

  /** Adds the parts of one more base. True if another base has changed one of them, or this one has changed another's. */
  #join<P extends Part>(
    kind: string,
    into: Map<string, P>,
    from: ReadonlyMap<string, P>,
    base: ScalarNode,
  ): boolean {
    let isChanged = false
    for (const [name, part] of from) {
      const other = into.get(name)
      if (!other || isOlder(other, part)) into.set(name, part)
      else if (!isSame(other, part) && !isOlder(part, other)) {
        this.#report.add(
          base.at,
          `the ${kind} ${name} comes from two bases: ${where(other.key.at)} and ${where(part.key.at)}`,
          'extend one of them, and write the rest out',
        )
      }
      isChanged ||= other !== undefined && !isSame(other, part)
    }
    return isChanged
  }

  #select(draft: Draft, root: SpecFile): void {
    if (!get(root.root, 'only')) return
    const wanted = new Set<string>()
    for (const name of itemsOf(root.root, 'only')) {
      if (name.kind !== 'scalar') continue
      if (draft.commands.has(name.text)) wanted.add(name.text)
      else this.#unknown(name, 'no base has a command', draft.commands.keys())
    }
    for (const [name, part] of draft.commands)
      (wanted.has(name) ? draft.kept : draft.left).add(latest(part))
    keep(draft, wanted)
  }

  #unknown(name: ScalarNode, message: string, known: Iterable<string>): void {
    const meant = nearest(name.text, known)
    this.#report.add(name.at, `${message} ${name.text}`, meant && `did you mean ${meant}?`)
  }

  #add(
    draft: Draft,
    file: SpecFile,
    whole: SpecFile,
    published: boolean,
    seen: Map<string, Part>,
  ): void {
    if (file !== whole) this.#refuseRootKeys(file)
    const { root } = file
    const part = ({ key, value }: Entry): Part => ({
      name: key.text,
      key,
      node: value as MapNode,
      published,
      versions: [value as MapNode],
    })
    for (const entry of entriesOf(root, 'fields')) {
      this.#put('field', draft.fields, part(entry), seen)
    }
    for (const entry of entriesOf(root, 'flags')) {
      this.#put('flag', draft.flags, part(entry), seen)
    }
    for (const entry of entriesOf(root, 'errors')) {
      if (this.#put('error line', draft.errors, part(entry), seen)) dropThrown(draft)
    }
    const route = setting(file, 'route')
    const line = draft.settings.get('line')
    for (const entry of entriesOf(root, 'commands')) {
      this.#put('command', draft.commands, { ...part(entry), route, line }, seen)
    }
    this.#roles(draft, file, seen)
  }

  #refuseRootKeys(file: SpecFile): void {
    for (const { key } of file.root.entries) {
      if (!(ROOT_KEYS as readonly string[]).includes(key.text)) continue
      this.#report.add(
        key.at,
        `${key.text} in a file that is included`,
        'put it into the file that includes this one',
      )
    }
  }

  /** Adds a part, or patches the base's; true if it did the latter. */
  #put<P extends Part>(
    kind: string,
    into: Map<string, P>,
    part: P,
    seen: Map<string, Part>,
  ): boolean {
    const id = `${kind} ${part.name}`
    const twin = seen.get(id)
    if (twin) {
      this.#report.add(
        part.key.at,
        `the ${id} is already in ${where(twin.key.at)}`,
        'keep one of them',
      )
      return false
    }
    seen.set(id, part)
    const base = into.get(part.name)
    const override = get(part.node, 'override')
    if (!override) {
      if (base) {
        const remedy =
          kind === 'command'
            ? 'say override: true to change it, or choose another name'
            : 'say override: true to change it'
        this.#report.add(part.key.at, `the ${id} is already in ${where(base.key.at)}`, remedy)
      } else into.set(part.name, part)
      return false
    }
    if (!base) {
      const meant = nearest(part.name, into.keys())
      this.#report.add(
        part.key.at,
        `nothing to override: no base has the ${id}`,
        meant ? `did you mean ${meant}?` : 'leave override away',
      )
      return false
    }
    const node = patch(base.node, part.node)
    const versions = [...base.versions, node]
    into.set(part.name, { ...base, key: part.key, node, published: false, versions })
    return true
  }

  /** They judge all commands that the spec has with its bases, and none that is added to it later. */
  #dialects(draft: Draft, file: SpecFile, seen: Map<string, Part>): void {
    const commands = [...draft.commands.keys()]
    for (const { key, value } of entriesOf(file.root, 'dialects')) {
      const node = value as MapNode
      const part = { name: key.text, key, node, published: false, versions: [node], commands }
      this.#put('dialect', draft.dialects, part, seen)
      for (const name of itemsOf(node, 'only')) {
        if (name.kind === 'scalar' && !draft.commands.has(name.text))
          this.#unknown(name, `no command for the dialect ${key.text}:`, commands)
      }
    }
  }

  #roles(draft: Draft, file: SpecFile, seen: Map<string, Part>): void {
    const roles = mapOf(file.root, 'roles')
    for (const { key } of roles?.entries ?? []) {
      const role = ROLES.find((name) => name === key.text)
      if (!role) continue
      const id = `role ${role}`
      const twin = seen.get(id)
      if (twin) {
        this.#report.add(
          key.at,
          `the ${id} is already in ${where(twin.key.at)}`,
          'keep one of them',
        )
        continue
      }
      seen.set(id, { name: role, key, node: file.root, published: false, versions: [] })
      const names = itemsOf(roles, role).flatMap((name) => (name.kind === 'scalar' ? [name] : []))
      draft.roles.set(
        role,
        names.filter(({ text }) => text !== 'none'),
      )
    }
  }
}

/** Leaves all other commands away. */
function keep(draft: Draft, wanted: ReadonlySet<string>): void {
  for (const [name, command] of draft.commands) {
    if (!wanted.has(name)) draft.commands.delete(name)
    else draft.commands.set(name, { ...command, node: withoutAbsent(command.node, wanted) })
  }
  for (const [role, names] of draft.roles) {
    draft.roles.set(
      role,
      names.filter(({ text }) => wanted.has(text)),
    )
  }
}

function latest({ versions }: Part): MapNode {
  return versions.at(-1) as MapNode
}

/** Whether two parts are what the same spec wrote. */
function isSame(a: Part, b: Part): boolean {
  return latest(a) === latest(b)
}

/** Whether the second part is what became of the first. */
function isOlder(a: Part, b: Part): boolean {
  return !isSame(a, b) && b.versions.includes(latest(a))
}

/** The files of one spec, each once: what is included comes before the file that includes it. */
export function filesOf(root: SpecFile, into: Set<SpecFile> = new Set()): Set<SpecFile> {
  for (const file of root.includes) if (!into.has(file)) filesOf(file, into)
  return into.add(root)
}

/** An error line that has changed makes what the inherited examples say of errors untrue. */
function dropThrown(draft: Draft): void {
  for (const [name, command] of draft.commands) {
    draft.commands.set(name, { ...command, node: withoutThrown(command.node), dropped: true })
  }
}
