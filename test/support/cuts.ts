import { type Bytes, bytes } from './packet.js'

/** Every way to cut the bytes into two packets, neither of them empty. */
export function* everyCut(given: Bytes): Generator<[Buffer, Buffer]> {
  const whole = bytes(given)
  for (let at = 1; at < whole.length; at++) yield [whole.subarray(0, at), whole.subarray(at)]
}

/** The bytes one by one. */
export function everyByte(given: Bytes): Buffer[] {
  const whole = bytes(given)
  return Array.from(whole, (_, at) => whole.subarray(at, at + 1))
}
