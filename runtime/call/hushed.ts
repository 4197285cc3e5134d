import { Buffer } from 'node:buffer'
import type { AnyCommand, Given } from '../command.js'
import { ALOUD, echoOf, type Hushed } from '../connection/hushed.js'
import { type Content, type Marks, Single } from '../connection/single.js'
import type { Node } from '../node.js'
import type { Waiter } from '../waiter/waiter.js'
import type { Context } from './context.js'

/** One key of a call whose ordinary replies are hidden. */
export interface Part {
  readonly node: Node
  readonly key: string
  readonly content: Content
  readonly part: number
}

/** The option by which a call hides its ordinary replies; undefined if it does not. */
export function hidingOption({ facts }: AnyCommand, options: Given): string | undefined {
  for (const option in facts.letters) {
    if (facts.letters[option]?.hides && options[option] === true) return option
  }
  return undefined
}

/** Sends the parts of a call to their nodes, to each in one write with a fence behind it. */
export function sendHushed(
  { settings }: Context,
  command: AnyCommand,
  hiding: string,
  parts: readonly Part[],
  waiter: Waiter,
): Hushed[] {
  const byNode = new Map<Node, Part[]>()
  for (const part of parts) {
    const own = byNode.get(part.node)
    if (own) own.push(part)
    else byNode.set(part.node, [part])
  }
  return [...byNode].map(([{ connection }, own]) => {
    const loud = new Set<Single>()
    const singles = own.map(({ key, content, part }, index) => {
      const isLoud = sizeOf(content) > ALOUD
      const added = echoing(command, content, index, isLoud ? { [hiding]: false } : {})
      const single = new Single(command, key, added, settings.codec, waiter, part)
      if (isLoud) loud.add(single)
      return single
    })
    const hushed = connection.quiet.hushed(command, singles, loud)
    connection.send(hushed)
    return hushed
  })
}

function echoing(command: AnyCommand, content: Content, index: number, also: object): Content {
  const { option = '' } = command.facts.echo ?? {}
  const fields = { ...(content.fields as object), ...also, [option]: echoOf(index) }
  return { ...content, fields, marks: { ...(content.marks as Marks), added: option } }
}

function sizeOf({ block }: Content): number {
  return typeof block === 'string' ? Buffer.byteLength(block) : block.byteLength
}
