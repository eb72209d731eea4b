import type {
  Card,
  CardAnswer,
  CardLine,
  CardQuestion,
  CardSection,
  EvidenceLine,
  TimelineEvent,
} from '../../src/engine/card/card.ts'
import type { Language } from '../../src/engine/language.ts'
import { criteriaIn } from './rt-hype.ts'

/** A question as a card puts it, with the codes that it offers. */
export const asking = (
  id: string,
  text: string,
  choices: readonly string[],
  more: Partial<CardQuestion> = {},
) =>
  ({
    id,
    text,
    wanted: text,
    supplier: 'clinician',
    choices: [...choices, 'unknown'].map((code) => ({ code, text: code.replaceAll('-', ' ') })),
    ...more,
  }) satisfies CardQuestion

/** A question that has been answered. */
export const answering = (asked: CardQuestion, given: string | number, by = 'Dr. Test Oncologist') =>
  ({
    ...asked,
    given,
    answer: asked.choices.find(({ code }) => code === given)?.text ?? String(given),
    by,
    at: '23 Nov 2026 09:41',
    whose: `Answer of ${by}, 23 Nov 2026 09:41`,
  }) satisfies CardAnswer

/** The questions of the cards below. */
export const Q1 = asking(
  'Q1',
  'In the judgement of the multidisciplinary team, does the recurrence have high-risk features that justify postoperative re-irradiation?',
  ['yes', 'no-low-risk', 'not-yet-known'],
  { help: 'Dutch guidance names R1 resection and lymphangitis cutis.' },
)
export const Q8 = asking('Q8', 'If nodal only: how many lesions?', ['more-than-five'], {
  number: { from: 1, to: 5 },
})
export const Q9 = asking('Q9', 'Was FDG- or FES-PET-CT used to stage this recurrence?', ['fdg', 'fes', 'no'])
export const Q11 = asking(
  'Q11',
  'Can the patient communicate in and understand Dutch well enough to complete questionnaires?',
  ['yes', 'no', 'unsure'],
)

/** What one patient's record gives for a criterion. */
type Finding = Partial<Omit<CardLine, 'id' | 'statement' | 'exclude'>> & Pick<CardLine, 'effect' | 'result'>

const CHECKING: Finding = { effect: 'open', result: '', reason: 'incomplete', checking: true }

const TITLES: Record<Language, Record<CardSection['kind'], string>> = {
  en: {
    contradicts: 'The record contradicts',
    open: 'To confirm',
    supports: 'The record supports',
    allowed: 'Allowed, decides nothing',
  },
  nl: {
    contradicts: 'Het dossier spreekt dit tegen',
    open: 'Nog te bevestigen',
    supports: 'Het dossier ondersteunt dit',
    allowed: 'Toegestaan, beslist niets',
  },
}

const linesOf = (language: Language, findings: Record<string, Finding>): CardLine[] =>
  criteriaIn(language).map((criterion) => {
    const finding = findings[criterion.id] ?? CHECKING
    const holds = finding.effect === 'supports' ? !criterion.exclude : criterion.exclude
    return {
      status: finding.effect === 'open' ? 'unknown' : holds ? 'met' : 'not-met',
      reason: null,
      checking: false,
      method: '',
      settledBy: '',
      answered: [],
      used: [],
      notUsed: [],
      ...criterion,
      ...finding,
    } satisfies CardLine
  })

const sectionsOf = (language: Language, lines: readonly CardLine[]): CardSection[] => {
  const kindOf = (line: CardLine) => (line.id === 'systemic-therapy-allowed' ? 'allowed' : line.effect)
  return (['contradicts', 'open', 'supports', 'allowed'] as const)
    .map((kind) => ({
      kind,
      title: TITLES[language][kind],
      lines: lines.filter((line) => kindOf(line) === kind),
    }))
    .filter(({ lines }) => lines.length > 0)
}

const seen = (reference: string, label: string, more: Partial<EvidenceLine> = {}): EvidenceLine => ({
  reference,
  label,
  source: `${reference}, version 1`,
  ...more,
})

const rows = (ids: readonly string[]) =>
  criteriaIn('en')
    .filter(({ id }) => ids.includes(id))
    .map(({ id, statement }) => ({ id, statement }))

