// node bench/import.mjs: what it takes to load memwire, as it is published and from the single files of this checkout.
import { spawnSync } from 'node:child_process'
import { median } from './statistics.mjs'

const ROUNDS = 7
/** Memory is what a process took at most, beyond one that loads nothing but node:net. */
const PROGRAM = `
  await import('node:net')
  const before = process.resourceUsage().maxRSS
  const started = performance.now()
  await import(process.argv[1])
  const ms = performance.now() - started
  console.log(JSON.stringify({ ms, mb: (process.resourceUsage().maxRSS - before) / 1000 }))
`

for (const folder of ['dist/package/dist', 'dist']) {
  const url = new URL(`../${folder}/generated/index.js`, import.meta.url).href
  const runs = Array.from({ length: ROUNDS }, () => load(url))
  const of = (figure) => median(runs.map((run) => run[figure])).toFixed(1)
  console.log(`${folder}: ${of('ms')} ms, ${of('mb')} MB`)
}

function load(url) {
  const args = ['--input-type=module', '--eval', PROGRAM, url]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
