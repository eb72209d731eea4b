/** The facts of a trial that a registry's record states, as a definition writes them. */
import { inOneLine } from './registry-words.ts'
import { reviewBy } from './review-by.ts'
import type { Person, Place, Study } from './study.ts'

type Written = Readonly<Record<string, unknown>>

const MOST_SITES = 300
const MOST_OF_A_PURPOSE = 600

/** Everything above the criteria. */
export function trialFacts(study: Study, today: string, version: string): Written {
  const { id, asOf } = study
  const record = { 'as-of': asOf, source: { en: 'registry record' } }
  return {
    grammar: 1,
    id,
    version,
    acronym: apart(study.acronym ?? id),
    title: study.title,
    'short-title': { en: study.shortTitle },
    languages: ['en'],
    wording: 'verbatim',
    'wording-source': record,
    status: { recruitment: study.recruitment, ...record },
    reviewed: {
      by: 'trialside new (nobody has looked at it yet)',
      'as-of': asOf,
      source: { en: 'taken over from the registry record' },
    },
    'review-by': reviewBy(asOf, today),
    'registry-link': `https://clinicaltrials.gov/study/${id}`,
    panel: panelOf(study),
    sites: sitesOf(study).map((place) => ({ ...siteOf(place), ...record })),
    ...(study.people.length > 0
      ? { contacts: study.people.map((one) => ({ ...contactOf(one), ...record })) }
      : {}),
  }
}

/** The centres that are listed: of very many those that are open first. */
export function sitesOf({ places }: Study): readonly Place[] {
  if (places.length <= MOST_SITES) return places
  const isOpen = ({ status }: Place) => status === 'open'
  return [...places.filter(isOpen), ...places.filter((place) => !isOpen(place))].slice(0, MOST_SITES)
}

const siteOf = ({ name, city, status }: Place): Written => ({ name: apart(name), city, status })

const contactOf = ({ isInvestigator, name, mail, phone }: Person): Written => ({
  role: { en: isInvestigator ? 'Principal investigator' : 'Contact' },
  name: apart(name),
  ...(mail === undefined ? {} : { mail }),
  ...(phone === undefined ? {} : { phone }),
})

function panelOf(study: Study): { readonly term: Written; readonly text: Written }[] {
  const ages = [
    study.minimumAge && `from ${study.minimumAge}`,
    study.maximumAge && `up to ${study.maximumAge}`,
  ]
  const rows: (readonly [term: string, text: string | undefined])[] = [
    ['Purpose', study.summary === undefined ? undefined : shortened(study.summary)],
    ['Conditions', study.conditions.join('; ')],
    ['Type', [study.type, ...study.phases, study.purpose].filter(Boolean).map(inSmallLetters).join(', ')],
    ['Size', study.size === undefined ? undefined : `${study.size} participants`],
    ['Ages', ages.filter(Boolean).join(', ')],
    ['Sex', study.sex === undefined ? undefined : inSmallLetters(study.sex)],
    ['Sponsor', study.sponsor],
  ]
  return rows.flatMap(([term, text]) => (text ? [{ term: { en: term }, text: { en: text } }] : []))
}

const inSmallLetters = (word = ''): string => word.toLowerCase().replaceAll('_', ' ')

function shortened(text: string): string {
  const line = inOneLine(text)
  return line.length <= MOST_OF_A_PURPOSE
    ? line
    : `${line.slice(0, MOST_OF_A_PURPOSE).replace(/\s+\S*$/u, '')} …`
}

const OTHER_SCRIPT = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]+/gu

/** A name with its scripts apart: `TGFβ` as `TGF β`. In one word a letter of another script is a look-alike. */
const apart = (name: string): string =>
  name
    .replace(/[\p{L}\p{N}]+/gu, (word) =>
      /\p{Script=Latin}/u.test(word) ? word.replace(OTHER_SCRIPT, ' $& ') : word,
    )
    .replace(/\s+/g, ' ')
    .trim()
