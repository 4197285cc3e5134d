import { keyOf, sizeOf, stepsOf, TEXT, textOf } from './workloads.mjs'

const STORED = 'STORED\r\n'.length
const END = 'END\r\n'.length
/** Longer requests are written as they are, not copied into one stream. */
const LONG = 4096

/**
 * What the raw limit sends for a workload, again from the start when it is through: the requests, how many bytes come
 * back for each, how many operations each counts for, how many are in flight and whether each is written by itself.
 */
export function scriptOf(variant, workload) {
  if (variant === 'raw-coal') return coalesced(workload)
  if (variant === 'raw-mg') return script(workload, (index) => mg(workload, index))
  return KINDS[workload.kind](workload)
}

const KINDS = {
  get: (workload) => script(workload, (index) => get(workload, [index])),
  set: (workload) => ({
    ...script(workload, (index) => set(workload, index)),
    apart: workload.size > LONG,
  }),
  mget: (workload) => inGroups(workload, workload.batch),
  noreply: burst,
  mix(workload) {
    const steps = stepsOf(workload)
    const exchanges = steps.map(({ writes, index }) => {
      return writes ? set(workload, index) : get(workload, [index])
    })
    return { exchanges, ops: 1, depth: workload.depth }
  },
}

function script({ keys, depth }, exchange) {
  return { exchanges: Array.from({ length: keys }, (_, index) => exchange(index)), ops: 1, depth }
}

/** All that is in flight in two lines: while one is answered, the other is on its way. */
function coalesced(workload) {
  return { ...inGroups(workload, Math.floor(workload.depth / 2)), depth: 2 }
}

function inGroups(workload, ops) {
  const { keys, depth } = workload
  const exchanges = Array.from({ length: Math.max(2, Math.ceil(keys / ops)) }, (_, group) => {
    const indexes = Array.from({ length: ops }, (_, i) => (group * ops + i) % keys)
    return get(workload, indexes)
  })
  return { exchanges, ops, depth }
}

function burst(workload) {
  const { keys, batch, depth } = workload
  const sets = Array.from({ length: batch }, (_, i) => request(workload, i % keys, ' noreply'))
  const barrier = get(workload, [0])
  const exchange = { request: Buffer.from(sets.join('') + barrier.request), reply: barrier.reply }
  return { exchanges: [exchange], ops: batch, depth }
}

function get(workload, indexes) {
  const keys = indexes.map((index) => keyOf(workload, index))
  const items = indexes.map((index, i) => {
    const size = sizeOf(workload, index)
    return `VALUE ${keys[i]} ${workload.flags ?? TEXT} ${size}\r\n`.length + size + 2
  })
  const reply = items.reduce((sum, length) => sum + length, END)
  return { request: Buffer.from(`get ${keys.join(' ')}\r\n`), reply }
}

function mg(workload, index) {
  const size = sizeOf(workload, index)
  const request = Buffer.from(`mg ${keyOf(workload, index)} v\r\n`)
  return { request, reply: `VA ${size}\r\n`.length + size + 2 }
}

function set(workload, index) {
  return { request: Buffer.from(request(workload, index, '')), reply: STORED }
}

function request(workload, index, noreply) {
  const value = textOf(workload, index)
  return `set ${keyOf(workload, index)} ${TEXT} 0 ${value.length}${noreply}\r\n${value}\r\n`
}
