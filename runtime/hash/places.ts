import { servers as addressesOf, type Servers } from '../address.js'
import { int } from '../number.js'
import type { Place } from './distribution.js'

/**
 * The places of servers in the forms that a client takes.
 *
 * @param port that of a server which names none
 * @throws IllegalInputError if one is no server, or comes twice, or the port is none
 */
export function placesOf(servers: Servers, port = 11211): Place[] {
  return addressesOf(servers, int('port', port, 1, 65535))
}
