// What a client is, and for whom one may pass.
import { Client, type ClientOptions } from '#generated/index.js'
import { is } from './is.js'

is<Client<unknown, true>>()(new Client('a'))
is<Client<unknown, true>>()(new Client('a', {}))
is<Client<unknown, true>>()(new Client('a', { timeout: 5 }))
is<Client<unknown, true>>()(new Client(['a', 'b'], { defaultNoreply: true }))
is<Client<unknown, false>>()(new Client('a', { defaultNoreply: false }))
is<true>()(new Client('a').defaultNoreply)
is<false>()(new Client('a', { defaultNoreply: false }).defaultNoreply)

// Options in a variable: what is not known is both.
const loose = { defaultNoreply: false }
is<Client<unknown, boolean>>()(new Client('a', loose))
const exact = { defaultNoreply: false } as const
is<Client<unknown, false>>()(new Client('a', exact))
const other = { timeout: 5 }
is<Client<unknown, true>>()(new Client('a', other))
declare const wide: ClientOptions
is<Client<unknown, boolean>>()(new Client('a', wide))

// Neither kind passes for the other, both pass for any.
declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>
declare const either: Client<unknown, boolean>
declare function takesQuiet(client: Client): void
declare function takesAsking(client: Client<unknown, false>): void
declare function takesAny(client: Client<unknown, boolean>): void
takesQuiet(quiet)
takesAsking(asking)
takesAny(quiet)
takesAny(asking)
takesAny(either)
// @ts-expect-error
takesQuiet(asking)
// @ts-expect-error
takesAsking(quiet)
// @ts-expect-error
takesQuiet(either)
// @ts-expect-error
takesAsking(either)

if (!either.defaultNoreply) is<false>()(either.defaultNoreply)

// A client of some values alone says nothing of noreply, so it has the default: no silent lie.
// @ts-expect-error
new Client<number>('a', { defaultNoreply: false })
is<Client<number, false>>()(new Client<number, false>('a', { defaultNoreply: false }))

// @ts-expect-error
new Client('a', { defaultNorepl: false })
// @ts-expect-error
new Client('a', { timeout: '5' })
// @ts-expect-error
new Client()
// @ts-expect-error
new Client(11211)

is<Client<unknown, true>>()(new Client({ host: 'a', port: 1 }))
is<Client<unknown, true>>()(new Client([{ path: '/run/memcached.sock' }, 'b:1']))
