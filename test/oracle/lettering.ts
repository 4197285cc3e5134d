import fc from 'fast-check'
import type { Command, Flag } from '#codegen/ir.js'
import { someGiven } from './given.js'

type Options = Readonly<Record<string, unknown>>

/** Flags that may stand together; some are given as what they are unless they are given. */
export function someFlags({ flags }: Command): fc.Arbitrary<Options> {
  return fc.record(recordOf(flags), { requiredKeys: [] }).map((options) => fitting(flags, options))
}

/** Flags that may stand together or not. */
export function anyFlags({ flags }: Command): fc.Arbitrary<Options> {
  return fc.record(recordOf(flags), { requiredKeys: [] })
}

/** Whether the flags let the key be any bytes. */
export function isEncoded({ flags }: Command, options: Options): boolean {
  return flags.some(({ encodesKey, name }) => encodesKey && options[name] === true)
}

function recordOf(flags: readonly Flag[]): Record<string, fc.Arbitrary<unknown>> {
  // Requests that hide replies go out in a batch, with echoes of the runtime's own: what comes of them is more than a reply.
  const asked = flags.filter(({ unasked, hides }) => !unasked && hides.length === 0)
  return Object.fromEntries(
    asked.map(({ name, takes }) => {
      const given = takes ? someGiven(takes) : fc.constantFrom(true, true, false)
      return [name, fc.option(given, { nil: undefined, freq: 8 })]
    }),
  )
}

/** Leaves out what lacks its companion or has one too many. */
function fitting(flags: readonly Flag[], options: Options): Options {
  const isOn = (name: string) => options[name] !== undefined && options[name] !== false
  const odd = flags.find(({ name, needs, excludes }) => {
    return isOn(name) && ((needs.length > 0 && !needs.some(isOn)) || excludes.some(isOn))
  })
  return odd ? fitting(flags, { ...options, [odd.name]: undefined }) : options
}
