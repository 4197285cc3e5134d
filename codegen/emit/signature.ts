import type {
  OptionalKind,
  ParameterDeclarationStructure,
  TypeParameterDeclarationStructure,
} from 'ts-morph'
import type { Command, Field, Param, Type } from '../ir.js'
import { isStream } from '../stream.js'
import { blockOf } from './argument.js'
import { isAsked, resultName } from './asked.js'
import { type Imports, RUNTIME } from './imports.js'
import { optionsName } from './names.js'
import { base, givesNodes, optionsOf, typeParameters } from './options.js'
import { sendingOf } from './scalar.js'
import { itemText } from './stream.js'
import { choiceText, holds, type Place, typeText } from './type.js'

/** What a method for many keys takes, the type parameter of that, and the type of a key. */
interface Many {
  readonly param: OptionalKind<ParameterDeclarationStructure>
  readonly parameter: OptionalKind<TypeParameterDeclarationStructure>
  readonly key: string
}

/** A method as its caller sees it. */
export interface Signature {
  readonly name: string
  /** Whether it is the method for many keys. */
  readonly isMany: boolean
  readonly typeParameters: readonly OptionalKind<TypeParameterDeclarationStructure>[]
  readonly params: readonly OptionalKind<ParameterDeclarationStructure>[]
  readonly returnType: string
  /** The option type, if the command has options of its own. */
  readonly optionsType: string | undefined
}

/** The signatures that a command makes: for one key, and for many where the spec asks for it; none if no caller sends it. */
export function signaturesOf(command: Command, imports: Imports): Signature[] {
  if (command.effect === 'session') return []
  const builder = new SignatureBuilder(command, imports)
  const { many } = command
  return many ? [builder.single(), builder.forMany(many)] : [builder.single()]
}

class SignatureBuilder {
  readonly #command: Command
  readonly #imports: Imports
  readonly #hasValue: boolean
  readonly #isAsked: boolean
  readonly #place: Place

  constructor(command: Command, imports: Imports) {
    this.#command = command
    this.#imports = imports
    this.#hasValue = holds(command.result, 'value')
    this.#isAsked = isAsked(command)
    this.#place = { value: 'T', uint64: 'Uint64<B>' }
  }