/** The disease course of the patient in most cards: one side, in the trial's order. */
export const LEFT_COURSE = [
  {
    kind: 'primary',
    side: 'left',
    from: '2015-03-02',
    to: '2015-03-02',
    date: '2 Mar 2015',
    label: 'Malignant neoplasm of left breast',
    answers: rows(['locoregional-recurrence']),
    reference: 'Condition/primary',
    planned: false,
  },
  {
    kind: 'surgery',
    side: 'left',
    from: '2015-04-01',
    to: '2015-04-30',
    date: 'Apr 2015',
    label: 'Lumpectomy of left breast',
    answers: rows(['low-risk-recurrence']),
    reference: 'Procedure/lumpectomy',
    planned: false,
  },
  {
    kind: 'radiotherapy',
    side: 'left',
    from: '2015-06-09',
    to: '2015-08-10',
    date: '9 Jun – 10 Aug 2015',
    label: 'Whole breast irradiation, left',
    answers: rows(['locoregional-recurrence', 'prior-breast-irradiation']),
    reference: 'Procedure/irradiation',
    planned: false,
  },
  {
    kind: 'recurrence',
    side: 'left',
    from: '2026-08-20',
    to: '2026-08-20',
    date: '20 Aug 2026',
    label: 'Local recurrence of malignant tumour of breast',
    answers: rows(['locoregional-recurrence']),
    reference: 'Condition/recurrence',
    planned: false,
  },
  {
    kind: 'surgery',
    side: 'left',
    from: '2026-12-01',
    to: '2026-12-01',
    date: '1 Dec 2026',
    label: 'Salvage mastectomy',
    answers: rows(['salvage-surgery']),
    reference: 'ServiceRequest/mastectomy',
    planned: true,
  },
] satisfies TimelineEvent[]

const PATIENT = {
  name: 'Anna de Vries-Hendriks',
  birthDate: '12 Mar 1961',
  age: '65 years',
  sex: 'female',
  identifier: '0012345678',
} satisfies Card['patient']

const SUPPORTED: Record<string, Finding> = {
  'performance-status': {
    effect: 'supports',
    result: 'WHO 1 on 2 Oct 2026',
    used: [
      seen('Observation/who-1', 'WHO performance status', {
        value: 'WHO 1',
        date: '2 Oct 2026',
        status: 'final',
        source: 'Observation/who-1, version 2 (LOINC 89247-1)',
      }),
    ],
    notUsed: [
      seen('Observation/who-0', 'WHO performance status', {
        value: 'WHO 3',
        date: '4 Jan 2026',
        status: 'entered in error',
        why: 'the record says that it was entered in error',
      }),
    ],
  },
  adult: {
    effect: 'supports',
    result: '65 years, born 12 Mar 1961',
    used: [seen('Patient/anna', 'Date of birth', { date: '12 Mar 1961' })],
  },
  'locoregional-recurrence': {
    effect: 'supports',
    result: 'Left: irradiated 2015, recurrence 20 Aug 2026',
    used: [
      seen('Condition/recurrence', 'Local recurrence of malignant tumour of breast', {
        date: '20 Aug 2026',
        side: 'left',
        status: 'active, confirmed',
        source: 'Condition/recurrence, version 4 (SNOMED CT 314955001)',
      }),
    ],
  },
  'prior-breast-irradiation': {
    effect: 'supports',
    result: 'Whole breast, left, 9 Jun – 10 Aug 2015',
    used: [
      seen('Procedure/irradiation', 'Whole breast irradiation', {
        date: '9 Jun – 10 Aug 2015',
        side: 'left',
        status: 'completed',
      }),
    ],
  },
  'systemic-therapy-allowed': { effect: 'supports', result: 'Letrozole since Sep 2026: allowed' },
  'primary-breast-sarcoma': {
    effect: 'supports',
    result: 'Does not apply: no sarcoma of the breast recorded',
  },
}

