/** How long a file may go on after its last test, in milliseconds. */
const GRACE = 2000

/** Fails the file if a socket, server, process or timer that its tests left behind keeps it from ending. */
export function watchForLeaks(): void {
  setTimeout(() => {
    // Node counts the pipes of standard output and error too, though they keep nothing alive.
    const open = process.getActiveResourcesInfo().join(', ')
    console.error(`the tests left something open, so that the process does not end: ${open}`)
    process.exit(1)
  }, GRACE).unref()
}
