// Calls for many keys give the caller's own keys.
import type { Client, Key, Keyed, Routed } from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>
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
