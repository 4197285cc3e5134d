// How long it takes to find the node of a key, by preset and number of nodes, and to make the distribution anew.
//   node bench/hash.mjs [--ms 300] [--rounds 5] [--presets pymemcache,libmemcached] [--nodes 3,10,100,1000]
import { distributionOf, PRESETS, placed } from '../dist/runtime/hash/index.js'

const arg = (name, otherwise) => {
  const i = process.argv.indexOf(`--${name}`)
  return i > 0 ? process.argv[i + 1] : otherwise
}
const ms = +arg('ms', 300)
const rounds = +arg('rounds', 5)
const presets = arg('presets', PRESETS.join(',')).split(',')
const sizes = arg('nodes', '3,10,100,1000').split(',').map(Number)

/** Keys as they come in caches, some 24 bytes long. */
const keys = Array.from({ length: 4096 }, (_, i) => `session:${(i * 2654435761) % 2 ** 32}:${i}`)

const placesOf = (size) =>
  Array.from({ length: size }, (_, i) => {
    const host = `10.0.${i >> 8}.${i & 255}`
    return { name: `${host}:11211`, host, port: 11211 }
  })

/** Microseconds that one call takes: the median of the rounds, each of them as long as `ms`. */
function measure(body) {
  const times = []
  for (let round = 0; round <= rounds; round++) {
    const start = process.hrtime.bigint()
    const end = start + BigInt(ms * 1e6)
    let calls = 0
    let now = start
    while (now < end) {
      body()
      calls++
      now = process.hrtime.bigint()
    }
    // The first is for the compiler.
    if (round > 0) times.push(Number(now - start) / 1000 / calls)
  }
  return times.sort((a, b) => a - b)[times.length >> 1]
}

let sum = 0
const rows = presets.map((name) => {
  const found = sizes.map((size) => {
    const find = placed(distributionOf(name), placesOf(size))
    return measure(() => {
      for (const key of keys) sum += find(key)
    })
  })
  const ten = placesOf(10)
  const made = measure(() => {
    sum += placed(distributionOf(name), ten).length
  })
  return [name, ...found.map((each) => (each / keys.length).toFixed(2)), made.toFixed(0)]
})

const head = ['preset', ...sizes.map((size) => `${size} nodes`), 'to make, 10 nodes']
const lines = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows]
console.log('microseconds to find the node of a key, and to make the distribution\n')
for (const line of lines) console.log(`| ${line.join(' | ')} |`)
if (!(sum > 0)) throw new Error('nothing was found')
