/** What stands in a new definition for its author: comments, which decide nothing. */

/** The lines above everything. The first tells an editor where the grammar is. */
export const headerOf = ({
  schema,
  id,
  sitesLeftOut,
}: {
  readonly schema: string
  readonly id: string
  readonly sitesLeftOut: number
}): string[] => [
  `yaml-language-server: $schema=${schema}`,
  `${id}, made from its record at ClinicalTrials.gov by trialside new.`,
  'Every line of the registry is a question to the clinician. Nothing is read from a record yet, nothing is guessed.',
  '',
  'How to go on (src/catalog/README.md has the whole way):',
  '  1. Encode one criterion after another: replace its rule, and say under reading how you read it.',
  '     Leave it a question wherever a term has no definition, or where no record tells.',
  '     trialside facts lists what can be asked for.',
  '  2. trialside check names what is wrong, with line and column.',
  '  3. Write patients.yaml beside it; trialside cases runs them.',
  '  4. trialside explain gives the page that the principal investigator signs.',
  ...(schema.includes('/')
    ? []
    : [
        'An editor completes and underlines once the grammar is here: trialside schema --output trial.schema.json',
      ]),
  ...(sitesLeftOut > 0
    ? [`The registry names ${sitesLeftOut} more centres, which were left out of sites.`]
    : []),
]

/** What stands above a part, by its key. */
export const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  languages: [
    'For Dutch, write languages: [en, nl], and in every text: { en: …, nl: … }. check names those without it.',
  ],
  reviewed: ['Once you have held this file against the registry: who you are, and the day.'],
  'review-by': ['After this day the card says that the definition is out of date.'],
  sites: [
    'status: open, listed (named, no word on whether it includes now), in-preparation, on-hold, closed, unknown',
  ],
  contacts: ['From the registry. For referrals, name whom your hospital asks.'],
  'registry-text': [
    'applies: left out, so the trial is shown for every patient. To narrow it down, name facts of which one has to be',
    'on record, such as: applies: [breast-cancer, recurrence]',
    '',
    'The eligibility text as registered. Every sentence of it is a criterion below or stands under not-computed.',
  ],
  'open-terms': [
    'Words with the sign of a footnote that the text does not have. Say what they mean, once you know.',
  ],
  'not-computed': ['Sentences that no criterion covers, each with the reason.'],
  inclusion: ['A patient has to meet each of these.'],
  exclusion: ['A patient to whom one of these applies is excluded. The statement is read as it stands.'],
}