const OPEN: Record<string, Finding> = {
  'salvage-surgery': {
    effect: 'open',
    reason: 'clinician',
    result: 'Salvage mastectomy, left, 1 Dec 2026',
    asks: Q1,
    used: [
      seen('ServiceRequest/mastectomy', 'Salvage mastectomy', {
        date: '1 Dec 2026',
        side: 'left',
        status: 'planned',
      }),
    ],
  },
  'pet-ct-staging': {
    effect: 'open',
    reason: 'missing',
    result: 'Not recorded',
    asks: Q9,
  },
  'oligometastases-limit': {
    effect: 'open',
    reason: 'conflict',
    result: 'M0 on 1 Sep 2026; bone metastasis, 14 Sep 2026',
    caution: 'Imaging reports could not be read; they may hold more.',
    used: [
      seen('Observation/m0', 'Distant metastases category', { value: 'M0', date: '1 Sep 2026' }),
      seen('Condition/bone', 'Metastatic malignant neoplasm to bone', {
        date: '14 Sep 2026',
        status: 'provisional',
      }),
    ],
  },
  'dutch-language': {
    effect: 'open',
    reason: 'clinician',
    result: 'language Dutch',
    asks: Q11,
  },
  'low-risk-recurrence': {
    effect: 'open',
    reason: 'clinician',
    result: 'Lumpectomy, left, Apr 2015',
    asks: Q1,
  },
}

const PANEL: Card['panel'] = {
  terms: [
    {
      term: 'Kind of study',
      text: 'Observational: treatment is chosen as usual, with or without hyperthermia.',
    },
    {
      term: 'For the patient',
      text: 'Questionnaires on quality of life and side effects, follow-up 5 years.',
    },
    { term: 'Planned size', text: '500 patients; completion expected 31 May 2027.' },
    { term: 'Not stated', text: 'Time limits, dose limits and margins: the public text names none.' },
  ],
  howToTakePart: [
    'Go through the criteria with the multidisciplinary team.',
    'Look up the current contact on the registry page.',
    'Ask the study coordinator to pre-screen the patient.',
  ],
  registryLink: 'https://clinicaltrials.gov/study/NCT06452485',
}

const ABOUT: Card['about'] = [
  { term: 'Read', text: '23 Nov 2026, 09:41, from this chart' },
  { term: 'Criteria', text: 'RT-HYPE, version 1, checked against the registry on 6 Oct 2025' },
  { term: 'Matching runs', text: 'in this browser; nothing leaves it' },
  {
    term: 'Not decided here',
    text: 'Whether the patient takes part. The study team confirms every criterion.',
  },
]

/** A card out of what differs between patients. */
export function cardOf(
  findings: Record<string, Finding>,
  verdict: Card['verdict'],
  more: Partial<Card> = {},
): Card {
  const language = more.language ?? 'en'
  const lines = linesOf(language, findings)
  return {
    language,
    trial: {
      id: 'NCT06452485',
      version: '1.0.0',
      acronym: 'RT-HYPE',
      title: 'Postoperative re-irradiation with or without hyperthermia for recurrent breast cancer',
      status: 'Recruiting, as of 6 Oct 2025 (registry record)',
      standing: [],
    },
    patient: PATIENT,
    verdict,
    overrideReasons: [
      { code: 'chart-wrong', text: 'the chart is wrong' },
      { code: 'other', text: 'another reason' },
    ],
    checking: lines.some(({ checking }) => checking),
    gaps: [],
    lines,
    sections: sectionsOf(language, lines),
    timeline: LEFT_COURSE,
    sites: [
      { name: 'Amsterdam UMC, location VUmc', city: 'Amsterdam', status: 'Recruiting', asOf: '6 Oct 2025' },
      { name: 'Instituut Verbeeten', city: 'Tilburg', status: 'Not in the registry', asOf: '12 Jun 2025' },
    ],
    settle: [],
    notices: [],
    panel: PANEL,
    about: ABOUT,
    ...more,
  } satisfies Card
}

/** Nothing is read yet. */
export const readingCard = cardOf(
  {},
  { kind: 'may-fit', sentence: 'May fit, 11 points to confirm', points: 11 },
  { timeline: [] },
)

/** Some criteria are answered, others are still being checked. */
export const halfReadCard = cardOf(
  { adult: SUPPORTED['adult']!, 'prior-breast-irradiation': SUPPORTED['prior-breast-irradiation']! },
  { kind: 'may-fit', sentence: 'May fit, 9 points to confirm', points: 9 },
  { timeline: LEFT_COURSE.slice(0, 3) },
)

