// Calls to the servers give a reply of each, or that of the one that the call names.
import type { Client, NodeOptions, StatsGeneral } from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>
declare const hole: { node?: string }
declare const wide: NodeOptions

is<Promise<Map<string, string>>>()(quiet.version())
is<Promise<Map<string, string>>>()(quiet.version({ timeout: 5 }))
is<Promise<string>>()(quiet.version({ node: 'a:1' }))
is<Promise<Map<string, StatsGeneral<false>>>>()(quiet.stats())
is<Promise<StatsGeneral<false>>>()(quiet.stats({ node: 'a:1' }))

// With and without a reply.
is<Promise<Map<string, true>>>()(asking.flushAll())
is<Promise<true>>()(asking.flushAll({ node: 'a:1' }))
is<Promise<true>>()(quiet.flushAll({ node: 'a:1', noreply: false }))
is<Promise<void>>()(quiet.flushAll({ node: 'a:1' }))
is<Promise<true>>()(quiet.cacheMemlimit(64, { node: 'a:1' }))
is<Promise<void>>()(quiet.verbosity(1, { node: 'a:1', noreply: true }))

// What is not known is both.
is<Promise<string | Map<string, string>>>()(quiet.version(wide))

const named = { node: 'a:1' }
is<Promise<string>>()(quiet.version(named))

// The same hole as that of `noreply` in options.ts: true only if the option is there.
is<Promise<string>>()(quiet.version(hole))

// Commands for one node give no Map.
is<Promise<void>>()(quiet.shutdown())
is<Promise<void>>()(quiet.shutdown({ node: 'a:1', graceful: true }))
is<Promise<void>>()(quiet.quit({ node: 'a:1' }))
is<readonly string[]>()(quiet.nodes)

// @ts-expect-error
quiet.version({ node: 11211 })
// @ts-expect-error
quiet.get('k', { node: 'a:1' })
// @ts-expect-error
quiet.cacheMemlimit()
