import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client as Inherited, Key } from '#generated/index.js'
import type { Stage } from '../support/scene.js'
import { answering, type Scripted, scripted } from '../support/scripted.js'
import type { Project } from './project.js'

/** The client of the project, whose types the project itself tests. */
interface Generated extends Inherited {
  throttle(
    key: Key,
    limit: number,
    window: number,
    options?: { readonly route: Key },
  ): Promise<unknown>
  refill(key: Key): Promise<boolean>
}

/** A client that the project has generated and compiled, such as `cache.Client`; it ends with the test. */
export async function clientOf(
  stage: Stage,
  project: Project,
  name: string,
  servers: string[],
): Promise<Generated> {
  const [folder = '', member = ''] = name.split('.')
  const url = pathToFileURL(join(project.folder, 'out', folder, 'index.js')).href
  const { [member]: Client } = await import(url)
  const client: Generated = new Client(servers)
  stage.after(() => client.destroy())
  return client
}

/** Answers as a server would that knows `throttle`, holds every key and lets through who has an even number. */
export function bucketServer(stage: Stage): Promise<Scripted> {
  const others = answering((line) => {
    const [command, ...words] = line.split(' ')
    if (command === 'throttle')
      return /[02468]$/.test(words[0] ?? '') ? 'ALLOWED 9\r\n' : 'DENIED 30\r\n'
    if (command === 'get')
      return `${words.map((key) => `VALUE ${key} 16 1\r\nx\r\n`).join('')}END\r\n`
    if (command === 'refill') return words[0] === 'absent' ? 'ABSENT\r\n' : 'FILLED\r\n'
    return command === 'version' ? 'VERSION 1.6.18\r\n' : undefined
  })
  return scripted(stage, { connections: [] }, { others })
}
