// The type of the values: of the client, of a call, of a serde.
import { type Cas, Client, type Key, type Serde } from '#generated/index.js'
import { is } from './is.js'

interface User {
  readonly id: number
  readonly name: string
}

declare const cache: Client
declare const users: Client<User>
const ada: User = { id: 1, name: 'Ada' }

// Nothing is known of a value unless the call says it.
is<Promise<unknown>>()(cache.get('k'))
is<Promise<User | undefined>>()(cache.get<User>('k'))
is<Promise<User | undefined>>()(cache.gat<User>('k', 60))
is<Promise<Map<string, unknown>>>()(cache.getMany(['k']))
is<Promise<Map<string, User>>>()(cache.getMany<User>(['k']))
is<Promise<Map<string, User>>>()(cache.gatMany<User>(['k'], 60))
is<Promise<{ value: unknown; cas: Cas } | undefined>>()(cache.gets('k'))
is<Promise<{ value: User; cas: Cas } | undefined>>()(cache.gets<User>('k'))
is<Promise<{ value: User; cas: Cas } | undefined>>()(cache.gats<User>('k', 60))
is<Promise<Map<string, { value: User; cas: Cas }>>>()(cache.getsMany<User>(['k']))

// A client of users takes and gives users.
is<Promise<User | undefined>>()(users.get('k'))
is<Promise<Map<string, User>>>()(users.getMany(['k']))
users.set('k', ada)
users.setMany({ a: ada })
users.setMany(new Map([['a', ada]]))
// @ts-expect-error
users.set('k', 1)
// @ts-expect-error
users.setMany({ a: 1 })
// @ts-expect-error
users.get<number>('k')
is<Promise<(User & { admin: true }) | undefined>>()(users.get<User & { admin: true }>('k'))

// What is added to a value is text or bytes, whatever the values are.
users.append('k', 'text')
users.prepend('k', new Uint8Array(1))
// @ts-expect-error
users.append('k', ada)

// A serde tells the client its values.
declare const serde: Serde<User>
is<Client<User, true>>()(new Client('a', { serde }))
is<Client<User, false>>()(new Client('a', { serde, defaultNoreply: false }))
const functions = new Client('a', {
  serializer: (_key: Key, user: User) => ({ data: JSON.stringify(user), flags: 0 }),
  deserializer: (_key, data): User => JSON.parse(data.toString()),
})
is<Client<User, true>>()(functions)
// @ts-expect-error
new Client<number>('a', { serde })
// @ts-expect-error
new Client('a', { serializer: (_key: Key, user: User) => JSON.stringify(user) })
