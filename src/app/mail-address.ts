import type { Card } from '../engine/card/card.ts'
import type { Recipient, Requester } from '../engine/referral/draft.ts'
import { mailOf } from '../engine/referral/mail.ts'
import { plain } from '../engine/referral/plain.ts'

/** What the mail is made from. The patient is no part of it. */
export interface MailParts {
  readonly card: Pick<Card, 'trial' | 'language'>
  readonly siteName: string
  readonly recipient: Recipient | undefined
  readonly requester: Requester | undefined
}

/** The address that opens a mail without a patient in it (RFC 6068). Nothing where the recipient has no mailbox. */
export function mailAddress({ card, siteName, recipient, requester }: MailParts): string | undefined {
  if (!recipient?.mail) return undefined
  const { trial, language } = card
  // Names that came from elsewhere: one line each, and nothing that an address cannot carry.
  const named = <T extends { readonly name: string }>(one: T): T => ({ ...one, name: plain(one.name) })
  const { subject, body } = mailOf(
    {
      trial: { id: trial.id, acronym: plain(trial.acronym) },
      site: plain(siteName),
      recipient: named(recipient),
      ...(requester && { requester: named(requester) }),
    },
    language,
  )
  const to = encodeURIComponent(recipient.mail).replace('%40', '@')
  const lines = body.replace(/\n/g, '\r\n')
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`
}