/** Five points to confirm, and nothing contradicts. */
export const mayFitCard = cardOf(
  { ...SUPPORTED, ...OPEN },
  { kind: 'may-fit', sentence: 'May fit, 5 points to confirm', points: 5 },
  {
    settle: [
      'The team’s judgement on high-risk features: settles 2 points.',
      'Whether a PET-CT was made, and where.',
      'Whether the bone lesion of 14 Sep 2026 is a metastasis.',
      'Your judgement on Dutch.',
    ],
    notices: ['Letrozole was started after the performance status of 2 Oct 2026 was recorded.'],
  },
)

/** One criterion contradicts; others are open. */
export const doesNotFitCard = cardOf(
  {
    ...SUPPORTED,
    ...OPEN,
    'performance-status': {
      effect: 'contradicts',
      result: 'WHO 3 on 2 Oct 2026',
      used: [seen('Observation/who-3', 'WHO performance status', { value: 'WHO 3', date: '2 Oct 2026' })],
    },
    'primary-breast-sarcoma': {
      effect: 'contradicts',
      result: 'Angiosarcoma of left breast, 20 Aug 2026',
    },
  },
  {
    kind: 'does-not-fit',
    sentence: 'Does not appear to fit',
    points: 5,
    because: 'Performance status is WHO 3 on 2 Oct 2026; the trial asks for 2 or better.',
  },
)

/** Everything supports. */
export const fitsCard = cardOf(
  {
    ...SUPPORTED,
    'salvage-surgery': {
      effect: 'supports',
      result: 'Salvage mastectomy 1 Oct 2026; high risk: you answered, 09:45',
      used: [
        seen('Question/Q1', 'High-risk features', {
          value: 'yes',
          date: '23 Nov 2026',
          status: 'you answered',
        }),
      ],
    },
    'pet-ct-staging': { effect: 'supports', result: 'FDG-PET-CT on 1 Sep 2026' },
    'oligometastases-limit': { effect: 'supports', result: 'M0 on 1 Sep 2026' },
    'dutch-language': { effect: 'supports', result: 'Yes: you answered, 09:44' },
    'low-risk-recurrence': { effect: 'supports', result: 'High risk: you answered, 09:45' },
  },
  { kind: 'fits', sentence: 'Appears to fit, confirm with the study team', points: 0 },
)

/** The trial is not about this patient. */
export const notApplicableCard = cardOf(
  { ...SUPPORTED, ...OPEN },
  {
    kind: 'not-applicable',
    sentence: 'This trial does not apply',
    points: 0,
    because: 'No breast cancer is recorded.',
  },
  { timeline: [] },
)

/** The patient has died. */
export const deceasedCard = cardOf(
  { ...SUPPORTED, ...OPEN },
  {
    kind: 'not-applicable',
    sentence: 'This trial does not apply',
    points: 0,
    because: 'The record says that the patient died on 3 Nov 2026.',
  },
)

/** Parts of the record could not be read; events have no side or no date. */
export const gapsCard = cardOf(
  {
    ...SUPPORTED,
    ...OPEN,
    'prior-breast-irradiation': {
      effect: 'open',
      reason: 'incomplete',
      result: 'Not readable',
    },
    'performance-status': { effect: 'open', reason: 'stale', result: 'WHO 1 on 2 Feb 2026' },
    'locoregional-recurrence': {
      effect: 'open',
      reason: 'ambiguous',
      result: 'Recurrence of breast cancer, side not recorded, 20 Aug 2026',
    },
  },
  { kind: 'may-fit', sentence: 'May fit, 8 points to confirm', points: 8 },
  {
    gaps: [
      {
        text: 'Radiotherapy and operations (Procedure): your access does not include them.',
        touches: rows(['prior-breast-irradiation', 'salvage-surgery']).map(({ statement }) => statement),
      },
      { text: 'Imaging studies (ImagingStudy): the server did not answer in time.', touches: [] },
    ],
    timeline: [
      ...LEFT_COURSE.slice(0, 2),
      { ...LEFT_COURSE[3]!, side: 'unknown', label: 'Recurrent malignant neoplasm of breast' },
      { ...LEFT_COURSE[1]!, side: 'both', reference: 'Procedure/both', label: 'Bilateral breast operation' },
      {
        kind: 'radiotherapy',
        side: 'right',
        date: 'no date',
        label: 'External beam radiotherapy',
        answers: [],
        reference: 'Procedure/undated',
        planned: false,
      },
    ],
  },
)

