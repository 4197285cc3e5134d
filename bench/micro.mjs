// node --expose-gc --min-semi-space-size=128 --max-semi-space-size=128 bench/micro.mjs: what the parts of a call cost.
// Prints one line of JSON; `npm run bench -- --micro` makes tables of it.
import { commandCosts } from './micro/commands.mjs'
import { partCosts } from './micro/parts.mjs'

if (typeof gc !== 'function') throw new Error('run it with node --expose-gc')
console.log(JSON.stringify({ commands: await commandCosts(), parts: partCosts() }))
