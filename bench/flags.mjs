import { isRaw, PYTHON } from './entrants.mjs'
import { TEXT } from './workloads.mjs'

/** The flags under which the items of a workload are stored for a client, so that it reads text where others do. */
export async function flagsOf(adapter, { flags }) {
  if (flags !== undefined) return flags
  if (PYTHON.includes(adapter) || isRaw(adapter)) return TEXT
  try {
    const { textFlags = TEXT } = await import(`./adapters/${adapter}.mjs`)
    return textFlags
  } catch {
    // Its own run tells what is wrong with it.
    return TEXT
  }
}
