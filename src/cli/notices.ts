import { en } from '../engine/card/words/en.ts'
import type { Unused } from '../engine/facts/fact.ts'
import type { PatientRecord, SetAside } from '../engine/record/record.ts'
import type { Verdict, VerdictKind } from '../engine/verdict/verdict.ts'
import { oneLine } from './summary.ts'

/** Something worth knowing beside the verdict. */
export interface Notice {
  readonly code: string
  readonly reference?: string
  readonly text: string
}

/** What a reader of the verdict has to know, the weightier first. */
export function noticesOf(verdict: Verdict, record: PatientRecord): Notice[] {
  return [
    ...notApplicable(verdict),
    ...incomplete(record),
    ...unread(verdict),
    ...record.setAside.map(setAside),
    ...disagreements(verdict),
    ...otherSides(verdict),
    ...notUnderstood(verdict),
  ]
}

const notApplicable = ({ notApplicable: why }: Verdict): Notice[] =>
  why === undefined ? [] : [{ code: why, text: `${en.verdict[why]}.` }]

const INCOMPLETE: Readonly<Record<string, string>> = {
  'more-pages': 'The Bundle has a next link: it is one page of a longer answer.',
  'total-mismatch': 'The total of the Bundle is above the number of its entries.',
  restricted:
    'The Bundle says that something was left out, or has an entry that is not a resource with an id.',
}

function incomplete({ ledger }: PatientRecord): Notice[] {
  const reasons = new Set(
    ledger.flatMap(({ state, reason }) => (state === 'complete' ? [] : [reason ?? 'restricted'])),
  )
  return [...reasons].map((reason) => ({
    code: 'incomplete',
    text: `${INCOMPLETE[reason] ?? en.gaps[reason]} What was not read may change the result.`,
  }))
}

const unread = ({ findings }: Verdict): Notice[] =>
  findings
    .filter((finding) => finding.status !== 'unknown' && finding.unread.length > 0)
    .map(({ criterion }) => ({
      code: 'unread',
      text: `${criterion} stands on what was read. What was not read could contradict it.`,
    }))

const ASIDE: Readonly<Record<SetAside['why'], string>> = {
  'somebody-else': 'About somebody else: set aside, not used.',
  unclear: 'Does not say whose it is: set aside, not used.',
  'two-versions': 'Two different contents under one id and version: neither is used.',
}

const setAside = ({ reference, why }: SetAside): Notice => ({ code: why, reference, text: ASIDE[why] })

const disagreements = ({ findings }: Verdict): Notice[] =>
  findings
    .filter(({ disagreement }) => disagreement)
    .map(({ criterion }) => ({
      code: 'disagreement',
      text: `The answer and the record differ on ${criterion}. Neither is taken over the other.`,
    }))

const VERDICTS: Readonly<Record<VerdictKind, string>> = {
  'does-not-fit': 'does not appear to fit',
  'may-fit': 'may fit',
  fits: 'appears to fit',
  'not-applicable': 'does not apply',
}

const otherSides = ({ side: shown, otherSides: others }: Verdict): Notice[] =>
  others.flatMap(({ side, kind }) =>
    side === undefined
      ? []
      : [
          {
            code: 'other-side',
            text: `Shown is the ${shown} side. The ${side} side was judged apart: ${VERDICTS[kind]}.`,
          },
        ],
  )

const STRANGE: readonly Unused['why'][] = ['not-understood', 'text-only', 'damaged-code']

function notUnderstood({ findings }: Verdict): Notice[] {
  const strange = findings.flatMap(({ unused }) => unused).filter(({ why }) => STRANGE.includes(why))
  return [...new Map(strange.map((one) => [one.reference, one])).values()].map(
    ({ reference, label, why }) => ({
      code: 'not-understood',
      reference,
      text: `Seen and not used: “${oneLine(label)}”, ${en.whys[why]}.`,
    }),
  )
}
