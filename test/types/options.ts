// Options in variables, in functions around a call, and misspelt.
import type { Client, IncrOptions, SetOptions } from '#generated/index.js'
import { is } from './is.js'

declare const quiet: Client<unknown, true>
declare const asking: Client<unknown, false>

const loose = { noreply: false }
is<Promise<boolean | void>>()(quiet.set('k', 1, loose))
const exact = { noreply: false } as const
is<Promise<boolean>>()(quiet.set('k', 1, exact))
const other = { exptime: 60 }
is<Promise<void>>()(quiet.set('k', 1, other))
is<Promise<boolean>>()(asking.set('k', 1, other))

declare const wide: SetOptions
is<Promise<boolean | void>>()(quiet.set('k', 1, wide))
is<Promise<boolean | void>>()(asking.set('k', 1, wide))
declare const bigs: IncrOptions<false>
is<Promise<number | bigint | undefined>>()(quiet.incr('k', 1, bigs))

function around<Q extends boolean = true>(options?: SetOptions<Q>) {
  return quiet.set('k', 1, options)
}
is<Promise<void>>()(around())
is<Promise<void>>()(around({ exptime: 60 }))
is<Promise<boolean>>()(around({ noreply: false }))

// The one hole: an option that may be left out and else is false, on a client whose default is noreply. It is true
// only if the option is there. Said here so that nobody is surprised.
declare const hole: { noreply?: false }
is<Promise<boolean>>()(quiet.set('k', 1, hole))

// @ts-expect-error
quiet.set('k', 1, { norpely: false })
// @ts-expect-error
quiet.set('k', 1, { noreply: false, exptim: 1 })
// @ts-expect-error
quiet.setMany({ a: 1 }, { exptim: 1 })
// @ts-expect-error
quiet.incr('k', 1, { bigInt: true })
// @ts-expect-error
quiet.version({ nodes: 'a' })
// @ts-expect-error
quiet.get('k', { timeOut: 1 })
// @ts-expect-error
quiet.getMany(['k'], { exptime: 1 })
// @ts-expect-error
quiet.shutdown({ gracefully: true })
// @ts-expect-error
quiet.set('k', 1, { exptime: '60' })
// @ts-expect-error
quiet.set('k', 1, { flags: true })
