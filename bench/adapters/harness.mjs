// No client: what the harness itself costs. Every call of a turn is answered at the turn's end, without a socket.
import { Items } from '../items.mjs'
import { WORKLOADS } from '../workloads.mjs'

export const name = 'harness'
export const valueType = 'string'
let values
const waiting = []
export async function connect() {
  const { keys, values: texts } = new Items(WORKLOADS[process.argv[3]])
  values = new Map(keys.map((key, i) => [key, texts[i]]))
}
export const get = (key) =>
  new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(answer)
    waiting.push(resolve, values.get(key))
  })
function answer() {
  const due = waiting.splice(0)
  for (let i = 0; i < due.length; i += 2) due[i](due[i + 1])
}
export const getMany = (keys) =>
  new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(answer)
    waiting.push(resolve, new Map(keys.map((key) => [key, values.get(key)])))
  })
