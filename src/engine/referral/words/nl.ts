import { nl as card } from '../../card/words/nl.ts'
import type { ReferralWords } from './words.ts'

const CLINICIAN = 'de verwijzer'

/** Een verwijzing in het Nederlands. */
export const nl: ReferralWords = {
  card: {
    ...card,
    results: {
      ...card.results,
      reasons: { ...card.results.reasons, clinician: 'Aan een arts om te beoordelen' },
    },
    answeredBy: (by) => `beantwoord door ${by ?? CLINICIAN}`,
    answerOf: (by, at) => [`antwoord van ${by ?? CLINICIAN}`, at].filter(Boolean).join(', '),
    overrides: {
      ...card.overrides,
      whose: (by, at) => card.overrides.whose(by ?? CLINICIAN, at),
      you: CLINICIAN,
    },
    gaps: { ...card.gaps, forbidden: 'de verwijzer heeft er geen toegang toe' },
  },
  title: (trial) => `Verwijzing voor prescreening: ${trial}`,
  parts: {
    testData: 'Testgegevens',
    patient: 'Patiënt',
    referral: 'Verwijzing',
    trial: 'Studie',
    result: 'Uitkomst van de prescreening',
    settle: 'Wat uitsluitsel zou geven',
    answers: 'Antwoorden van de arts',
    gaps: 'Wat niet gelezen kon worden',
    consent: 'Wat de patiënt is verteld en heeft gezegd',
    about: 'Over deze brief',
  },
  line: (term, text) => `${term}: ${text}`,
  terms: {
    name: 'Naam',
    born: 'Geboren',
    identifier: 'Nummer',
    sex: 'Geslacht',
    from: 'Van',
    to: 'Aan',
    written: 'Geschreven',
    answerBy: 'Antwoord verwacht uiterlijk',
    reason: 'Reden om toch te verwijzen',
    trial: 'Studie',
    registry: 'Registratie',
    exclusion: 'Exclusie',
    allowed: 'Beslist niets',
    note: 'In eigen woorden',
  },
  nobodyNamed: 'een arts die het EPD niet noemde',
  studyTeam: 'het studieteam',
  results: { met: 'Voldoet', 'not-met': 'Voldoet niet', unknown: 'Onbekend', conflict: 'Tegenstrijdig' },
  exclusions: {
    met: 'Van toepassing',
    'not-met': 'Niet van toepassing',
    unknown: 'Onbekend',
    conflict: 'Tegenstrijdig',
  },
  unknown: (why) => `Onbekend, ${why.toLowerCase()}`,
  allRead: 'Alles wat is opgevraagd, is gelezen.',
  visible: 'Op basis van de gegevens die de verwijzer mag zien.',
  agreed: (by) =>
    `Patiënt is geïnformeerd en vindt het goed benaderd te worden en dat deze gegevens worden verstuurd: ja, bevestigd door ${by}.`,
  notAgreed:
    'Patiënt is geïnformeerd en vindt het goed benaderd te worden en dat deze gegevens worden verstuurd: niet bevestigd.',
  objection: {
    objects: 'Een bezwaar tegen onderzoek is vastgelegd: met deze brief mag niemand worden verwezen.',
    none: 'Bezwaar tegen onderzoek: niet vastgelegd.',
    unchecked: 'Bezwaar tegen onderzoek: kon in het dossier niet worden nagegaan.',
  },
  toConfirm: (list) => `Nog te bevestigen: ${list}.`,
  contradicted: (list) => `Het dossier spreekt tegen: ${list}.`,
  order: 'Verwijzing voor prescreening op deelname aan een studie',
  taskInput: 'Bevindingen per criterium en antwoorden van de arts',
  letterInput: 'Brief, met waar de patiënt mee instemt',
  definition: (trial, version, hash) => `Definitie van ${trial}, versie ${version}, SHA-256 ${hash}`,
}
