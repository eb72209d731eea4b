import type { AsideWords } from './aside.ts'

/** Wat naast een verwijzing gezegd wordt, in het Nederlands. */
export const nl: AsideWords = {
  studyTeam: 'het studieteam',
  mail: {
    subject: (trial) => `${trial}: graag terugbellen`,
    greeting: (name) => `Aan ${name},`,
    body: (trial) =>
      `Ik heb mogelijk een patiënt voor ${trial} en wil graag een verwijzing voor prescreening bespreken.`,
    callBack: 'Wilt u mij terugbellen?',
    privacy:
      'Deze mail noemt geen patiënt en bevat geen gegevens van een patiënt. Zet die ook niet in uw antwoord.',
  },
  outcome: {
    asked: {
      outcome: 'Wat kwam er uit het gesprek met de patiënt over de studie?',
      reason: 'Waarom?',
      note: 'Toelichting',
    },
    kinds: {
      interested: 'geïnteresseerd, nog niet verwezen',
      'declined-by-patient': 'de patiënt wil niet',
      deferred: 'later',
      'not-suitable': 'niet geschikt',
    },
    reasons: {
      'wants-information': 'wil eerst meer informatie',
      'wants-time': 'wil bedenktijd',
      'wants-to-talk-at-home': 'wil het thuis bespreken',
      'no-research': 'wil niet meedoen aan onderzoek',
      burden: 'te belastend',
      travel: 'te ver reizen',
      'other-treatment': 'wil liever een andere behandeling',
      'no-reason-given': 'gaf geen reden',
      'awaiting-results': 'wacht op uitslagen',
      'awaiting-board': 'het MDO beslist eerst',
      'awaiting-recovery': 'moet eerst herstellen',
      'other-treatment-first': 'eerst een andere behandeling',
      condition: 'de gezondheid laat het niet toe',
      'other-trial': 'zit in een andere studie',
      understanding: 'kan niet begrijpen of invullen wat de studie vraagt',
      criterion: 'een criterium staat in de weg',
      other: 'een andere reden',
    },
  },
}
