import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root, step } from './step.mjs'

const FOLDERS = ['dist/runtime', 'dist/generated', 'dist/server', 'codegen/dist']
const RAW = 'coverage/tmp'

/** The least share of covered lines in percent. */
const LINES = 95

/** Forgets what was measured; gives what a process must find in NODE_V8_COVERAGE to be measured. */
export function beginCoverage() {
  rmSync(join(root, RAW), { recursive: true, force: true })
  return join(root, RAW)
}

/** Prints how many lines the measured processes ran, counted over all files, loaded or not; tells whether it is enough. */
export function reportCoverage() {
  return step(
    'c8',
    'report',
    '--all',
    ...FOLDERS.map((folder) => `--include=${folder}/**`),
    ...['**/*.d.ts', ...typesOnly()].map((file) => `--exclude=${file}`),
    '--extension=.js',
    `--temp-directory=${RAW}`,
    '--merge-async',
    '--skip-full',
    '--check-coverage',
    `--lines=${LINES}`,
  )
}

/** Files of types alone: nothing loads what they are compiled to, and nothing in it could run. */
function typesOnly() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((path) => path.endsWith('.js'))
      .map((path) => join(folder, path))
      .filter((path) => withoutComments(readFileSync(join(root, path), 'utf8')) === 'export {};'),
  )
}

function withoutComments(code) {
  return code.replace(/\/\*.*?\*\/|^\/\/.*$/gms, '').trim()
}
