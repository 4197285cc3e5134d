import { join } from 'node:path'
import { compile } from '#codegen/compile.js'
import type { Spec } from '#codegen/ir.js'
import { format } from '#codegen/problem.js'
import type { Serde } from '../oracle/request.js'
import { type Dialogue, dialogueIn } from './dialogue.js'
import { root } from './root.js'

/** A spec and the client that was generated from it. */
export interface Counterpart {
  readonly spec: Spec
  readonly dialogue: Dialogue
}

/** Specs and where their clients are compiled to. */
const FOLDERS = {
  'spec/memcached.yaml': 'dist/generated',
  'examples/item.yaml': 'dist/examples/item',
  'test/golden/teahouse.yaml': 'dist/test/golden/teahouse',
  'test/golden/menagerie.yaml': 'dist/test/golden/menagerie',
}

/** By the file of the spec, with a serde in the place of the default one. */
export async function counterparts(serde?: Serde): Promise<[string, Counterpart][]> {
  const entries = Object.entries(FOLDERS).map(async ([file, folder]) => {
    return [file, await counterpart(root, file, join(root, folder), serde)] as const
  })
  return (await Promise.all(entries)).map(([file, pair]) => [file, pair])
}

/** @param cwd where the spec's path begins */
export async function counterpart(
  cwd: string,
  file: string,
  folder: string,
  serde?: Serde,
): Promise<Counterpart> {
  const { spec, problems } = compile(file, { cwd })
  if (!spec) throw new Error(format(problems))
  return { spec, dialogue: await dialogueIn(folder, serde) }
}
