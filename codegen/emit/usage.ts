import type { Command } from '../ir.js'

/** The request as a code span, or as a block if it has several lines. */
export function usageText({ usage }: Command): string {
  const lines = usageLines(usage)
  return lines.length === 1 ? `\`${lines.join('')}\`` : `\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

/** A pattern's lines, which a spec parts with `\r\n` or a line break. */
export function usageLines(usage: string): string[] {
  return usage.trimEnd().split(/\\r\\n|\r?\n/)
}
