import type { Command, Example, Spec } from '../ir.js'
import { comment } from './comment.js'
import { beside, exampleText } from './example.js'
import { list } from './list.js'
import { optionsOf, versions } from './options.js'
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
      ...throwsTags(command),
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

function manyText({ many }: Command): string {
  return many?.takes === 'entries'
    ? 'What to store under which key: an object, a Map or any pairs.'
    : 'Any iterable of keys.'
}

function optionsTag(command: Command): string[] {
  const names = optionsOf(command).map((option) => {
    const value = option.default
    return value === undefined
      ? `\`${option.name}\``
      : `\`${option.name}\` (${defaultText(value)} unless given)`
  })
  return names.length === 0
    ? []
    : [`@param options ${list(names, 'and')}, and those of every call.`]
}

function defaultText(value: string): string {
  return value.includes('`') ? value : `\`${value}\``
}

/** The errors that only this command has. */
function throwsTags(command: Command): string[] {
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
  const { call, outcome } = exampleText(example, command, spec)
  return `@example\n\`\`\`ts\n${beside(call, outcome)}\n\`\`\``
}
