import { Buffer } from 'node:buffer'
import { isUint8Array } from 'node:util/types'
import type { Given } from '../command.js'
import { IllegalInputError } from '../errors.js'
import { isRevoked, kindOf } from '../kind.js'
import type { Key } from '../types.js'
import { NO_OPTIONS } from './context.js'
import { unknownOption } from './options.js'

/** Keys, and beside each what places it. */
export interface Routed {
  readonly keys: readonly Key[]
  readonly routes: readonly (Key | undefined)[]
}

const NONE: readonly undefined[] = []

/** The option that every call for keys has beside those of every call. */
export function routeOf({ route }: Given): Key | undefined {
  return route === undefined ? undefined : checkRoute(route)
}

/** One key, or a route and a key. */
export function oneRouted(
  method: string,
  given: unknown,
  options: Given = NO_OPTIONS,
): readonly [route: Key | undefined, key: Key] {
  for (const name in options) if (name !== 'route') throw unknownOption(method, name, ['route'])
  const { keys, routes } = routed([given], routeOf(options), method)
  return [routes[0], keys[0] as Key]
}

/** Takes keys apart from what places them; what the call says holds for those that say nothing. */
export function routed(given: readonly unknown[], route: Key | undefined, method: string): Routed {
  if (!given.some(isPair)) {
    return { keys: given as Key[], routes: route === undefined ? NONE : given.map(() => route) }
  }
  const keys = given.map((key, i) => (isPair(key) ? ownKey(method, key, i) : key)) as Key[]
  const routes = given.map((key) => (isPair(key) ? checkRoute(key[0]) : route))
  checkOnce(method, keys, routes)
  return { keys, routes }
}

function isPair(key: unknown): key is readonly unknown[] {
  return typeof key === 'object' && !isRevoked(key) && Array.isArray(key)
}

function ownKey(method: string, pair: readonly unknown[], index: number): unknown {
  if (pair.length === 2) return pair[1]
  throw new IllegalInputError(
    `${method}: expected a key or [route, key] as key ${index}, got an array of ${pair.length}`,
    { command: method },
  )
}

function checkRoute(route: unknown): Key {
  if (typeof route !== 'string' && !isUint8Array(route)) {
    throw new IllegalInputError(`route: expected a string or a Uint8Array, got ${kindOf(route)}`)
  }
  if (route.length > 0) return route
  throw new IllegalInputError('route: expected at least one byte, got none; leave it out')
}

/** In the result a key stands for its route too: it cannot stand for two. */
function checkOnce(
  method: string,
  keys: readonly Key[],
  routes: readonly (Key | undefined)[],
): void {
  const seen = new Map<string, string>()
  for (const [i, key] of keys.entries()) {
    const name = nameOf(key)
    const route = nameOf(routes[i])
    const other = seen.get(name)
    if (other !== undefined && other !== route) {
      throw new IllegalInputError(
        `${method}: expected one route for each key, got two for key ${i}; make two calls`,
        { command: method },
      )
    }
    seen.set(name, route)
  }
}

/** The same for a text and its bytes. */
function nameOf(key: unknown): string {
  if (isUint8Array(key)) return `=${Buffer.from(key).toString('latin1')}`
  return typeof key === 'string' ? `=${Buffer.from(key).toString('latin1')}` : ''
}
