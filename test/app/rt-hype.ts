import type { CardLine } from '../../src/engine/card/card.ts'
import type { Language, Text } from '../../src/engine/language.ts'

/** The part of a line that comes from the trial, not from the patient. */
type Criterion = Pick<CardLine, 'id' | 'statement' | 'exclude' | 'sentence' | 'reading'> & {
  readonly leftOpen?: string
}

interface Wording {
  readonly exclude?: boolean
  readonly statement: Text
  readonly sentence: string
  readonly reading: Text
  readonly leftOpen?: Text
}

const CRITERIA: Record<string, Wording> = {
  'performance-status': {
    statement: { en: 'WHO performance status 2 or better', nl: 'WHO-performancescore 2 of beter' },
    sentence: 'WHO performance scale ≤2',
    reading: {
      en: 'The latest WHO or ECOG value is 0, 1 or 2, at most 90 days old and after the latest salvage surgery. Karnofsky 70 and above counts as fitting, 40 and below as not.',
      nl: 'De laatste WHO- of ECOG-waarde is 0, 1 of 2, hooguit 90 dagen oud en van na de laatste salvage-operatie. Karnofsky 70 en hoger past, 40 en lager niet.',
    },
    leftOpen: {
      en: 'How recent the value must be.',
      nl: 'Hoe recent de waarde moet zijn.',
    },
  },
  adult: {
    statement: { en: '18 years or older', nl: '18 jaar of ouder' },
    sentence: '>=18 years',
    reading: { en: 'Turned 18 on or before today.', nl: 'Is vandaag 18 jaar of ouder.' },
  },
  'locoregional-recurrence': {
    statement: {
      en: 'Locoregional recurrence after irradiation of the primary',
      nl: 'Locoregionaal recidief na bestraling van de primaire tumor',
    },
    sentence:
      'Patients with a LRR breast cancer after postoperative irradiation of the primary breast cancer. LRR is defined as a local and/or regional recurrence, including patients with a second primary ipsilateral breast cancer.',
    reading: {
      en: 'On one side: primary, then radiotherapy, then a recurrence or a second primary on that side.',
      nl: 'Aan één zijde: primaire tumor, daarna radiotherapie, daarna een recidief of tweede primaire tumor aan die zijde.',
    },
    leftOpen: {
      en: 'Whether DCIS alone, phyllodes or radiation-associated angiosarcoma counts.',
      nl: 'Of alleen DCIS, phyllodes of een radiatie-geassocieerd angiosarcoom meetelt.',
    },
  },
  'salvage-surgery': {
    statement: {
      en: 'Salvage mastectomy, high risk; or local excision with indication for re-irradiation',
      nl: 'Salvage-mastectomie met hoog risico, of lokale excisie met indicatie voor herbestraling',
    },
    sentence:
      'Patients treated with salvage mastectomy with high-risk* tumor characteristics or local excision with an indication for postoperative re-irradiation.',
    reading: {
      en: 'An operation after the recurrence, on its side. High risk and the indication are the team’s judgement.',
      nl: 'Een operatie na het recidief, aan dezelfde zijde. Hoog risico en de indicatie zijn aan het MDO.',
    },
    leftOpen: {
      en: '“high-risk*” points to a footnote that is not published.',
      nl: '“high-risk*” verwijst naar een voetnoot die niet is gepubliceerd.',
    },
  },
  'prior-breast-irradiation': {
    statement: {
      en: 'Earlier whole or partial breast irradiation',
      nl: 'Eerdere bestraling van (een deel van) de borst',
    },
    sentence: 'Previously treated with whole or partial breast irradiation.',
    reading: {
      en: 'Radiotherapy of the breast on the side of the recurrence, before it.',
      nl: 'Radiotherapie van de borst aan de zijde van het recidief, daarvóór.',
    },
    leftOpen: {
      en: 'Whether irradiation of the chest wall after a mastectomy counts.',
      nl: 'Of bestraling van de thoraxwand na een mastectomie meetelt.',
    },
  },
  'systemic-therapy-allowed': {
    statement: {
      en: 'Systemic therapy before or after surgery',
      nl: 'Systemische therapie voor of na de operatie',
    },
    sentence: '(Neo)adjuvant systemic therapy (NST) is allowed.',
    reading: { en: 'A permission: it decides nothing.', nl: 'Een toestemming: dit beslist niets.' },
  },
  'pet-ct-staging': {
    statement: { en: 'PET-CT used for staging', nl: 'Gestadieerd met PET-CT' },
    sentence: 'Use of (FES/FDG-)PET-CT in staging of nodal and disseminated disease.',
    reading: {
      en: 'An FDG- or FES-PET-CT around this recurrence. None found does not count against the patient.',
      nl: 'Een FDG- of FES-PET-CT rond dit recidief. Ontbreekt die, dan telt dat niet tegen de patiënt.',
    },
    leftOpen: {
      en: 'Whether a PET-CT is required or permitted.',
      nl: 'Of een PET-CT verplicht of toegestaan is.',
    },
  },
  'oligometastases-limit': {
    statement: {
      en: 'Metastases, if any: at most five, only in the named lymph nodes',
      nl: 'Eventuele metastasen: hooguit vijf, alleen in de genoemde klieren',
    },
    sentence:
      'Oligometastases in lymph nodes in the mediastinum, neck, contralateral axillary/supraclavicular region (up to a maximal number of five) is allowed.',
    reading: {
      en: 'No distant metastases, or one to five in lymph nodes of the named regions.',
      nl: 'Geen afstandsmetastasen, of één tot vijf in klieren van de genoemde regio’s.',
    },
    leftOpen: {
      en: 'Whether “five” counts lesions, nodes or regions, and whether one bone lesion is excluded.',
      nl: 'Of “vijf” over laesies, klieren of regio’s gaat, en of één botlaesie uitsluit.',
    },
  },
  'dutch-language': {
    statement: {
      en: 'Understands and speaks Dutch well enough',
      nl: 'Verstaat en spreekt voldoende Nederlands',
    },
    sentence: 'Adequate communication and understanding skills of the Dutch language.',
    reading: { en: 'Only you can judge this.', nl: 'Alleen u kunt dit beoordelen.' },
  },
  'primary-breast-sarcoma': {
    exclude: true,
    statement: { en: 'Primary breast sarcoma', nl: 'Primair sarcoom van de borst' },
    sentence: 'Diagnosed with primary breast sarcoma',
    reading: { en: 'A sarcoma of the breast is recorded.', nl: 'Er is een sarcoom van de borst vastgelegd.' },
  },
  'low-risk-recurrence': {
    exclude: true,
    statement: {
      en: 'Low-risk recurrence after breast-conserving treatment',
      nl: 'Laagrisicorecidief na borstsparende behandeling',
    },
    sentence: 'Have a low-risk LRR after previous breast-conserving surgery/therapy',
    reading: {
      en: 'After breast-conserving surgery, the team judges the recurrence low risk.',
      nl: 'Na borstsparende chirurgie beoordeelt het MDO het recidief als laag risico.',
    },
    leftOpen: { en: '“Low-risk” is not defined.', nl: '“Low-risk” is niet gedefinieerd.' },
  },
}

/** The criteria in the trial's order. */
export const criteriaIn = (language: Language): readonly Criterion[] =>
  Object.entries(CRITERIA).map(([id, { exclude = false, statement, sentence, reading, leftOpen }]) => ({
    id,
    exclude,
    statement: statement[language],
    sentence,
    reading: reading[language],
    ...(leftOpen && { leftOpen: leftOpen[language] }),
  }))
