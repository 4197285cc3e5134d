import { type Channel, channel } from 'node:diagnostics_channel'
import { EventEmitter } from 'node:events'
import { IllegalInputError } from './errors.js'
import { kindOf, shown } from './kind.js'
import { suggestion } from './suggestion.js'

/** How a node of a cluster is: `failing` is left alone for a moment, `dead` for longer, and its keys may have moved. */
export type NodeState = 'healthy' | 'failing' | 'dead'

/** What all events tell. */
export interface NodeEvent {
  /** The server, in the form that the constructor takes. */
  readonly node: string
}

/** Something went wrong at a node. */
export interface NodeErrorEvent extends NodeEvent {
  readonly error: Error
}

/** A node that was away answers. */
export interface NodeBackEvent extends NodeEvent {
  /** What it was before. */
  readonly was: NodeState
}

/** A request is sent again. */
export interface RetriedEvent extends NodeErrorEvent {
  /** The method. */
  readonly command: string
  /** Which attempt it will be, counted from 1: 1 if it goes to another node and was not sent yet. */
  readonly attempt: number
  /** Milliseconds until then; 0 where it goes to another node at once. */
  readonly delay: number
}

/** What a client tells of its servers, by the names that `on` takes. */
export interface ClientEvents {
  /** The first connection to a node was made. Channel `memwire:node:up`. */
  readonly nodeUp: NodeEvent
  /** A node has failed; calls to it fail at once until it has answered. Channel `memwire:node:failing`. */
  readonly nodeFailing: NodeErrorEvent
  /** A node has failed too often; its keys move, unless `failover` is `'fail'`. Channel `memwire:node:dead`. */
  readonly nodeDead: NodeErrorEvent
  /** A failing or dead node has answered. Channel `memwire:node:back`. */
  readonly nodeBack: NodeBackEvent
  /** A connection was made. Channel `memwire:connection:opened`. */
  readonly connectionOpened: NodeEvent
  /** An open connection has ended, unless the client has ended it. Channel `memwire:connection:lost`. */
  readonly connectionLost: NodeErrorEvent
  /** A request that had failed is sent again. Channel `memwire:retried`. */
  readonly retried: RetriedEvent
}

const CHANNELS: { readonly [name in keyof ClientEvents]: Channel } = {
  nodeUp: channel('memwire:node:up'),
  nodeFailing: channel('memwire:node:failing'),
  nodeDead: channel('memwire:node:dead'),
  nodeBack: channel('memwire:node:back'),
  connectionOpened: channel('memwire:connection:opened'),
  connectionLost: channel('memwire:connection:lost'),
  retried: channel('memwire:retried'),
}

/**
 * The name of an event.
 *
 * @throws IllegalInputError if there is none of that name, or nobody to be told
 */
export function checkedEvent(name: unknown, listener: unknown): string {
  const names = Object.keys(CHANNELS)
  if (typeof name !== 'string' || !names.includes(name)) {
    const hint =
      typeof name === 'string' ? suggestion(name, names) : `known are ${names.join(', ')}`
    throw new IllegalInputError(`there is no event ${shown(name)}; ${hint}`)
  }
  if (typeof listener === 'function') return name
  throw new IllegalInputError(`${name}: expected a function to call, got ${kindOf(listener)}`)
}

/** Gets what an event tells. */
// biome-ignore lint/suspicious/noExplicitAny: which event it is says the name beside it.
type Listener = (event: any) => void

/** Tells the listeners of a client, and the subscribers of the process, what happens. */
export class Emitter {
  readonly #emitter = new EventEmitter()

  on(name: string, listener: Listener): void {
    this.#emitter.on(name, listener)
  }

  once(name: string, listener: Listener): void {
    this.#emitter.once(name, listener)
  }

  off(name: string, listener: Listener): void {
    this.#emitter.off(name, listener)
  }

  /** Without listeners nothing is made. They are called a moment later, so that they may do with the client what they like. */
  emit<N extends keyof ClientEvents>(name: N, make: () => ClientEvents[N]): void {
    const subscribed = CHANNELS[name]
    if (!subscribed.hasSubscribers && this.#emitter.listenerCount(name) === 0) return
    const event = make()
    queueMicrotask(() => {
      subscribed.publish(event)
      this.#emitter.emit(name, event)
    })
  }
}

/** Tells that a node is in another state. */
export function stateChange(
  events: Emitter,
  node: string,
  before: NodeState | undefined,
  after: NodeState,
  error?: Error,
): void {
  if (after !== 'healthy') {
    const name = after === 'failing' ? 'nodeFailing' : 'nodeDead'
    events.emit(name, () => ({ node, error: error as Error }))
  } else if (before === undefined) events.emit('nodeUp', () => ({ node }))
  else if (before !== 'healthy') events.emit('nodeBack', () => ({ node, was: before }))
}
