import {
  blockAnnounced,
  blockIsOneField,
  blockIsRow,
  flagsBelongToValue,
  lengthHasBlock,
  requestIsOneLine,
} from './check/block.js'
import { probeIsLine } from './check/dialects.js'
import { exampleAgrees, exampleCall, exampleUses } from './check/example.js'
import { keyOrder, rootSettings } from './check/file.js'
import { flagHides, flagNames, flagSense, flagsListed, flagTypes } from './check/flags.js'
import { itemKinds, itemsEnd, itemsPlace } from './check/items.js'
import { keyInReply, manyNeedsKey, oneKey, repeatedKey } from './check/keys.js'
import { knownIsSaid, knownTypes } from './check/known.js'
import {
  caseClash,
  fieldNames,
  methodName,
  methodsClash,
  parametersClash,
  sameRequest,
} from './check/names.js'
import { quietlyDoesIt, quietlyFits } from './check/quietly.js'
import { errorHasHead, repliesApart, replyIsNoError } from './check/replies.js'
import { emptyContainer, flagInResult, keyInResult } from './check/result.js'
import { roleCommands, sessionHasRole } from './check/roles.js'
import { routeSaid } from './check/route.js'
import { sentence } from './check/sentence.js'
import { silenceHides, silenceIsClear, silenceIsLast } from './check/silence.js'
import { streamEnds, streamItems, streamRoute } from './check/stream.js'
import type { Subject } from './check/subject.js'
import { optionalIsClear, optionalLast, repeatLast, requestBegins, textLast } from './check/tail.js'
import { boundsFit, enumWords, typesFit } from './check/types.js'
import { sinceOrder } from './check/versions.js'
import { waitField } from './check/wait.js'
import type { Command } from './ir.js'

type SpecCheck = (subject: Subject) => void
type CommandCheck = (subject: Subject, command: Command) => void

/** Rules about a spec as a whole. */
const OF_SPEC: readonly SpecCheck[] = [
  keyOrder,
  sentence,
  rootSettings,
  errorHasHead,
  roleCommands,
  probeIsLine,
  methodsClash,
  caseClash,
  sameRequest,
  knownTypes,
  sinceOrder,
]

/** Rules about one command. */
const OF_COMMAND: readonly CommandCheck[] = [
  methodName,
  fieldNames,
  parametersClash,
  flagsListed,
  flagNames,
  flagTypes,
  flagSense,
  flagHides,
  requestBegins,
  requestIsOneLine,
  typesFit,
  boundsFit,
  enumWords,
  knownIsSaid,
  oneKey,
  repeatedKey,
  keyInReply,
  manyNeedsKey,
  blockAnnounced,
  lengthHasBlock,
  blockIsOneField,
  blockIsRow,
  flagsBelongToValue,
  optionalLast,
  optionalIsClear,
  repeatLast,
  textLast,
  silenceIsLast,
  silenceHides,
  silenceIsClear,
  quietlyDoesIt,
  quietlyFits,
  routeSaid,
  waitField,
  sessionHasRole,
  itemsPlace,
  itemKinds,
  itemsEnd,
  streamItems,
  streamRoute,
  streamEnds,
  keyInResult,
  flagInResult,
  emptyContainer,
  repliesApart,
  replyIsNoError,
]

/** Rules about the examples of a command; asked only if there is nothing wrong with the command itself. */
const OF_EXAMPLES: readonly CommandCheck[] = [exampleCall, exampleAgrees, exampleUses]

/** The names of all checks: each finds what no other does. */
export const CHECKS: readonly string[] = [...OF_SPEC, ...OF_COMMAND, ...OF_EXAMPLES].map(
  ({ name }) => name,
)

/** Runs all checks, but for one whose absence a test wants to see. */
export function runChecks(subject: Subject, without?: string): void {
  const { report, spec } = subject
  const run = (name: string, check: () => void): void => {
    if (name !== without) report.under(name, check)
  }
  for (const check of OF_SPEC) run(check.name, () => check(subject))
  for (const command of spec.commands) {
    const before = report.size
    for (const check of OF_COMMAND) run(check.name, () => check(subject, command))
    if (report.size > before) continue
    for (const check of OF_EXAMPLES) {
      if (report.size === before) run(check.name, () => check(subject, command))
    }
  }
}
