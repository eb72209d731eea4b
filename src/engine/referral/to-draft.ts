import type { Making } from '../card/about.ts'
import type { Fact } from '../facts/fact.ts'
import { referenceTo } from '../fhir.ts'
import type { Match, Matcher } from '../index.ts'
import type { Query } from '../record/query.ts'
import { isTestData } from '../record/test-data.ts'
import type { Override } from '../verdict/override.ts'
import type { Verdict } from '../verdict/verdict.ts'
import type { Cited, Draft, DraftRequest } from './draft.ts'
import { letterOf } from './letter.ts'
import { plain } from './plain.ts'
import { partsOf } from './resources/parts.ts'
import { referralWords } from './words/words-of.ts'

/** What a match does not say by itself. */
export interface Circumstances {
  readonly making: Making
  /** What the clinician overrode. */
  readonly overrides?: readonly Override[]
  /** Queries that have not ended. */
  readonly pending?: readonly Query[]
}

/**
 * Makes of a match what goes out with a referral to one of its trials. The letter is made from the card, in the words of
 * the card, so that the study team reads what the clinician saw.
 * @returns nothing while the patient has not been read, or where the match is not with that trial
 */
export function toDraft(
  matcher: Pick<Matcher, 'cards' | 'catalog'>,
  match: Match,
  asked: DraftRequest,
  { making, overrides = [], pending = [] }: Circumstances,
): Draft | undefined {
  const request = plainly(asked)
  const verdict = match.verdicts.find(({ trial }) => trial.id === request.trial)
  const { patient } = match.record
  if (!verdict || !patient) return undefined
  const { trial } = verdict
  const words = referralWords(request.language)
  const own = { ...match, verdicts: [verdict] }
  const [card] = matcher.cards(own, request.language, making, pending, words.card, overrides)
  if (!card) throw new Error('a verdict without a card')
  const cited = citedIn(verdict)
  const names = new Set(cited.map(({ reference }) => reference))
  const isTest = [patient, ...match.record.resources.filter((one) => names.has(referenceTo(one)))].some(
    isTestData,
  )
  const material = { request, trial, card, making, words, isTestData: isTest }
  const letter = letterOf(material)
  const { recipient, requester, consent } = request
  const given = match.given.filter(({ question }) => trial.questionOrder.includes(question))
  const { catalog } = matcher
  return {
    trial: trial.id,
    key: request.key,
    letter,
    parts:
      recipient && requester && consent && !request.objects
        ? partsOf({ ...material, letter, patient, verdict, given, catalog, cited, recipient, requester })
        : [],
    cited,
    patient,
  }
}

/** What people wrote themselves, in one line each. */
const plainly = ({ requester, reason, ...others }: DraftRequest): DraftRequest => ({
  ...others,
  ...(requester ? { requester: { ...requester, name: plain(requester.name) } } : {}),
  ...(reason === undefined ? {} : { reason: plain(reason) }),
})

/** What the findings rest on, each once: the only entries of the record that a referral names. */
function citedIn({ findings }: Verdict): Cited[] {
  const used = findings.flatMap(({ used }) => used).flatMap(citedBy)
  return [...new Map(used.map((one) => [one.reference, one])).values()]
}

const citedBy = ({ source }: Fact): Cited[] =>
  source.kind === 'chart'
    ? [{ reference: source.reference, ...(source.version === undefined ? {} : { version: source.version }) }]
    : []
