/** How much passed and how much failed. */
export class Tally {
  #passed = 0
  #failed = 0

  add(passed, failed) {
    this.#passed += passed
    this.#failed += failed
  }

  /** Counts one thing that holds or does not. */
  check(holds) {
    this.add(holds ? 1 : 0, holds ? 0 : 1)
  }

  /** Prints the closing line and sets the exit code. */
  close() {
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`)
    process.exitCode = this.#failed > 0 ? 1 : 0
  }
}
