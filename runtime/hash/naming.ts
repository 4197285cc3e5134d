import type { Place } from './distribution.js'

/** Gives what a place is called in a hash. */
export type Naming = (place: Place) => string

const DEFAULT_PORT = 11211

/** `host:port`, IPv6 without brackets, or the path. */
export function hostAndPort({ name, hashName, host, port }: Place): string {
  return hashName ?? (host === undefined ? name : `${host}:${port}`)
}

/** libmemcached's: the host alone at memcached's own port; a socket has the port 0. */
export function withoutOwnPort(place: Place): string {
  const { hashName, host, port, path } = place
  if (hashName !== undefined) return hashName
  if (host === undefined) return path === undefined ? place.name : `${path}:0`
  return port === DEFAULT_PORT ? host : `${host}:${port}`
}

/** The form that a list of servers has them in. */
export function asListed({ name, hashName }: Place): string {
  return hashName ?? name
}

/** The same without this port. */
export function withoutPort(unnamed: number): Naming {
  return (place) =>
    place.port === unnamed
      ? (place.hashName ?? place.name.slice(0, -`:${unnamed}`.length))
      : asListed(place)
}
