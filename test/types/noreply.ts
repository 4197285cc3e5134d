// Whether a call asks for a reply: by its own option, else by the client's, else by the command's.
import type { Cas, Client } from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>
declare const either: Client<unknown, boolean>
declare const cas: Cas
declare const yes: boolean
declare const signal: AbortSignal

// By the command, where the client does not say otherwise.
is<Promise<void>>()(quiet.set('k', 1))
is<Promise<void>>()(quiet.set('k', 1, {}))
is<Promise<void>>()(quiet.set('k', 1, { exptime: 60, timeout: 5, signal }))
is<Promise<void>>()(quiet.add('k', 1))
is<Promise<void>>()(quiet.replace('k', 1))
is<Promise<void>>()(quiet.append('k', '1'))
is<Promise<void>>()(quiet.prepend('k', '1'))
is<Promise<void>>()(quiet.delete('k'))
is<Promise<void>>()(quiet.touch('k', 60))
is<Promise<void>>()(quiet.flushAll())
is<Promise<void>>()(quiet.setMany({ a: 1 }))
is<Promise<void>>()(quiet.deleteMany(['a']))
is<Promise<'stored' | 'exists' | 'not_found'>>()(quiet.cas('k', 1, cas))
is<Promise<number | undefined>>()(quiet.incr('k', 1))
is<Promise<number | undefined>>()(quiet.decr('k', 1))
is<Promise<Map<string, true>>>()(quiet.verbosity(1))
is<Promise<Map<string, true>>>()(quiet.cacheMemlimit(64))

// By the client.
is<Promise<boolean>>()(asking.set('k', 1))
is<Promise<boolean>>()(asking.set('k', 1, { exptime: 1 }))
is<Promise<boolean>>()(asking.append('k', '1'))
is<Promise<boolean>>()(asking.delete('k', { timeout: 1 }))
is<Promise<boolean>>()(asking.touch('k', 60))
is<Promise<Map<string, true>>>()(asking.flushAll())
is<Promise<string[]>>()(asking.setMany({ a: 1 }))
is<Promise<string[]>>()(asking.deleteMany(['a']))
is<Promise<'stored' | 'exists' | 'not_found'>>()(asking.cas('k', 1, cas))
is<Promise<number | undefined>>()(asking.incr('k', 1))

// By the call.
is<Promise<boolean>>()(quiet.set('k', 1, { noreply: false }))
is<Promise<boolean>>()(quiet.set('k', 1, { noreply: false, exptime: 60, signal }))
is<Promise<string[]>>()(quiet.setMany({ a: 1 }, { noreply: false }))
is<Promise<Map<string, true>>>()(quiet.flushAll({ noreply: false, delay: 5 }))
is<Promise<void>>()(quiet.set('k', 1, { noreply: true }))
is<Promise<void>>()(quiet.cas('k', 1, cas, { noreply: true }))
is<Promise<void>>()(quiet.incr('k', 1, { noreply: true }))
is<Promise<void>>()(quiet.verbosity(1, { noreply: true }))
is<Promise<void>>()(asking.set('k', 1, { noreply: true }))
is<Promise<void>>()(asking.deleteMany(['a'], { noreply: true }))

// What is not known is both.
type Both<R> = Promise<R | void>
is<Both<boolean>>()(either.set('k', 1))
is<Both<string[]>>()(either.deleteMany(['a']))
is<Both<boolean>>()(quiet.set('k', 1, { noreply: yes }))
is<Both<number | undefined>>()(asking.incr('k', 1, { noreply: yes }))
is<Promise<boolean>>()(either.set('k', 1, { noreply: false }))
is<Promise<void>>()(either.set('k', 1, { noreply: true }))
is<Promise<number | undefined>>()(either.incr('k', 1))

// Commands that cannot do without a reply have no such option.
// @ts-expect-error
quiet.get('k', { noreply: true })
// @ts-expect-error
quiet.version({ noreply: true })
// @ts-expect-error
quiet.set('k', 1, { noreply: 'yes' })

// An option that is undefined counts as left out, so it may be written out under exactOptionalPropertyTypes too.
declare const maybe: boolean | undefined
is<Promise<boolean | void>>()(quiet.set('k', 1, { noreply: maybe }))
is<Promise<boolean | void>>()(asking.set('k', 1, { noreply: maybe, timeout: undefined }))
