import { describe, expect, it } from 'vitest'
import { Names } from '../../../src/authoring/explain/names.ts'
import { type Phrase, phraseOf } from '../../../src/authoring/explain/phrase.ts'
import type { Language } from '../../../src/engine/language.ts'
import { example } from './example.ts'

const flat = ({ text, parts }: Phrase): string =>
  parts.length === 0 ? text : `${text} (${parts.map(flat).join(' ')})`

/** A rule as written, in the words of a language. */
function said(rule: string, language: Language): string {
  const { trial, catalog } = example({ one: rule })
  return flat(phraseOf(trial.criteria[0]!.rule, new Names(catalog, language)))
}

describe('how a criterion is decided', () => {
  it.each([
    [
      '{ age: { at-least: 18, at-most: 65 } }',
      'Age on the day of evaluation: at least 18 years; at most 65 years.',
      'Leeftijd op de dag van beoordeling: minstens 18 jaar; hoogstens 65 jaar.',
    ],
    [
      '{ latest: { fact: neutrophils, at-least: 1.5 10*9/L, within: 14 days } }',
      'Latest neutrophils: at least 1.5 × 10⁹/L; at most 14 days old.',
      'Laatste neutrofielen: minstens 1,5 × 10⁹/L; hoogstens 14 dagen oud.',
    ],
    [
      '{ latest: { fact: bilirubin, less-than: 1.5 mg/dL, within: 14 days } }',
      'Latest bilirubin, total: less than 1.5 mg/dL; at most 14 days old.',
      'Laatste bilirubine, totaal: minder dan 1,5 mg/dL; hoogstens 14 dagen oud.',
    ],
    [
      '{ latest: { fact: creatinine, at-most: 120 umol/L, within: 1 month } }',
      'Latest creatinine: at most 120 µmol/L; at most 1 month old.',
      'Laatste creatinine: hoogstens 120 µmol/L; hoogstens 1 maand oud.',
    ],
    [
      '{ latest: { fact: alt, at-most: 3 ULN, within: any time } }',
      'Latest ALT: at most 3 times the upper limit of normal; however old.',
      'Laatste ALAT: hoogstens 3 keer de bovengrens van normaal; hoe oud ook.',
    ],
    [
      '{ event: { fact: radiotherapy, sites: [breast], within: 6 months, except: [{ longer-ago-than: 3 months }] } }',
      'On record: radiotherapy, of the breast, within 6 months before the day of evaluation, except if it ended more than 3 months before the day of evaluation.',
      'Vastgelegd: radiotherapie, van borst, binnen 6 maanden vóór de dag van beoordeling, behalve als het meer dan 3 maanden vóór de dag van beoordeling is beëindigd.',
    ],
    [
      '{ interval: { from: { fact: radiotherapy }, to: recurrence, more-than: 12 months } }',
      'Time from the end of the last radiotherapy: until the first recurrence; more than 12 months.',
      'Tijd vanaf het einde van de laatste radiotherapie: tot het recidief (het eerste, als er meer zijn); meer dan 12 maanden.',
    ],
    [
      '{ not: { event: { fact: heart-failure } } }',
      'Not: on record: heart failure.',
      'Niet: vastgelegd: hartfalen.',
    ],
    [
      '{ at-least: { count: 2, of: [{ ask: { name: first } }, { age: { at-least: 18 } }] } }',
      'At least 2 of these: (Answered by the clinician, yes or no. Age on the day of evaluation: at least 18 years.)',
      'Minstens 2 van deze: (Beantwoord door de arts, ja of nee. Leeftijd op de dag van beoordeling: minstens 18 jaar.)',
    ],
    [
      '{ depends: { on: { age: { at-least: 50 } }, if-met: { ask: { name: first } }, if-not: { ask: { name: second } } } }',
      'Depending on one thing: (If: age on the day of evaluation: at least 50 years. Then: answered by the clinician, yes or no. Otherwise: answered by the clinician, yes or no.)',
      'Afhankelijk van één ding: (Als: leeftijd op de dag van beoordeling: minstens 50 jaar. Dan: beantwoord door de arts, ja of nee. Anders: beantwoord door de arts, ja of nee.)',
    ],
    [
      '{ permission: { show: { fact: systemic-therapy } } }',
      'Allowed: nothing can speak against it; shown for information: systemic therapy.',
      'Toegestaan: niets kan ertegen spreken; ter informatie getoond: systemische therapie.',
    ],
  ])('is said of %s', (rule, english, dutch) => {
    expect([said(rule, 'en'), said(rule, 'nl')]).toEqual([english, dutch])
  })
})
