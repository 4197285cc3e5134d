import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder; tests run as `dist/test/…`. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

/** The handwritten or generated TypeScript files of a folder of the repository, as paths from the root. */
export function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/^dist\/|(^|\/)node_modules\//.test(path))
    .map((path) => `${folder}/${path}`)
    .sort()
}
