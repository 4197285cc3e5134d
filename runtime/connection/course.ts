/** How the connections to a server have gone, one after the other. */
export class Course {
  /** Whether anything has come on this connection. */
  heard = false
  /** Whether a reply has come on it. */
  answered = false
  /** How many have ended in a row without one. */
  #barren = 0

  begin(): void {
    this.heard = this.answered = false
  }

  /** This one has ended. Whether another one would be in vain: one without a reply may have been lost by chance, two not. */
  end(wasOpen: boolean): boolean {
    this.#barren = wasOpen && !this.answered ? this.#barren + 1 : 0
    return this.#barren > 1
  }
}
