export interface MemcachedOptions {
  /** Listens on a UNIX socket in a folder of its own. @default false */
  readonly socket?: boolean
  /** The port to listen on. @default a free one */
  readonly port?: number
  /** More of memcached's own arguments, such as `['-m', '1']`. */
  readonly args?: readonly string[]
  /** Whether it is asked for its version first: not one that wants TLS or credentials. @default true */
  readonly asked?: boolean
}

/** A memcached process. It ends with this process at the latest. */
export interface Memcached {
  /** In the form that a client takes. */
  readonly server: string
  readonly host?: string
  readonly port?: number
  readonly path?: string
  /** Lets it hang: its connections stay open and nothing answers. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export function startMemcached(binary: string, options?: MemcachedOptions): Promise<Memcached>
