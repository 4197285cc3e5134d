import type { Command, Example, Spec } from '../ir.js'
import { isStream } from '../stream.js'
import { comment } from './comment.js'
import { beside, exampleText } from './example.js'
import { factsOf } from './facts.js'
import { commonOptions, optionsOf, presetText, versions } from './options.js'
import { lineText } from './picture.js'
import { describe } from './range.js'
import { returnsText } from './returns.js'
import type { Signature } from './signature.js'
import { holds } from './type.js'
import { usageText } from './usage.js'

/** The doc comment of a method. */
export function methodComment(command: Command, signature: Signature, spec: Spec): string {
  const { summary, doc, deprecated } = command
  return comment(
    [
      signature.isMany ? `${summary.replace(/\.$/, '')}, for many keys at once.` : summary,
      doc,
      versions(command) || undefined,
      usageText(command),
      ...paramTags(command, signature),
      `@returns ${returnsText(command, signature.isMany)}`,
      ...throwsTags(command, spec),
      exampleTag(command, signature, spec),
      deprecated === undefined ? undefined : `@deprecated ${deprecated}`,
    ],
    2,
  )
}

function paramTags(command: Command, { params, isMany }: Signature): string[] {
  return params.flatMap(({ name }) => {
    if (name === 'options') return optionsTag(command)
    const param = command.params.find(({ field }) => field.name === name)
    const text = param ? describe(param.field) : isMany ? manyText(command) : ''
    return text === '' ? [] : [`@param ${name} ${text}`]
  })
}

function manyText({ many, params }: Command): string {
  const key = params.find(({ role }) => role === 'key' || role === 'keys')
  const [, ...range] = key ? sentences(describe(key.field)) : []
  const each = range.length === 0 ? '' : ` Each key: ${range.join(' ')}`
  return many?.takes === 'entries'
    ? `What to store under which key: an object, a Map or any pairs.${each} \`[route, key]\` stands for a key that its route places.`
    : `Any iterable of keys.${each} \`[route, key]\` stands for a key that its route places.`
}

/** A line for each option: the first sentence of what its own documentation says, and its default. */
function optionsTag(command: Command): string {
  const lines = [...optionsOf(command), ...commonOptions(command)].map((option) => {
    const [about = ''] = sentences(option.doc)
    return `- \`${option.name}\`: ${about} Default: ${presetText(option.default)}.`.replace(
      '  ',
      ' ',
    )
  })
  return `@param options All may be left out.\n${lines.join('\n')}`
}

function sentences(text: string): string[] {
  return text.split(/(?<=\.)\s+/)
}

function throwsTags(command: Command, spec: Spec): string[] {
  const { misses, effect } = factsOf(command, spec)
  const unless = misses && effect !== 'write' ? MISSES : ''
  const what = command.params.length > 0 ? 'an argument or an option' : 'an option'
  const failures = isStream(command) ? BREAKS : FAILURES
  return [
    `@throws {IllegalInputError} if ${what} is wrong; nothing is sent then`,
    ...ownThrowsTags(command),
    `@throws {MemcacheError} of another kind if ${failures}${unless}; its \`code\` says which`,
  ]
}

const FAILURES = 'the server refuses, fails, cannot be reached or does not answer in time'
const BREAKS =
  'a server refuses, fails, cannot be reached, is silent for too long or closes the connection'
const MISSES = " (with the client's `errorsAsMisses` a miss instead)"

/** The errors that only this command has. */
function ownThrowsTags(command: Command): string[] {
  const tags = [...command.items, ...command.reply].flatMap(({ outcome, doc, text }) =>
    outcome.kind === 'throws'
      ? [`@throws {${outcome.error}} on \`${lineText({ text })}\`${doc ? `: ${doc}` : ''}`]
      : [],
  )
  if (!holds(command.result, 'uint64')) return tags
  return [
    ...tags,
    '@throws {UnsafeIntegerError} if a number is above 2^53 - 1 and `bigint` is not set',
  ]
}

/** The first example of the method that gives something, else the first. */
function exampleTag(command: Command, { name }: Signature, spec: Spec): string | undefined {
  const examples = command.examples.filter(({ call }) => call.method === name)
  const example: Example | undefined =
    examples.find(({ settles }) => settles.kind === 'returns') ??
    examples.find(({ settles }) => settles.kind !== 'throws')
  if (!example) return undefined
  const { source, call, outcome } = exampleText(example, command, spec)
  const lines = [...(source === undefined ? [] : [source.text]), beside(call, outcome)]
  return `@example\n\`\`\`ts\n${lines.join('\n')}\n\`\`\``
}