/** The longest Dutch that the card has to carry. */
export const dutchCard = cardOf(
  {
    'performance-status': { effect: 'supports', result: 'WHO 1 op 2 okt 2026' },
    adult: { effect: 'supports', result: '65 jaar, geboren op 12 mrt 1961' },
    'locoregional-recurrence': {
      effect: 'open',
      reason: 'ambiguous',
      result:
        'recidief van mammacarcinoom, zijde niet vastgelegd, 20 aug 2026; bestraling van de borst, links, 9 jun 2015 – 10 aug 2015',
      asks: asking(
        'Q4',
        'Betreft het een recidief (of tweede primaire tumor) aan dezelfde zijde als de eerder bestraalde borstkanker?',
        ['zelfde-zijde-links', 'zelfde-zijde-rechts', 'andere-zijde', 'beide-zijden'],
      ),
      caution: 'De beeldvormingsverslagen konden niet worden gelezen; daarin kan meer staan.',
    },
    'salvage-surgery': {
      effect: 'open',
      reason: 'clinician',
      result: 'salvage-mastectomie, links, 1 dec 2026',
      asks: asking(
        'Q1',
        'Heeft het recidief volgens het MDO hoogrisicokenmerken waarvoor postoperatieve herbestraling gerechtvaardigd is?',
        ['ja', 'nee-laag-risico', 'nog-niet-bekend-(PA-volgt)'],
      ),
    },
    'prior-breast-irradiation': { effect: 'supports', result: 'Hele borst, links, 9 jun – 10 aug 2015' },
    'systemic-therapy-allowed': { effect: 'supports', result: 'Letrozol sinds sep 2026: toegestaan' },
    'pet-ct-staging': { effect: 'open', reason: 'missing', result: 'Niet vastgelegd' },
    'oligometastases-limit': {
      effect: 'contradicts',
      result: 'Hersenmetastasen (gemetastaseerd maligne neoplasma naar cerebrum) op 14 sep 2026',
    },
    'dutch-language': {
      effect: 'open',
      reason: 'clinician',
      result: 'taal Nederlands',
    },
    'primary-breast-sarcoma': { effect: 'supports', result: 'Geen sarcoom van de borst vastgelegd' },
    'low-risk-recurrence': {
      effect: 'open',
      reason: 'clinician',
      result: 'lumpectomie, links, apr 2015',
    },
  },
  {
    kind: 'does-not-fit',
    sentence: 'Lijkt niet te passen',
    points: 5,
    because:
      'Hersenmetastasen op 14 sep 2026; de studie laat alleen metastasen toe in de genoemde lymfeklieren.',
  },
  {
    language: 'nl',
    trial: {
      id: 'NCT06452485',
      version: '1.0.0',
      acronym: 'RT-HYPE',
      title:
        'Postoperatieve herbestraling met of zonder hyperthermie bij een locoregionaal recidief van borstkanker',
      status: 'Werft, per 6 okt 2025 (registratie)',
      standing: [],
    },
    patient: {
      name: 'Wilhelmina Johanna Antoinette van der Meulen-Schimmelpenninck van der Oye',
      birthDate: '12 mrt 1961',
      age: '65 jaar',
      sex: 'vrouw',
      identifier: 'ZIS-0000-0012345678-X',
    },
    gaps: [
      {
        text: 'Beeldvormingsverslagen (DiagnosticReport): uw toegang omvat deze niet.',
        touches: [
          'Gestadieerd met PET-CT',
          'Eventuele metastasen: hooguit vijf, alleen in de genoemde klieren',
        ],
      },
    ],
    settle: ['Het oordeel van het MDO over hoogrisicokenmerken: geeft uitsluitsel over 2 punten.'],
  },
)