  single(): Signature {
    const { name, params, ending, result } = this.#command
    const own = ending === 'line' ? this.#resultText(result) : 'void'
    const given = givesNodes(this.#command) ? `${this.#type('Nodes')}<S, ${own}>` : own
    return {
      name,
      isMany: false,
      typeParameters: [...this.#valueParameter(), ...this.#optionParameters()],
      params: [...params.map((param) => this.#param(param)), this.#options()],
      returnType: isStream(this.#command)
        ? `${this.#type('Stream')}<${itemText(this.#command, 'T')}>`
        : `Promise<${this.#reply(given)}>`,
      optionsType: this.#optionsType(),
    }
  }

  #resultText(result: Type): string {
    return this.#isAsked ? this.#asked() : typeText(result, this.#place, this.#imports)
  }

  /** A result that the options decide has a name of its own. */
  #asked(): string {
    return `${resultName(this.#command)}<O${this.#hasValue ? ', V' : ''}>`
  }

  forMany({ name, takes, gives }: NonNullable<Command['many']>): Signature {
    const [key, ...others] = this.#command.params
    const rest = takes === 'entries' ? others.filter(({ role }) => role !== 'block') : others
    const many = takes === 'keys' ? this.#keys(`${key?.field.name ?? 'key'}s`) : this.#entries()
    const named = `${this.#type('Named')}<${many.key}>`
    const given = gives === 'map' ? `Map<${named}, ${this.#found()}>` : `${named}[]`
    return {
      name,
      isMany: true,
      typeParameters: [...this.#valueParameter(), ...this.#optionParameters(), many.parameter],
      params: [many.param, ...rest.map((param) => this.#param(param)), this.#options()],
      returnType: `Promise<${this.#reply(given)}>`,
      optionsType: this.#optionsType(),
    }
  }

  #keys(name: string): Many {
    return {
      param: { name, type: 'Iterable<K>' },
      parameter: { name: 'K', constraint: this.#type('Keyed'), default: 'string' },
      key: 'K',
    }
  }

  /** The type of the pairs is inferred as a whole: of keys with and without a route TypeScript would find no common one. */
  #entries(): Many {
    const block = blockOf(this.#command.request)
    const value = block ? this.#blockType(block) : 'V'
    const entry = this.#type('Entry')
    return {
      param: { name: 'entries', type: `${this.#type('Entries')}<${value}, E>` },
      parameter: {
        name: 'E',
        constraint: `${entry}<${value}>`,
        default: `${entry}<${value}, string>`,
      },
      key: 'E[0]',
    }
  }

  /** What is found for one key: its result, if it is no miss. */
  #found(): string {
    const { result } = this.#command
    if (this.#isAsked) {
      const isOptional =
        result.kind === 'union' && result.of.some(({ kind }) => kind === 'undefined')
      return isOptional ? `NonNullable<${this.#asked()}>` : this.#asked()
    }
    const hit =
      result.kind === 'union'
        ? { ...result, of: result.of.filter(({ kind }) => kind !== 'undefined') }
        : result
    return typeText(hit, this.#place, this.#imports)
  }

  #valueParameter(): OptionalKind<TypeParameterDeclarationStructure>[] {
    // Whoever named a type for the value would have to name the one of the options too.
    return this.#hasValue && !this.#isAsked ? [{ name: 'T', constraint: 'V', default: 'V' }] : []
  }

  #optionParameters(): OptionalKind<TypeParameterDeclarationStructure>[] {
    const defaults: Readonly<Record<string, string>> = {
      Q: this.#command.silence?.default ? 'N' : 'false',
      B: 'false',
      S: 'undefined',
    }
    if (this.#isAsked) {
      const constraint = this.#optionsType() ?? base(this.#command, this.#imports)
      return [{ name: 'O', constraint, default: 'Record<never, never>', isConst: true }]
    }
    return typeParameters(this.#command).map(({ name, constraint }) => ({
      name,
      constraint,
      default: defaults[name] ?? constraint,
    }))
  }

  #param({ role, field }: Param): OptionalKind<ParameterDeclarationStructure> {
    if (role === 'key' || role === 'keys') return { name: field.name, type: this.#type('Key') }
    if (role === 'block') return { name: field.name, type: this.#blockType(field) }
    return { name: field.name, type: argumentType(field, this.#imports) }
  }

  #blockType({ type }: Field): string {
    return type.kind === 'value' ? 'V' : 'string | Uint8Array'
  }

  #options(): OptionalKind<ParameterDeclarationStructure> {
    const own = this.#optionsType()
    const parameters = typeParameters(this.#command).map(({ name }) => name)
    const generic = parameters.length === 0 ? '' : `<${parameters.join(', ')}>`
    const given = own === undefined ? base(this.#command, this.#imports) : `${own}${generic}`
    // Of options that may be one of several objects each counts: only a bare `O` is inferred as their union.
    const type = this.#isAsked ? `O & NoInfer<${this.#type('Only')}<O, ${given}>>` : given
    return { name: 'options', type, hasQuestionToken: true }
  }

  #optionsType(): string | undefined {
    return optionsOf(this.#command).length === 0 ? undefined : optionsName(this.#command)
  }

  #reply(given: string): string {
    return this.#command.silence ? `${this.#type('Reply')}<Q, ${given}>` : given
  }

  #type(name: string): string {
    return this.#imports.type(RUNTIME, name)
  }
}

/** What the caller gives for a field. */
export function argumentType(field: Field, imports: Imports): string {
  if (field.type.kind === 'enum') return choiceText(field.type)
  const takes = sendingOf(field)?.takes ?? 'string'
  if (takes === 'Exptime' || takes === 'Cas') imports.type(RUNTIME, takes)
  return takes
}
