import { ts } from 'ts-morph'

/** The columns of generated code. */
const WIDTH = 100

/** A list in brackets that stands on one line and can have an element on each. */
interface Breakable {
  /** Behind the opening bracket, and before the closing one. */
  readonly start: number
  readonly end: number
  readonly elements: readonly (readonly [number, number])[]
  /** Whether the grammar allows a comma behind the last element. */
  readonly trailing: boolean
  readonly rank: number
}

/** Puts an empty line between the statements of a file, but not within its imports and exports. */
export function spaced(text: string): string {
  const source = ts.createSourceFile('layout.ts', text, ts.ScriptTarget.Latest, false)
  const statements = source.statements.map((statement) => ({
    text: text.slice(statement.pos, statement.end).trim(),
    isLink: ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement),
  }))
  return statements
    .map((statement, i) => {
      const before = statements[i - 1]
      if (!before) return statement.text
      return `${before.isLink && statement.isLink ? '\n' : '\n\n'}${statement.text}`
    })
    .join('')
}

/** Puts the elements of a list on lines of their own wherever the line is too long, from the outermost list inwards. */
export function brokenToFit(text: string): string {
  let result = text
  let from = 0
  for (;;) {
    const line = longLine(result, from)
    if (!line) return result
    const lists = breakables(result).filter(
      ({ start, end }) => start > line.start && end <= line.end,
    )
    const [first] = lists.sort((a, b) => a.rank - b.rank || a.start - b.start)
    if (first) result = broken(result, first, indentOf(result, line.start))
    else from = line.end + 1
  }
}

function longLine(text: string, from: number): { start: number; end: number } | undefined {
  for (let start = from; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    if (end - start > WIDTH && !/^\s*(\*|\/[/*])/.test(text.slice(start, end)))
      return { start, end }
    start = end + 1
  }
  return undefined
}

function indentOf(text: string, start: number): string {
  return text.slice(start).match(/^ */)?.[0] ?? ''
}

function broken(
  text: string,
  { start, end, elements, trailing }: Breakable,
  indent: string,
): string {
  const lines = elements.map(([from, to], i) => {
    const comma = i < elements.length - 1 || trailing ? ',' : ''
    return `${indent}  ${text.slice(from, to)}${comma}\n`
  })
  return `${text.slice(0, start)}\n${lines.join('')}${indent}${text.slice(end)}`
}

/** All lists in brackets, the parameters of functions before the rest. */
function breakables(text: string): Breakable[] {
  const source = ts.createSourceFile('layout.ts', text, ts.ScriptTarget.Latest, false)
  const found: Breakable[] = []
  const add = (list: ts.NodeArray<ts.Node> | undefined, rank: number, trailing = true) => {
    if (!list || list.length === 0 || list.hasTrailingComma) return
    const elements = list.map((node) => [node.getStart(source), node.end] as const)
    const start = text.slice(0, elements[0]?.[0]).trimEnd().length
    const closing = text.slice(list.end).search(/\S/)
    found.push({ start, end: list.end + Math.max(closing, 0), elements, trailing, rank })
  }
  const visit = (node: ts.Node): void => {
    if (
      ts.isMethodDeclaration(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isConstructorDeclaration(node)
    ) {
      add(node.parameters, 0)
      add(node.typeParameters, 2)
    } else if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node))
      add(node.typeParameters, 0)
    else if (ts.isNamedImports(node) || ts.isNamedExports(node)) add(node.elements, 0)
    else if (ts.isObjectLiteralExpression(node)) add(node.properties, 1)
    else if (ts.isObjectBindingPattern(node)) add(node.elements, 1)
    else if (ts.isArrayLiteralExpression(node)) add(node.elements, 1)
    else if (ts.isTypeReferenceNode(node)) add(node.typeArguments, 3, false)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
