/** The public entry `memwire/hash`: where a key lives, computed without a client. */
export { murmur3 } from './murmur3.js'
export { Rendezvous } from './rendezvous.js'
