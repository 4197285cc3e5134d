import type {
  InterfaceDeclarationStructure,
  OptionalKind,
  PropertySignatureStructure,
} from 'ts-morph'
import { StructureKind } from 'ts-morph'
import type { Field } from '../ir.js'
import { render } from '../render.js'
import { type Argument, mayLack } from './argument.js'
import { type Imports, RUNTIME } from './imports.js'
import { literal, record } from './literal.js'

/** The function of a command that checks its arguments, and the type of what it gives. */
export interface Checker {
  readonly fields: InterfaceDeclarationStructure
  readonly params: readonly string[]
  readonly body: string
}

/** `taken`: names that the checks of the runtime must not hide. */
export function checkerOf(
  args: readonly Argument[],
  imports: Imports,
  taken: ReadonlySet<string>,
): Checker | undefined {
  if (args.length === 0) return undefined
  const entries = args.map((argument) => ({
    name: argument.name,
    value: checked(argument, imports, taken),
  }))
  return {
    fields: {
      kind: StructureKind.Interface,
      name: 'Fields',
      properties: args.map(property),
    },
    params: paramsOf(args),
    body: render('check', { fields: record(entries) }),
  }
}

function property(argument: Argument): OptionalKind<PropertySignatureStructure> {
  return { name: argument.name, type: checkedType(argument), isReadonly: true }
}

function checkedType(argument: Argument): string {
  if (argument.kind === 'word') return 'boolean'
  const { checked } = argument.sending
  return mayLack(argument) ? `${checked} | undefined` : checked
}

/** The parameters of `check`, taken apart: the arguments behind key and block, then the options. */
function paramsOf(args: readonly Argument[]): string[] {
  const params = args.filter((argument) => argument.kind === 'value' && argument.place === 'param')
  const options = args.filter((argument) => argument.kind === 'word' || argument.place === 'option')
  const first = params.length === 0 ? '_' : `[${params.map(({ name }) => name).join(', ')}]`
  return options.length === 0 ? [first] : [first, `{ ${options.map(withDefault).join(', ')} }`]
}

function withDefault(argument: Argument): string {
  if (argument.kind === 'word' || argument.default === undefined) return argument.name
  return `${argument.name} = ${literal(argument.default)}`
}

function checked(argument: Argument, imports: Imports, taken: ReadonlySet<string>): string {
  const { name } = argument
  const use = (check: string) => {
    const alias = `check${check.charAt(0).toUpperCase()}${check.slice(1)}`
    return imports.value(RUNTIME, check, taken.has(check) ? alias : check)
  }
  if (argument.kind === 'word') return `${use('word')}(${literal(name)}, ${name})`
  const check = use(argument.sending.check)
  const [label, ...rest] = [literal(name), ...limits(argument.field)]
  const call = `${check}(${[label, name, ...rest].join(', ')})`
  return mayLack(argument) ? `${name} === undefined ? undefined : ${call}` : call
}

/** The bounds of a field, or its words. */
function limits({ type, min, max }: Field): string[] {
  if (type.kind === 'enum') {
    const choices = type.words.map(({ wire, value }) => (wire === value ? wire : [value, wire]))
    return [literal(choices)]
  }
  if (max !== undefined) return [String(min), String(max)]
  return min === undefined ? [] : [String(min)]
}
