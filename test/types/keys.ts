// Calls for many keys give the caller's own keys.
import type { Client, Key, Keyed, MetaSetResult, Routed } from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>
declare const users: Client<{ readonly id: number }, false>
declare const bytes: Uint8Array
declare const mixed: Iterable<Key>

// Texts are `string`, however narrow the caller's type is.
const names = ['a', 'b'] as const
is<Promise<Map<string, unknown>>>()(quiet.getMany(['a', 'b']))
is<Promise<Map<string, unknown>>>()(quiet.getMany(names))
is<Promise<Map<string, unknown>>>()(quiet.getMany(new Set(['a'])))
is<Promise<string[]>>()(asking.deleteMany(names))
is<Promise<string[]>>()(asking.setMany(names.map((name) => [name, 1] as const)))

// Bytes are bytes, and what may be both is both.
is<Promise<Map<Uint8Array, unknown>>>()(quiet.getMany([bytes]))
is<Promise<Map<Key, unknown>>>()(quiet.getMany(mixed))
is<Promise<Map<Key, unknown>>>()(quiet.gatMany(mixed, 60))
is<Promise<Key[]>>()(asking.deleteMany(mixed))
is<Promise<Uint8Array[]>>()(asking.deleteMany([bytes]))
is<Promise<Uint8Array[]>>()(asking.setMany(new Map([[bytes, 1]])))
is<Promise<Uint8Array[]>>()(asking.setMany([[bytes, 1] as const]))

// An object, a Map, pairs in any iterable.
declare const pairs: Iterable<readonly [Key, number]>
is<Promise<string[]>>()(asking.setMany({ a: 1, b: 'two' }))
is<Promise<string[]>>()(asking.setMany(new Map([['a', 1]])))
is<Promise<string[]>>()(asking.setMany([['a', 1]]))
is<Promise<Key[]>>()(asking.setMany(pairs))
is<Promise<void>>()(quiet.setMany(pairs))

// A route is in no result.
declare const routed: Iterable<Routed>
declare const keyed: Iterable<Keyed>
is<Promise<Map<string, unknown>>>()(quiet.getMany([['user:1', 'a']]))
is<Promise<Map<string, unknown>>>()(quiet.getMany([['user:1', 'a'], 'b', [bytes, 'c']]))
is<Promise<Map<Uint8Array, unknown>>>()(quiet.getMany([['user:1', bytes]]))
is<Promise<Map<Key, unknown>>>()(quiet.getMany(routed))
is<Promise<Map<Key, unknown>>>()(quiet.getMany(keyed))
is<Promise<string[]>>()(asking.setMany([[['user:1', 'a'], 1]]))
is<Promise<string[]>>()(
  asking.setMany([
    [['user:1', 'a'], 1],
    ['b', 2],
  ]),
)
is<Promise<string[]>>()(
  asking.setMany([
    ['b', 2],
    [['user:1', 'a'], 'x'],
  ]),
)
is<Promise<Key[]>>()(
  asking.setMany([
    ['b', 2],
    [['user:1', bytes], 1],
    [['user:1', 'a'], 1],
  ]),
)
is<Promise<string[]>>()(
  users.setMany([
    [['user:1', 'a'], { id: 1 }],
    ['b', { id: 2 }],
  ]),
)
is<Promise<Map<string, MetaSetResult<Record<never, never>>>>>()(
  asking.metaSetMany([
    [['user:1', 'a'], 1],
    ['b', 2],
  ]),
)
// A Map is made before the method sees it: without `as const` its keys are arrays of any length.
is<Promise<string[]>>()(asking.setMany(new Map([[['user:1', 'a'] as const, 1]])))
declare const placed: ReadonlyMap<Routed<Uint8Array>, number>
is<Promise<Uint8Array[]>>()(asking.setMany(placed))
is<Promise<Key[]>>()(asking.deleteMany(routed, { route: 'x' }))
is<Promise<unknown>>()(quiet.get('a', { route: bytes }))
is<string>()(quiet.nodeFor(['user:1', 'a']))
is<string>()(quiet.nodeFor('a', { route: bytes }))
// @ts-expect-error
quiet.nodeFor('a', { timeout: 5 })

is<Promise<unknown>>()(quiet.get(bytes))
is<string>()(quiet.nodeFor(bytes))

// @ts-expect-error
quiet.get(1)
// @ts-expect-error
quiet.get(['a'])
// @ts-expect-error
quiet.getMany([1])
// @ts-expect-error
quiet.getMany([['a', 'b', 'c']])
// @ts-expect-error
quiet.version({ route: 'a' })
// @ts-expect-error
quiet.deleteMany({ a: 1 })
// @ts-expect-error
quiet.setMany([[1, 'a']])
// @ts-expect-error
quiet.setMany([[['a', 'b', 'c'], 1]])
// @ts-expect-error
users.setMany([['a', 1]])
// @ts-expect-error
users.setMany(new Map([['a', 1]]))
