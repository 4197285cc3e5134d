import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.js'

/** The fenced blocks of a Markdown file of the repository that are in this language. */
export function blocksOf(file: string, language: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/^(`{3,})(\w*)\n(.*?)^\1$/gms)]
    .filter(([, , found]) => found === language)
    .map(([, , , block = '']) => block)
}

/** The blocks that are files, by the name in the comment that they begin with. */
export function filesOf(file: string, language: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const block of blocksOf(file, language)) {
    const [, name] = /^(?:#|\/\/) (\S+)\n/.exec(block) ?? []
    if (name !== undefined) files.set(name, block)
  }
  return files
}
