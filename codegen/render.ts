import { readdirSync, readFileSync } from 'node:fs'
import Handlebars from 'handlebars'

const FOLDER = new URL('../templates/', import.meta.url)
const SUFFIX = '.hbs'

/** Strict: a name that a view lacks is an error, not an empty text. */
const OPTIONS = { strict: true, noEscape: true, knownHelpersOnly: true } as const

let templates: Readonly<Record<string, Handlebars.TemplateDelegate>> | undefined

/** Every template is a partial of the others, under the name of its file. */
function load(): Readonly<Record<string, Handlebars.TemplateDelegate>> {
  const handlebars = Handlebars.create()
  const loaded: Record<string, Handlebars.TemplateDelegate> = {}
  for (const file of readdirSync(FOLDER)) {
    if (!file.endsWith(SUFFIX)) continue
    const name = file.slice(0, -SUFFIX.length)
    loaded[name] = handlebars.compile(readFileSync(new URL(file, FOLDER), 'utf8'), OPTIONS)
    handlebars.registerPartial(name, loaded[name])
  }
  return loaded
}

/** Fills a template. The view has every name that the template mentions; what is absent is `false`. */
export function render(name: string, view: object): string {
  templates ??= load()
  const template = templates[name]
  if (!template) throw new Error(`no template ${name} in ${FOLDER.pathname}`)
  return template(view).trimEnd()
}
