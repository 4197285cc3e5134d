import { isProxy } from 'node:util/types'
import { kindOf } from './kind.js'

/*
 * What a function of the user's throws may be anything: frozen, a proxy, an object whose getters throw. A question to it
 * must not become an error of its own.
 */

/** Whether it is an instance of the class. */
export function isA<T>(thrown: unknown, Kind: abstract new (...args: never[]) => T): thrown is T {
  try {
    return !isProxy(thrown) && thrown instanceof Kind
  } catch {
    return false
  }
}

/** Gives it a property, if it can take one and has none of its own for everybody to see. */
export function mark(thrown: unknown, name: string, value: unknown): void {
  if (typeof thrown !== 'object' || thrown === null || isProxy(thrown)) return
  if (Object.prototype.propertyIsEnumerable.call(thrown, name)) return
  Reflect.defineProperty(thrown, name, { value, configurable: true })
}

/** What it says. */
export function messageOf(thrown: unknown): string {
  try {
    return String(isA(thrown, Error) ? thrown.message : thrown)
  } catch {
    return kindOf(thrown)
  }
}
