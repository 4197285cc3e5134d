import type { ReplyLine, Result } from '../ir.js'
import { saidOf } from '../resolve/outcome.js'
import { type Imports, RUNTIME } from './imports.js'
import { type MemberText, record } from './literal.js'
import type { Results } from './result.js'

/** One step that adds an item to what the items have given: an entry of a Map, an element of an array, a member. */
export interface Put {
  readonly target: string
  /** The condition under which it is made. */
  readonly when: string | false
  readonly entry: { readonly key: string; readonly value: string } | false
  readonly element: string | false
  readonly member: { readonly name: string; readonly value: string } | false
  /** A call that adds what is said of a name. */
  readonly said: string | false
}

/** What a container looks like before its first item. */
const EMPTY = { entry: 'new Map()', element: '[]', record: '{}' } as const
type Container = Extract<Result, { kind: keyof typeof EMPTY }>

/** What the items fill, before the first of them. */
export function emptyFor(items: readonly ReplyLine[]): string {
  const results = items.flatMap(({ outcome }) =>
    outcome.kind === 'returns' ? [outcome.result] : [],
  )
  const first = results.find(isContainer)
  if (first?.kind !== 'record') return first ? emptyOf(first) : 'new Map()'
  const members = new Map<string, MemberText>()
  for (const result of results) {
    if (result.kind !== 'record') continue
    for (const { name, value } of result.members) {
      if (isContainer(value)) members.set(name, { name, value: emptyOf(value) })
    }
  }
  return record([...members.values()])
}

function emptyOf(result: Container): string {
  return saidOf(result) ? '{}' : EMPTY[result.kind]
}

function isContainer(result: Result): result is Container {
  return result.kind in EMPTY
}

/** The steps that add a result to a container. `shared`: other items may add to the same place. */
export function putsOf(
  target: string,
  result: Result,
  results: Results,
  shared: boolean,
  imports: Imports,
): Put[] {
  switch (result.kind) {
    case 'entry': {
      if (saidOf(result)) return [put(target, { said: results.said(target, result) })]
      const key = results.field(result.key)
      const { value } = result
      const nested =
        value.kind === 'entry' || value.kind === 'element' || (shared && value.kind === 'record')
      if (!nested) return [put(target, { entry: { key, value: results.expression(value) } })]
      const empty = emptyOf(value)
      const make = empty === '{}' ? '({})' : empty
      const branch = `${imports.value(RUNTIME, 'branch')}(${target}, ${key}, () => ${make})`
      return putsOf(branch, value, results, shared, imports)
    }
    case 'element':
      return [put(target, { element: results.expression(result.of) })]
    case 'record':
      return result.members.flatMap(({ name, value }) =>
        isContainer(value)
          ? putsOf(`${target}.${name}`, value, results, shared, imports)
          : [memberPut(target, name, value, results)],
      )
    default:
      return []
  }
}

/** A member whose token is missing stays what it is. */
function memberPut(target: string, name: string, value: Result, results: Results): Put {
  if (value.kind !== 'field' || !results.isOptional(value.field))
    return put(target, { member: { name, value: results.expression(value) } })
  const member = { name, value: results.given(value.field) }
  return put(target, { member, when: `${results.use(value.field)} !== undefined` })
}

function put(target: string, what: Partial<Put>): Put {
  return { target, when: false, entry: false, element: false, member: false, said: false, ...what }
}
