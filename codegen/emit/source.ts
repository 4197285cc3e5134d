import {
  IndentationText,
  NewLineKind,
  Project,
  QuoteKind,
  type StatementStructures,
  ts,
} from 'ts-morph'
import { brokenToFit, spaced } from './layout.js'

const FORMAT = {
  semicolons: ts.SemicolonPreference.Remove,
  insertSpaceAfterSemicolonInForStatements: false,
} as const

/** Prints source files. One project for all of them, since to make one takes longer than to print a file. */
export class Printer {
  readonly #project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
      quoteKind: QuoteKind.Single,
    },
  })

  /** The text of a file with this header over its statements. */
  print(path: string, header: string, statements: StatementStructures[]): string {
    const file = this.#project.createSourceFile(path, { statements })
    file.formatText(FORMAT)
    return `// ${header}\n\n${brokenToFit(spaced(file.getFullText()))}\n`
  }
}
