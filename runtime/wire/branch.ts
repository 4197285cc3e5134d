/** The entry of a Map, made if it is not there: where the items of a reply grow a Map within a Map. */
export function branch<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key)
  if (there !== undefined) return there
  const made = make()
  map.set(key, made)
  return made
}
