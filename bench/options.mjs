import { parseArgs } from 'node:util'
import { findPython } from '../scripts/python.mjs'
import { WORKLOADS } from './workloads.mjs'

const PEERS = ['memcache', 'memcached', 'memjs', 'memcache-client', 'memcache-plus']
const LIMITS = ['raw-mg', 'raw-coal', 'raw-onread', 'harness']

/** To warm up takes as long as V8 compiles: on two cores its threads take from the server's. */
const FULL = { rounds: 5, warm: 1000, ms: 900 }
const QUICK = { rounds: 3, warm: 400, ms: 400 }

/** What the command line asks for. */
export function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      micro: { type: 'boolean', default: false },
      memory: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      warm: { type: 'string' },
      ms: { type: 'string' },
      workloads: { type: 'string' },
      adapters: { type: 'string' },
      out: { type: 'string' },
      port: { type: 'string' },
      node: { type: 'string', default: process.execPath },
    },
  })
  const base = values.quick ? QUICK : FULL
  const python = pythonIfAny()
  const given = ['raw', 'memwire', ...PEERS]
  if (!values.quick) given.push(...LIMITS, ...(python ? ['pymemcache', 'pylibmc'] : []))
  return {
    ...values,
    python,
    rounds: number('rounds', values.rounds, base.rounds),
    warm: number('warm', values.warm, base.warm),
    ms: number('ms', values.ms, base.ms),
    workloads: known(list(values.workloads) ?? Object.keys(WORKLOADS)),
    adapters: list(values.adapters) ?? given,
  }
}

function pythonIfAny() {
  if (process.env.PYTHON) return process.env.PYTHON
  try {
    return findPython({ root: false })
  } catch {
    return undefined
  }
}

function number(name, text, otherwise) {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d*$/.test(text))
    throw new Error(`--${name} takes a whole number from 1 up, not ${text}`)
  return Number(text)
}

function list(text) {
  return text?.split(',').filter((name) => name !== '')
}

function known(names) {
  for (const name of names) {
    if (!Object.hasOwn(WORKLOADS, name)) {
      throw new Error(
        `there is no workload ${name}; there are ${Object.keys(WORKLOADS).join(', ')}`,
      )
    }
  }
  return names
}
