/** The mail without a patient in it: what may stand in its address, and what never does. */
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mailAddress } from '../../src/app/mail-address.ts'
import { showReferral } from '../../src/app/show-referral.ts'
import type { Card } from '../../src/engine/card/card.ts'
import type { Language } from '../../src/engine/language.ts'
import { answering, mayFitCard, Q1 } from './cards.ts'
import { RECIPIENT, REQUESTER } from './fake-door.ts'

const PARTS = { card: mayFitCard, siteName: 'Demo hospital', recipient: RECIPIENT, requester: REQUESTER }

/** The mail that an address opens, read as RFC 6068 has it: a plus is a plus. */
function opened(address: string | undefined) {
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/s.exec(address ?? '') ?? []
  const fields = query.split('&').map((field) => field.split('='))
  return {
    to: decodeURIComponent(to),
    names: fields.map(([name]) => name),
    subject: decodeURIComponent(fields[0]?.[1] ?? ''),
    body: decodeURIComponent(fields[1]?.[1] ?? ''),
  }
}

/** The address as the page shows it for a card. */
const mailOn = (card: Card) =>
  showReferral({
    ...PARTS,
    card: signal(card),
    requester: signal(REQUESTER),
    bars: signal([]),
    state: signal({ kind: 'idle' }),
    earlier: signal([]),
    earlierFailed: signal(false),
    letter: signal({
      language: 'en',
      title: 'ZZ-LETTER',
      parts: [{ title: 'Patient', lines: [card.patient?.name ?? ''] }],
      text: card.patient?.name ?? '',
    }),
    keptAnswers: signal('session'),
    outcome: { outcome: signal(undefined), saving: signal(undefined), where: signal('session') },
  }).value.mail

/** Names that break what is put together carelessly, and names that stand in the mail anyway. */
const AWKWARD = [
  'Anna &body=ZZ ?cc=evil@evil.example',
  'O’Brien-van der Meer, 100%',
  'Null\r\nBcc: evil@evil.example',
  'Žofie Ångström 张伟 ‮',
  'RT-HYPE',
  'Demo hospital',
  '',
]

const patients = fc.record({
  name: fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'binary', maxLength: 60 })),
  birthDate: fc.constantFrom('12 Mar 1961', '1961', ''),
  age: fc.constantFrom('65 years', ''),
  sex: fc.constantFrom('female', 'unknown', ''),
  identifier: fc.oneof(fc.constantFrom('0012345678', 'NCT06452485'), fc.string({ maxLength: 20 })),
})

describe('the mail without a patient', () => {
  it('is the same for every patient, with every finding and answer, letter for letter', () => {
    const [first, ...others] = mayFitCard.lines
    fc.assert(
      fc.property(patients, fc.string({ maxLength: 40 }), (patient, said) => {
        const line = { ...first!, result: said, answered: [answering(Q1, 'yes', patient.name)] }
        const card: Card = {
          ...mayFitCard,
          patient,
          lines: [line, ...others],
          notices: [said],
          verdict: { ...mayFitCard.verdict, sentence: said },
        }
        expect(mailOn(card)).toBe(mailAddress(PARTS))
      }),
      { seed: 6_452_485 },
    )
  })

  it('opens in one piece: recipient, subject and body, lines ended as RFC 6068 asks, in both languages', () => {
    for (const language of ['en', 'nl'] satisfies Language[]) {
      const address = mailAddress({ ...PARTS, card: { ...mayFitCard, language } })
      const { to, names, subject, body } = opened(address)
      expect(to).toBe(RECIPIENT.mail)
      expect(names).toEqual(['subject', 'body'])
      expect(subject).toContain('RT-HYPE')
      expect(body).toContain('Dr. Test Oncologist\r\nDemo hospital')
      expect(body.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      expect(address).toMatch(/^mailto:[\w.!~*'()%@?&=-]+$/)
    }
  })

  it('survives whatever a name holds: nothing that is no address, and no field that nobody wrote', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('\ud800', '\udfff x', '&cc=evil@evil.example', 'a\r\nb', ''),
        (any, awkward) => {
          const name = any + awkward
          const { to, names, subject } = opened(
            mailAddress({
              card: { ...mayFitCard, trial: { ...mayFitCard.trial, acronym: name } },
              siteName: name,
              recipient: { ...RECIPIENT, name },
              requester: { ...REQUESTER, name },
            }),
          )
          expect(to).toBe(RECIPIENT.mail)
          expect(names).toEqual(['subject', 'body'])
          expect(subject).not.toMatch(/[\r\n]/)
        },
      ),
      { seed: 6_452_485 },
    )
  })

  it('escapes in a mailbox what would end it', () => {
    const mail = 'a+b%/?&#c@office.example'
    const address = mailAddress({ ...PARTS, recipient: { ...RECIPIENT, mail } })
    expect(opened(address)).toMatchObject({ to: mail, names: ['subject', 'body'] })
    expect(address).toContain('@office.example?subject=')
  })

  it('is none where the recipient has no mailbox, or nobody receives anything', () => {
    const { mail: _, ...withoutMail } = RECIPIENT
    expect(mailAddress({ ...PARTS, recipient: withoutMail })).toBeUndefined()
    expect(mailAddress({ ...PARTS, recipient: undefined })).toBeUndefined()
  })

  it('is written without a name where it is not known who refers', () => {
    const { body } = opened(mailAddress({ ...PARTS, requester: undefined }))
    expect(body.trimEnd().endsWith('Demo hospital')).toBe(true)
    expect(body).not.toContain('undefined')
  })
})
