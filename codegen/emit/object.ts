import type { CodeBlockWriter, WriterFunction } from 'ts-morph'
import { type MemberText, memberText, propertyName } from './literal.js'

/** A member of an object literal: a value, or a method with its rendered body. */
export type ObjectMember =
  | MemberText
  | { readonly name: string; readonly params: readonly string[]; readonly body: string }

/** Writes an object literal with methods, for which ts-morph has no structure. */
export function objectWriter(members: readonly ObjectMember[]): WriterFunction {
  return (writer) => {
    writer.inlineBlock(() => {
      for (const member of members) writeMember(writer, member)
    })
  }
}

function writeMember(writer: CodeBlockWriter, member: ObjectMember): void {
  if ('value' in member) {
    writer.writeLine(`${memberText(member)},`)
    return
  }
  writer.write(`${propertyName(member.name)}(${member.params.join(', ')}) `)
  writer
    .inlineBlock(() => writer.write(member.body))
    .write(',')
    .newLine()
}
