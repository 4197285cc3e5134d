let reading = -1

function forget(): void {
  reading = -1
}

/** Milliseconds of a steady clock, read once a turn of the event loop: a reading for each call would cost more than the call. */
export function now(): number {
  if (reading < 0) {
    reading = performance.now()
    setImmediate(forget)
  }
  return reading
}
