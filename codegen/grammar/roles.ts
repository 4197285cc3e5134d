import { namesOrNone } from './forms.js'
import type { Part } from './part.js'

export const ROLE_PART: Part = {
  name: 'roles',
  title: 'Roles',
  keys: [
    {
      name: 'version',
      form: namesOrNone,
      doc: 'Its answer, a text, is the server’s version.',
      default: 'the base’s',
    },
    {
      name: 'fence',
      form: namesOrNone,
      doc: 'Sent behind requests that asked for no reply: whatever comes before its answer belongs to them. Of a list, the first is used that the server is known to have.',
      default: 'the base’s',
    },
    {
      name: 'farewell',
      form: namesOrNone,
      doc: 'Sent when the client leaves.',
      default: 'the base’s',
    },
    {
      name: 'auth',
      form: namesOrNone,
      doc: 'Sent first and alone on every new connection of a client that has credentials: it takes the user’s name and the password.',
      default: 'the base’s',
    },
    {
      name: 'flush',
      form: namesOrNone,
      doc: 'Empties the server; sent to one that was given up and has come back, for clients that ask for it.',
      default: 'the base’s',
    },
  ],
}
