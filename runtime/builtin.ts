/** Gives a module of Node.js, loaded at the first call. */
function later<T>(load: () => T): () => T {
  let loaded: T | undefined
  return () => {
    loaded ??= load()
    return loaded
  }
}

// Most clients never need these, and each takes time and memory to load.

export const crypto: () => typeof import('node:crypto') = later(() =>
  process.getBuiltinModule('node:crypto'),
)
export const tls: () => typeof import('node:tls') = later(() =>
  process.getBuiltinModule('node:tls'),
)
export const zlib: () => typeof import('node:zlib') = later(() =>
  process.getBuiltinModule('node:zlib'),
)
