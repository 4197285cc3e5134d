import type { Cluster } from '../cluster.js'
import type { Given } from '../command.js'
import type { NoreplyReport } from '../connection/report.js'
import type { Settings } from '../options.js'

/** What every call needs of its client. */
export interface Context {
  readonly cluster: Cluster
  readonly settings: Settings
  /** For calls without reply that could not even be sent. */
  readonly report: NoreplyReport
}

/** The options of a call that gives none. */
export const NO_OPTIONS: Given = Object.freeze({})
