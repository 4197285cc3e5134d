import type { Received } from '#runtime/wire/received.js'
import { RequestReader } from '#server/reader.js'

/** A request and its bytes. */
export interface Read {
  readonly received: Received
  readonly bytes: Buffer
}

/** Requests of a stream, up to the first that cannot be read. */
export interface Reading {
  readonly requests: readonly Read[]
  /** Why the rest is none; undefined if there is no rest. */
  readonly refused: string | undefined
  /** The bytes from there on. */
  readonly rest: Buffer
}

export type ReadRequest = (reader: RequestReader) => Received | undefined

/** Why a request cannot be read of which something is missing. */
export const INCOMPLETE = 'it ends too early'

/** Reads requests one behind the other. */
export function readingOf(bytes: Buffer, readRequest: ReadRequest): Reading {
  const reader = RequestReader.of(bytes)
  const requests: Read[] = []
  while (reader.at < reader.limit) {
    const from = reader.at
    const received = reader.next(readRequest)
    if (!received)
      return { requests, refused: reader.refused ?? INCOMPLETE, rest: bytes.subarray(from) }
    requests.push({ received, bytes: bytes.subarray(from, reader.at) })
  }
  return { requests, refused: undefined, rest: bytes.subarray(bytes.length) }
}

/** The requests behind the first line, which is none; lines that are none either are passed over. */
export function readingBehind(bytes: Buffer, readRequest: ReadRequest): Read[] {
  const reader = RequestReader.of(bytes)
  const requests: Read[] = []
  reader.next(readRequest)
  for (let from = -1; from < reader.at && reader.at > 0; ) {
    from = reader.at
    const received = reader.next(readRequest)
    if (received) requests.push({ received, bytes: bytes.subarray(from, reader.at) })
  }
  return requests
}
