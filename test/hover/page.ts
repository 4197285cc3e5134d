import { Editor } from './editor.js'

/** Where the page is in the repository. */
export const PAGE = 'test/golden/hover.md'

/** Over what the page looks: each name once as it is, then in calls. */
const CALLS: readonly string[] = [
  'client.get',
  "client.get<User>('user:1')",
  'client.getMany',
  "client.getMany<User>(['user:1', 'user:2'])",
  'client.set',
  "client.set('k', 'v')",
  "client.set('k', 'v', { exptime: 60, noreply: false })",
  'client.cas',
  "client.cas('k', 'v', token)",
  'client.incr',
  "client.incr('k', 1)",
  "client.incr('k', 1, { bigint: true })",
  'client.metaGet',
  "client.metaGet('k', { value: true, ttl: true })",
  "client.metaGetMany(['a', 'b'], { value: true })",
  "client.metaSet('k', 'v', { cas: true })",
  'client.stats',
  'client.stats()',
  "client.stats({ node: 'localhost:11211' })",
  'client.flushAll',
  'client.flushAll()',
  'client.flushAll({ delay: 60, noreply: false })',
]

const HEAD = `# What an editor shows

Over methods of a \`Client\`: the types of the name and of some calls, then the documentation. Written by
\`node dist/test/hover/write.js\` after \`npm run build && npx tsc -b test\`.
`

/** The page, as an editor has it now. */
export function pageText(): string {
  const lines = CALLS.map((call) => `${call} // ;`)
  const editor = new Editor(`import type { Cas, Client } from 'memwire'
interface User { readonly id: number }
declare const client: Client, token: Cas
${lines.join('\n')}
`)
  const sections = CALLS.map((call, i) => {
    const hover = editor.hover((lines[i] ?? '').replace('client.', ''))
    const types = `\`\`\`ts\n${call}\n${hover.signature}\n\`\`\`\n`
    if (call.includes('(')) return types
    const tags = hover.tags.map(
      ({ name, text }) => `_@${name}_${name === 'example' ? '\n\n' : ' '}${text}\n`,
    )
    return [`## ${call}\n`, types, `${hover.text}\n`, ...tags].join('\n')
  })
  return [HEAD, ...sections].join('\n')
}
