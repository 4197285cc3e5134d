import type { Part, Token } from '../ir.js'

/** A token as the spec writes it, without types. */
export function tokenText(token: Token): string {
  switch (token.kind) {
    case 'token':
      return token.parts.map(partText).join('')
    case 'flags':
      return '<flag>*'
    case 'optional':
      return `[${token.tokens.map(tokenText).join(' ')}]`
    case 'repeat':
      return `<${token.field.name}>${token.least === 0 ? '*' : '+'}`
  }
}

function partText(part: Part): string {
  return part.kind === 'text' ? part.text : `<${part.name}>`
}
