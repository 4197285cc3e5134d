/** The public entry `memwire/hash`: where a key lives, computed without a client. */
export type { Distribution, Find, Place } from './distribution.js'
export { murmur3 } from './murmur3.js'
export { placesOf } from './places.js'
export { placed } from './placing.js'
export { distributionOf, PRESETS, type Preset, type PresetName } from './preset.js'
export { Rendezvous } from './rendezvous.js'
