import { join } from 'node:path'
import { type LanguageService, type Symbol as Named, Project, type SourceFile, ts } from 'ts-morph'
import { root } from '../support/root.js'

/** What an editor shows over a name. */
export interface Hover {
  /** The line with the types. */
  readonly signature: string
  /** The documentation above the tags, as Markdown. */
  readonly text: string
  readonly tags: readonly Tag[]
}

export interface Tag {
  readonly name: string
  /** The parameter's name goes before its text, as in the comment. */
  readonly text: string
}

/** A member of a type. */
export interface Member {
  readonly name: string
  readonly text: string
  /** What `@default` says. */
  readonly preset: string
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.esnext.d.ts'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
}

/** An editor with one file open, which imports `memwire` by name from this repository. */
export class Editor {
  readonly #project = new Project({
    compilerOptions: OPTIONS,
    skipAddingFilesFromTsConfig: true,
  })
  readonly #file: SourceFile
  readonly #service: LanguageService

  constructor(text: string) {
    // It is never written: its place alone decides what it may import.
    this.#file = this.#project.createSourceFile(join(root, 'edited.ts'), text)
    this.#service = this.#project.getLanguageService()
  }

  /** What is shown over a character of this text, which is in the file once: the first one, or so many behind it. */
  hover(text: string, behind = 0): Hover {
    const info = this.#service.compilerObject.getQuickInfoAtPosition(
      this.#file.getFilePath(),
      this.#place(text) + behind,
    )
    if (!info) throw new Error(`an editor shows nothing over ${text}`)
    return {
      signature: ts.displayPartsToString(info.displayParts),
      text: ts.displayPartsToString(info.documentation),
      tags: (info.tags ?? []).map((tag) => ({
        name: tag.name,
        text: ts.displayPartsToString(tag.text),
      })),
    }
  }

  /** What the compiler has against the file, with the lines. */
  errors(): string[] {
    return this.#file
      .getPreEmitDiagnostics()
      .map(
        (error) =>
          `${error.getLineNumber()}: ${ts.flattenDiagnosticMessageText(error.compilerObject.messageText, '\n')}`,
      )
  }

  /** The public members of a type of the file, with what their own comments say. */
  members(type: string): Member[] {
    const symbols = this.#file.getTypeAliasOrThrow(type).getType().getApparentProperties()
    return symbols.filter(isPublic).map((symbol) => ({
      name: symbol.getName(),
      text: ts.displayPartsToString(
        symbol.compilerSymbol.getDocumentationComment(
          this.#project.getTypeChecker().compilerObject,
        ),
      ),
      preset: ts.displayPartsToString(
        symbol.compilerSymbol.getJsDocTags().find(({ name }) => name === 'default')?.text,
      ),
    }))
  }

  #place(text: string): number {
    const whole = this.#file.getFullText()
    const places = [...whole.matchAll(/\b/g)]
      .map(({ index }) => index)
      .filter((index) => whole.startsWith(text, index))
    const [place] = places
    if (place === undefined || places.length > 1)
      throw new Error(`the file does not hold once: ${text}`)
    return place
  }
}

/** What a user can name: neither protected nor private, nor known by a symbol. */
function isPublic(symbol: Named): boolean {
  const hidden = ts.ModifierFlags.Protected | ts.ModifierFlags.Private
  return (
    !/^(__@|#)/.test(symbol.getName()) &&
    symbol.getDeclarations().every((one) => (one.getCombinedModifierFlags() & hidden) === 0)
  )
}
