import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.js'

interface Placement {
  readonly nodes: readonly string[]
  /** The node of each key. */
  readonly str: Readonly<Record<string, string>>
  /** The same of keys that are bytes, by their text. */
  readonly bytes: Readonly<Record<string, string>>
}

interface Vectors {
  readonly source: string
  readonly murmur3_32_seed0: Readonly<Record<string, number>>
  readonly murmur3_32_seed10: Readonly<Record<string, number>>
  readonly murmur3_32_seed_0x9747b28c: Readonly<Record<string, number>>
  readonly hash: Readonly<Record<string, Placement>>
  readonly pickle_serde: Readonly<Record<string, Pickled>>
  readonly compressed_serde: Readonly<Record<string, Compressed>>
}

/** What its serde wrote: `hex`, or one member for each version of pickle, `pickle_p0` to `pickle_p5`. */
interface Pickled {
  readonly flags: number
  readonly hex?: string
  readonly [pickle: `pickle_p${number}`]: string
}

/** What its serde for compression wrote; without the bytes where it left them as they were. */
interface Compressed {
  readonly flags: number
  readonly hex: string | null
  readonly len: number
}

/** What pymemcache 3.5.2 and 4.0.0 were seen to do. */
export const pymemcache: Vectors = JSON.parse(
  readFileSync(join(root, 'test/data/pymemcache-vectors.json'), 'utf8'),
)
