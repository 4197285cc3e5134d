// Counters, cas tokens and times.
import type { Cas, Client } from '#generated/index.js'
import { is } from './is.js'

declare const cache: Client
declare const yes: boolean
declare const cas: Cas

is<Promise<number | undefined>>()(cache.incr('k', 1))
is<Promise<number | undefined>>()(cache.incr('k', 1n))
is<Promise<number | undefined>>()(cache.decr('k', 1, { bigint: false }))
is<Promise<bigint | undefined>>()(cache.incr('k', 1, { bigint: true }))
is<Promise<bigint | undefined>>()(cache.decr('k', 1n, { bigint: true, timeout: 5 }))
is<Promise<number | bigint | undefined>>()(cache.incr('k', 1, { bigint: yes }))
is<Promise<void>>()(cache.incr('k', 1, { bigint: true, noreply: true }))
// @ts-expect-error
cache.incr('k')
// @ts-expect-error
cache.incr('k', '1')

// A token comes from a reading and goes to `cas`; nothing else passes for one.
const item = await cache.gets<string>('k')
if (item) is<Promise<'stored' | 'exists' | 'not_found'>>()(cache.cas('k', 'w', item.cas))
is<Promise<void>>()(cache.cas('k', 'w', cas, { noreply: true }))
// @ts-expect-error
cache.cas('k', 'w', 42)
// @ts-expect-error
cache.cas('k', 'w', '42')
// @ts-expect-error
cache.cas('k', 'w')

const revived: Cas = JSON.parse(JSON.stringify(cas))
cache.cas('k', 'w', revived)

cache.set('k', 1, { exptime: new Date() })
cache.touch('k', -1)
cache.gat('k', new Date())
// @ts-expect-error
cache.touch('k')
// @ts-expect-error
cache.gat('k')
// @ts-expect-error
cache.touch('k', 60n)
