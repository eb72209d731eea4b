import type { ReferralWords } from '../words/referral-en.ts'
import type { Agreement } from './Consent.tsx'
import { type GivenReason, missingOf, type ReasonAsked } from './Reason.tsx'
import type { ShownReferral } from './shown.ts'

/** Why a reason is asked for: each cause that applies. */
export function reasonsAsked({
  state,
  against,
  overrides,
}: Pick<ShownReferral, 'state' | 'against' | 'overrides'>): readonly ReasonAsked[] {
  const isSecond = state.kind === 'confirming' && state.checked.needsReason
  return [
    ...(isSecond ? (['second'] as const) : []),
    ...(against.length > 0 ? (['against'] as const) : []),
    ...(overrides.length > 0 ? (['override'] as const) : []),
  ]
}

/** What must be there before a referral may be sent, the first that is not. Undefined: all of it is. */
export function missingToSend(
  { patient, recipient, requester, letter }: ShownReferral,
  agreement: Agreement,
  asked: readonly ReasonAsked[],
  reason: GivenReason,
): keyof ReferralWords['confirm']['missing'] | undefined {
  // Two identifiers: a name alone is no patient.
  if (!patient?.name || !(patient.birthDate || patient.identifier)) return 'patient'
  if (!recipient) return 'recipient'
  if (!requester) return 'requester'
  if (!letter) return 'letter'
  if (agreement !== 'yes') return 'agreement'
  return asked.length > 0 ? missingOf(reason) : undefined
}
