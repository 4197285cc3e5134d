import type { DialectPart, Draft, RoleName } from './draft.js'
import type { Dialect, ReplyLine, Spec } from './ir.js'
import type { SpecFile } from './load.js'
import { narrowestFirst } from './narrow.js'
import { itemsOf, type ScalarNode, textOf } from './node.js'
import type { Report } from './problem.js'
import { CommandResolver, type Origins } from './resolve/command.js'
import { type Meaning, meaningOf } from './resolve/meaning.js'
import { replyLine } from './resolve/outcome.js'
import { Scope } from './resolve/scope.js'

/** What `resolve` gives: the commands that are sound by themselves, and where they come from. */
export interface Resolved {
  readonly spec: Spec
  readonly origins: Origins
}

/** Looks up every name of a spec and fills in every default. */
export function resolve(root: SpecFile, draft: Draft, report: Report): Resolved {
  const vocabulary = new Map<string, Meaning>()
  for (const { key, node, published } of draft.fields.values()) {
    vocabulary.set(key.text, meaningOf(key, node, published, report))
  }
  const origins: Origins = new Map()
  const resolver = new CommandResolver(vocabulary, draft.flags, report, origins)
  const commands = [...draft.commands.values()].flatMap((part) => resolver.resolve(part) ?? [])
  const setting = (key: string): ScalarNode | undefined => draft.settings.get(key)
  const oldest = setting('oldest')?.text
  return {
    origins,
    spec: {
      language: 1,
      server: setting('server')?.text ?? '',
      ...(oldest !== undefined && { oldest }),
      client: setting('client')?.text ?? 'Client',
      port: Number(setting('port')?.value ?? 0),
      line: Number(setting('line')?.value ?? 0),
      extends: itemsOf(root.root, 'extends').flatMap((name) =>
        name.kind === 'scalar' ? [name.text] : [],
      ),
      roles: {
        version: names(draft, 'version'),
        fence: names(draft, 'fence'),
        farewell: names(draft, 'farewell'),
        auth: names(draft, 'auth'),
        flush: names(draft, 'flush'),
      },
      dialects: [...draft.dialects.values()].map((part) =>
        dialectOf(
          part,
          commands.map(({ name }) => name),
        ),
      ),
      errors: narrowestFirst(errorLines(draft, vocabulary, report)),
      commands,
    },
  }
}

function dialectOf({ name, node, commands }: DialectPart, known: readonly string[]): Dialect {
  const only = itemsOf(node, 'only').flatMap((item) => (item.kind === 'scalar' ? [item.text] : []))
  return {
    name,
    doc: textOf(node, 'doc')?.trim() ?? '',
    probe: textOf(node, 'probe') ?? '',
    unsigned: textOf(node, 'unsigned') !== undefined,
    lacks: known.filter((command) => commands.includes(command) && !only.includes(command)),
  }
}

function names(draft: Draft, role: RoleName): string[] {
  return (draft.roles.get(role) ?? []).map(({ text }) => text)
}

function errorLines(
  draft: Draft,
  vocabulary: ReadonlyMap<string, Meaning>,
  report: Report,
): ReplyLine[] {
  const scope = new Scope(new Map(), vocabulary, [], report)
  return [...draft.errors.values()].flatMap(
    ({ key, node }) => replyLine({ key, value: node }, scope, report) ?? [],
  )
}
