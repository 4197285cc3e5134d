import { type ImportDeclarationStructure, StructureKind } from 'ts-morph'

export const RUNTIME = 'memwire/runtime'
export const COMMANDS = 'memwire/commands'

interface Name {
  readonly name: string
  readonly alias: string | undefined
  readonly isType: boolean
}

/** What a generated file imports. Whoever writes a name into the file asks here for it, so that no import is dead. */
export class Imports {
  readonly #modules: Map<string, Map<string, Name>> = new Map()

  /** A function, class or constant; under another name if `alias` says so. */
  value(module: string, name: string, alias?: string): string {
    return this.#add(module, { name, alias: alias === name ? undefined : alias, isType: false })
  }

  type(module: string, name: string): string {
    return this.#add(module, { name, alias: undefined, isType: true })
  }

  /** In the order in which Biome sorts imports: packages, then files from the far to the near. */
  structures(): ImportDeclarationStructure[] {
    const modules = [...this.#modules].sort(([a], [b]) => byDistance(a, b))
    return modules.map(([moduleSpecifier, names]) => {
      const sorted = [...names.values()].sort((a, b) => natural(localName(a), localName(b)))
      const isTypeOnly = sorted.every(({ isType }) => isType)
      return {
        kind: StructureKind.ImportDeclaration,
        moduleSpecifier,
        isTypeOnly,
        namedImports: sorted.map(({ name, alias, isType }) => ({
          name,
          ...(alias === undefined ? {} : { alias }),
          isTypeOnly: isType && !isTypeOnly,
        })),
      }
    })
  }

  #add(module: string, name: Name): string {
    const names = this.#modules.get(module) ?? new Map<string, Name>()
    this.#modules.set(module, names)
    // What is used as a value serves as a type too.
    const known = names.get(name.name)
    if (known && !known.isType) return localName(known)
    names.set(name.name, name)
    return localName(name)
  }
}

function localName({ name, alias }: Name): string {
  return alias ?? name
}

/** As Biome sorts: letter by letter, a capital before the same small letter. */
export function natural(a: string, b: string): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const [left, right] = [a.charAt(i), b.charAt(i)]
    const order = compare(left.toLowerCase(), right.toLowerCase()) || compare(left, right)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function byDistance(a: string, b: string): number {
  return distance(a) - distance(b) || natural(a, b)
}

function distance(module: string): number {
  if (!module.startsWith('.')) return 0
  return module.startsWith('../') ? 1 : 2
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
