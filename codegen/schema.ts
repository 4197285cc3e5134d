import { type Form, inWords } from './form.js'
import type { Key, Part } from './grammar/part.js'
import { GRAMMAR } from './grammar.js'
import { TYPES } from './types.js'

type Schema = Readonly<Record<string, unknown>>

/** The JSON Schema of spec files, by which editors complete and check them. */
export function jsonSchema(): Schema {
  const parts = GRAMMAR.map((part) => [part.name, partSchema(part)] as const)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A memwire spec',
    $ref: '#/$defs/file',
    $defs: Object.fromEntries(parts),
  }
}

function partSchema({ name, keys }: Part): Schema {
  const required = keys.filter((key) => key.required).map((key) => key.name)
  const patches = keys.some((key) => key.name === 'override')
  return {
    // An empty field or flag is one of which the vocabulary says what it is.
    type: name === 'field' || name === 'flag' ? ['object', 'null'] : 'object',
    properties: Object.fromEntries(keys.map((key) => [key.name, keySchema(key)])),
    ...(required.length > 0 && !patches && { required }),
    ...(required.length > 0 && patches && { anyOf: [{ required: ['override'] }, { required }] }),
    additionalProperties: false,
  }
}

function keySchema({ name, form, doc, default: absent }: Key): Schema {
  const types =
    name === 'type' && form.kind === 'words' && form.words.length === TYPES.length
      ? { oneOf: TYPES.map((type) => ({ const: type.name, description: type.doc })) }
      : undefined
  const description = absent === undefined ? doc : `${doc} If it is absent: ${absent}.`
  return { ...(types ?? formSchema(form)), description }
}

function formSchema(form: Form): Schema {
  switch (form.kind) {
    case 'integer':
      return { type: 'integer', minimum: form.min, maximum: form.max }
    case 'number':
      return { type: 'number' }
    case 'true':
      return { const: true }
    case 'words':
      return { enum: form.words.map((word) => (/^\d+$/.test(word) ? Number(word) : word)) }
    case 'name':
      return { type: 'string', pattern: form.pattern.source }
    case 'version':
      return { type: 'string', pattern: '^\\d+(\\.\\d+){1,3}$' }
    case 'reference':
      return { type: 'string', pattern: '^<[^<>]+>$' }
    case 'text':
    case 'literal':
      return { type: ['string', 'number', 'boolean'] }
    case 'sentence':
    case 'file':
    case 'pattern':
      return { type: 'string' }
    case 'data':
    case 'result':
      return {}
    case 'bytes':
      return { type: ['string', 'array'] }
    case 'call':
      return { type: 'array', prefixItems: [{ type: 'string' }], minItems: 1 }
    case 'list':
      return { type: 'array', items: formSchema(form.of) }
    case 'some':
      return { anyOf: [formSchema(form.of), { type: 'array', items: formSchema(form.of) }] }
    case 'map':
      return mapSchema(form)
    case 'part':
      // Right of a line any node is the picture of a result, unless it has the keys of the long form.
      return form.part === 'line' ? {} : { $ref: `#/$defs/${form.part}` }
    case 'either':
      return { anyOf: form.of.map(formSchema) }
  }
}

function mapSchema({ key, value, what }: Extract<Form, { kind: 'map' }>): Schema {
  const names = key.kind === 'name' ? { propertyNames: { pattern: key.pattern.source } } : {}
  return {
    type: 'object',
    description: `${what}: ${inWords(value)}`,
    ...names,
    additionalProperties: formSchema(value),
  }
}
