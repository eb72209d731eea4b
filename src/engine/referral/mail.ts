import type { Card } from '../card/card.ts'
import type { Language } from '../language.ts'
import type { Recipient, Requester } from './draft.ts'
import { trialName } from './trial-name.ts'
import { asideWords } from './words/aside-of.ts'

/** A mail that asks to be called back. */
export interface Mail {
  readonly subject: string
  readonly body: string
}

/** What the mail is made from: nothing of it is about a patient. */
export interface MailMaterial {
  readonly trial: Pick<Card['trial'], 'id' | 'acronym'>
  /** The hospital that asks, by name. */
  readonly site: string
  readonly recipient?: Recipient
  readonly requester?: Requester
}

/** The last way to refer: a mail without a patient in it, for a telephone call. */
export function mailOf({ trial, site, recipient, requester }: MailMaterial, language: Language): Mail {
  const words = asideWords(language)
  const name = trialName(trial)
  return {
    subject: words.mail.subject(name),
    body: [
      words.mail.greeting(recipient?.name ?? words.studyTeam),
      `${words.mail.body(name)} ${words.mail.callBack}`,
      words.mail.privacy,
      [requester?.name, site].filter((one) => one !== undefined).join('\n'),
    ].join('\n\n'),
  }
}
