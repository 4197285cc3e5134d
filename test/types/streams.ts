// Streams give their items one by one, each with its server.
import type {
  Cas,
  Client,
  LruCrawlerMetadumpItem,
  LruCrawlerMgdumpItem,
  Stream,
  WatchItem,
} from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>

is<Stream<LruCrawlerMetadumpItem>>()(quiet.lruCrawlerMetadump('all'))
is<Stream<LruCrawlerMgdumpItem>>()(quiet.lruCrawlerMgdump('hash', { node: 'a:1', timeout: 5 }))
is<Stream<WatchItem>>()(quiet.watch({ fetchers: true, signal: AbortSignal.timeout(5) }))

for await (const item of quiet.lruCrawlerMetadump('all')) {
  is<string>()(item.node)
  is<string | Buffer>()(item.key)
  is<Cas>()(item.cas)
  is<boolean>()(item.fetched)
  is<number | undefined>()(item.flags)
}

for await (const event of quiet.watch()) {
  is<string>()(event.node)
  if (event.type === 'item_get') is<'not_found' | 'found' | 'flushed' | 'expired'>()(event.status)
  else if (event.type === 'skipped') is<number>()(event.count)
  else if (event.type === 'unknown') is<string>()(event.text)
  // @ts-expect-error
  else event.count
}

// A token that a dump tells can be given to a change.
const { value } = await quiet.lruCrawlerMetadump('all').next()
if (value) quiet.cas('k', 1, value.cas)

// @ts-expect-error
quiet.watch({ fetchers: 'yes' })
// @ts-expect-error
quiet.lruCrawlerMetadump()
// @ts-expect-error
quiet.lruCrawlerMetadump('all', { noreply: true })
