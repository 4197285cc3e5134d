/** Holds what waits for it until it is opened. */
export class Gate {
  /** Opens it for good. */
  open: () => void = () => {}
  /** Resolves when the gate is opened. */
  readonly opened: Promise<void> = new Promise((resolve) => {
    this.open = resolve
  })
}
