import type { AsideWords } from './aside.ts'

/** What is said beside a referral, in English. */
export const en: AsideWords = {
  studyTeam: 'the study team',
  mail: {
    subject: (trial) => `${trial}: please call me back`,
    greeting: (name) => `To ${name},`,
    body: (trial) =>
      `I may have a patient for ${trial} and would like to discuss a referral for pre-screening.`,
    callBack: 'Please call me back.',
    privacy: 'This mail names no patient and holds no data of one. Please put none into your answer either.',
  },
  outcome: {
    asked: {
      outcome: 'What came of talking with the patient about the trial?',
      reason: 'Why?',
      note: 'Note',
    },
    kinds: {
      interested: 'interested, not referred yet',
      'declined-by-patient': 'the patient declined',
      deferred: 'later',
      'not-suitable': 'not suitable',
    },
    reasons: {
      'wants-information': 'wants more information first',
      'wants-time': 'wants time to think',
      'wants-to-talk-at-home': 'wants to talk about it at home',
      'no-research': 'does not want to take part in research',
      burden: 'too much of a burden',
      travel: 'too far to travel',
      'other-treatment': 'prefers another treatment',
      'no-reason-given': 'gave no reason',
      'awaiting-results': 'results are awaited',
      'awaiting-board': 'the tumour board decides first',
      'awaiting-recovery': 'has to recover first',
      'other-treatment-first': 'another treatment comes first',
      condition: 'health does not allow it',
      'other-trial': 'is in another trial',
      understanding: 'cannot understand or complete what the trial asks',
      criterion: 'a criterion stands against it',
      other: 'another reason',
    },
  },
}
