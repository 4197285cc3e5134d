/** The column that comments keep to. */
const WIDTH = 100

/**
 * The text of a doc comment, for ts-morph: on one line if it fits there, else wrapped, with fenced code left alone.
 * Each part is a paragraph or a tag.
 */
export function comment(parts: readonly (string | false | undefined)[], indent = 0): string {
  const texts = parts
    .filter((part) => typeof part === 'string')
    .map((part) => part.replaceAll('*/', '*\\/'))
  const [only] = texts
  if (
    texts.length === 1 &&
    only &&
    !only.includes('\n') &&
    only.length <= WIDTH - indent - '/** */'.length - 1
  ) {
    return only
  }
  const width = WIDTH - indent - ' * '.length
  return `\n${separated(texts.map((text) => wrap(text, width)))}`
}

/** Tags follow each other; everything else is a paragraph. */
function separated(texts: readonly string[]): string {
  let result = ''
  for (const [i, text] of texts.entries()) {
    if (i > 0) result += text.startsWith('@') && texts[i - 1]?.startsWith('@') ? '\n' : '\n\n'
    result += text
  }
  return result
}

/** Breaks prose at spaces outside of code spans. Fenced code stays as it is, and an item of a list begins a line. */
export function wrap(text: string, width: number): string {
  let fenced = false
  const result: string[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) result.push(fill(paragraph.join(' '), width))
    paragraph = []
  }
  for (const line of text.split('\n')) {
    const isFence = line.startsWith('```')
    if (isFence || fenced || line === '') {
      flush()
      result.push(line)
      if (isFence) fenced = !fenced
      continue
    }
    if (/^(- |@)/.test(line)) flush()
    paragraph.push(line.trim())
  }
  flush()
  return result.join('\n')
}

/** The lines behind the first of a list's item are indented. */
function fill(text: string, width: number): string {
  const indent = text.startsWith('- ') ? '  ' : ''
  const lines: string[] = []
  let current = ''
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current)
      current = indent + word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].join('\n')
}
