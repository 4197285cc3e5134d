// What is said of names that are known has a type; what is said of others is a number or text.
import type {
  Client,
  StatsGeneral,
  StatsItemsOfClass,
  StatsSlabsOfClass,
  StatsSlabsTotal,
} from '#generated/index.js'
import { is } from './is.js'

declare const cache: Client
declare const name: string
const node = 'a:1'

const stats = await cache.stats({ node })
is<number | undefined>()(stats.pid)
is<string | undefined>()(stats.version)
is<boolean | undefined>()(stats.accepting_conns)
is<number | undefined>()(stats.bytes_read)
is<string | number | boolean | undefined>()(stats[name])
is<string | number | boolean | undefined>()(stats['ep_queue_size'])
// @ts-expect-error
stats.pid.toFixed()

// Numbers of 64 bits alone depend on the option.
const exact = await cache.stats({ node, bigint: true })
is<number | undefined>()(exact.pid)
is<bigint | undefined>()(exact.bytes_read)
is<string | number | bigint | boolean | undefined>()(exact[name])
is<StatsGeneral<true>>()(exact)

const settings = await cache.statsSettings({ node })
is<boolean | undefined>()(settings.cas_enabled)
is<number | undefined>()(settings.growth_factor)
is<string | undefined>()(settings.umask)

is<Promise<Map<number, StatsItemsOfClass<false>>>>()(cache.statsItems({ node }))
is<Promise<{ classes: Map<number, StatsSlabsOfClass<true>>; totals: StatsSlabsTotal<true> }>>()(
  cache.statsSlabs({ node, bigint: true }),
)
is<Promise<Map<string, string | number>>>()(cache.statsProxyfuncs({ node }))
