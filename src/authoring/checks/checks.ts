import type { FactCatalog } from '../../engine/facts/catalog.ts'
import type { Compiled } from '../compile.ts'
import type { Finding } from '../problem.ts'
import type { WrittenTrial } from '../written.ts'
import { checkBounds } from './bounds.ts'
import { checkCodeEntries } from './code-entries.ts'
import { checkDates } from './dates.ts'
import { checkExpressions } from './fhirpath/expressions.ts'
import { checkFootnotes } from './footnotes.ts'
import { checkGroups } from './groups.ts'
import { checkIds } from './ids.ts'
import { checkLinks } from './links.ts'
import { checkLists } from './lists.ts'
import { checkLogic } from './logic.ts'
import { checkMangled } from './mangled.ts'
import { checkMeasured } from './measured.ts'
import { checkOrder } from './order.ts'
import { checkPermissions } from './permissions.ts'
import { checkReferences } from './references.ts'
import { checkResources } from './resources.ts'
import { checkTexts } from './texts.ts'
import { checkTranslations } from './translations.ts'
import { checkUnits } from './units.ts'
import { checkValueSets } from './value-sets.ts'
import { checkVerbatim } from './verbatim.ts'
import { checkWindows } from './windows.ts'

/** What a check looks at. */
export interface Checked {
  readonly written: WrittenTrial
  readonly compiled: Compiled
  /** The codes, facts and questions that every trial may use. */
  readonly shared: FactCatalog
  /** The day of reading, `YYYY-MM-DD`; absent where nothing is to be held against a calendar. */
  readonly today?: string
}

/** One aspect of a definition. Gives everything that is wrong with it. */
export type Check = (checked: Checked) => Finding[]

/** Every check, in the order in which a reader goes through a definition. */
export const CHECKS: readonly Check[] = [
  checkIds,
  checkDates,
  checkLinks,
  checkTexts,
  checkMangled,
  checkTranslations,
  checkLists,
  checkVerbatim,
  checkFootnotes,
  checkPermissions,
  checkReferences,
  checkGroups,
  checkBounds,
  checkWindows,
  checkOrder,
  checkMeasured,
  checkLogic,
  checkCodeEntries,
  checkValueSets,
  checkUnits,
  checkResources,
  checkExpressions,
]
