import type { StatementStructures } from 'ts-morph'
import type { OutputFile } from '../files.js'
import { header } from '../header.js'
import { jsonSchema } from '../schema.js'
import { clientStatements } from './client.js'
import { commandStatements } from './command.js'
import { type Context, modulePath } from './context.js'
import { errorsStatements } from './errors.js'
import { commandsStatements, indexStatements } from './exports.js'
import { Imports } from './imports.js'
import { jsonText } from './json.js'
import { metadataStatements } from './metadata.js'
import { protocolStatements } from './protocol.js'
import { referenceText } from './reference.js'
import { requestsStatements } from './requests.js'
import { Printer } from './source.js'
import { vectorsText } from './vectors.js'

/** All files that a spec gives. */
export function outputs(context: Context): OutputFile[] {
  const printer = new Printer()
  const whole = header(context.sourceName(context.root))
  const file = (
    path: string,
    source: string,
    make: (imports: Imports) => StatementStructures[],
  ): OutputFile => {
    const imports = new Imports()
    const statements = make(imports)
    return { path, text: printer.print(path, source, [...imports.structures(), ...statements]) }
  }
  const metadata = modulePath(context, '../metadata')
  return [
    ...context.emitted.map((command) =>
      file(`commands/${command.file}.ts`, header(context.sourceName(command.at.file)), (imports) =>
        commandStatements(command, imports, metadata, context),
      ),
    ),
    file('client.ts', whole, (imports) => clientStatements(context, imports)),
    file('errors.ts', whole, (imports) => errorsStatements(context, imports)),
    file('index.ts', whole, () => indexStatements(context)),
    file('metadata.ts', whole, (imports) => metadataStatements(context, imports)),
    file('protocol.ts', whole, (imports) => protocolStatements(context, imports)),
    file('requests.ts', whole, (imports) => requestsStatements(context, imports)),
    ...(context.spec.extends.length > 0
      ? []
      : [file('commands.ts', whole, () => commandsStatements(context))]),
    { path: 'commands.md', text: referenceText(context, whole) },
    { path: 'vectors.json', text: vectorsText(context, whole) },
    { path: 'spec.schema.json', text: `${jsonText({ generated: whole, ...jsonSchema() })}\n` },
  ]
}
