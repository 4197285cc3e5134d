// Meta commands: the result has what the options ask for.
import type { Cas, Client, Key, MetaGetOptions } from '#generated/index.js'
import { is } from './is.js'

declare const cache: Client
declare const texts: Client<string>
declare const yes: boolean
declare const maybe: boolean | undefined
declare const cas: Cas

interface Marks {
  won?: true
  stale?: true
  alreadyWon?: true
}

is<Promise<Marks | undefined>>()(cache.metaGet('k'))
is<Promise<({ value: unknown; ttl: number } & Marks) | undefined>>()(
  cache.metaGet('k', { value: true, ttl: true }) as Promise<
    ({ value: unknown; ttl: number } & Marks) | undefined
  >,
)
const item = await texts.metaGet('k', { value: true, ttl: true, cas: true, hit: true, key: true })
if (item) {
  is<string>()(item.value)
  is<number>()(item.ttl)
  is<Cas>()(item.cas)
  is<boolean>()(item.hit)
  is<Key>()(item.key)
  is<true | undefined>()(item.won)
  is<Promise<'stored' | 'exists' | 'not_found' | 'not_stored'>>()(
    texts.metaSet('k', 'v', { compareCas: item.cas }).then(({ status }) => status),
  )
}

// What asks for nothing gives nothing.
const touched = await texts.metaGet('k', { touch: 60, unseen: true, value: false })
if (touched) is<keyof Marks>()(null as unknown as keyof typeof touched)

// What is not known to be asked for may be there.
const loose = await texts.metaGet('k', { value: yes, ttl: maybe, size: true })
if (loose) {
  is<string | undefined>()(loose.value)
  is<number | undefined>()(loose.ttl)
  is<number>()(loose.size)
}
declare const options: MetaGetOptions
const open = await texts.metaGet('k', options)
if (open) is<string | undefined>()(open.value)

// A value that the client may have already is left out.
const fresh = await texts.metaGet('k', { value: true, unlessCas: cas })
if (fresh) is<string | undefined>()(fresh.value)

is<Promise<Map<string, { value: string } & Marks>>>()(
  texts.metaGetMany(['a', 'b'], { value: true }) as Promise<Map<string, { value: string } & Marks>>,
)

// Only what was stored has all that was asked for.
const set = await cache.metaSet('k', 1, { size: true, opaque: 'q' })
is<string>()(set.opaque)
if (set.status === 'stored') is<number>()(set.size)
// @ts-expect-error
else set.size

const deleted = await cache.metaDelete('k', { opaque: 'q' })
is<'deleted' | 'not_found' | 'exists' | 'not_stored'>()(deleted.status)
is<string>()(deleted.opaque)

const counted = await cache.metaArithmetic('k', { value: true })
if (counted.status === 'stored') is<number>()(counted.value)
const exact = await cache.metaArithmetic('k', { value: true, bigint: true })
if (exact.status === 'stored') is<bigint>()(exact.value)
const either = await cache.metaArithmetic('k', { value: true, bigint: yes })
if (either.status === 'stored') is<number | bigint>()(either.value)
// @ts-expect-error
cache.metaArithmetic('k', { delta: '1' })
// @ts-expect-error
cache.metaGet('k', { value: true, tll: true })
// @ts-expect-error
cache.metaSet('k', 1, { compareCas: 42 })

// Of options that are one of several objects each counts.
const branch = await texts.metaGet('k', yes ? { value: true } : { ttl: true })
if (branch && 'value' in branch) is<string>()(branch.value)
// @ts-expect-error
if (branch) branch.value
const bare = await texts.metaGet('k', yes ? { value: true } : {})
// @ts-expect-error
if (bare) bare.value
const perhaps = await texts.metaGet('k', yes ? { value: true } : { value: true, unlessCas: cas })
if (perhaps) is<string | undefined>()(perhaps.value)
const sum = await cache.metaArithmetic('k', yes ? { value: true } : { value: true, bigint: true })
if (sum.status === 'stored') is<number | bigint>()(sum.value)
// @ts-expect-error
cache.metaGet('k', yes ? { value: true } : { valu: true })
