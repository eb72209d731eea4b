import type {
  Bundle,
  Element,
  Extension,
  FhirResource,
  Group,
  GroupCharacteristic,
  QuestionnaireItem,
} from 'fhir/r4'
import { describe, expect, it } from 'vitest'
import { exportFhir } from '../../../src/authoring/fhir/export.ts'
import { SHIPPED } from '../explain/shipped.ts'
import { resourcesIn } from './validated.ts'

const TRANSLATION = 'http://hl7.org/fhir/StructureDefinition/translation'

const exported = SHIPPED.map(([id, explained]) => [id, explained, exportFhir(explained)] as const)

const all = <T extends FhirResource['resourceType']>(bundle: Bundle, type: T) =>
  resourcesIn(bundle).filter((one) => one.resourceType === type) as Extract<
    FhirResource,
    { resourceType: T }
  >[]

/** The Group of the trial itself; further groups are parts of its criteria. */
const criteriaIn = (bundle: Bundle): Group => all(bundle, 'Group')[0]!

const ours = ({ extension = [] }: GroupCharacteristic, slice: string): Extension[] =>
  extension
    .filter(({ url }) => url.endsWith('/eligibility-criterion'))
    .flatMap(({ extension: slices = [] }) => slices)
    .filter(({ url }) => url === slice)

/** A text in Dutch beside an element. */
const dutch = (element: Element | undefined): string | undefined => {
  const translation = element?.extension?.find(
    ({ url, extension = [] }) => url === TRANSLATION && extension.some(({ valueCode }) => valueCode === 'nl'),
  )
  return translation?.extension?.find(({ url }) => url === 'content')?.valueString
}

describe.each(exported)('the export of %s', (_, { trial, catalog, written }, bundle) => {
  const { characteristic = [] } = criteriaIn(bundle)

  it('has one characteristic for each criterion, with its sentence, its reading and its polarity', () => {
    const said = characteristic.map((one) => ({
      id: one.id,
      sentence: ours(one, 'sourceText')[0]?.valueMarkdown,
      reading: ours(one, 'note')[0]?.valueMarkdown,
      exclude: one.exclude,
    }))
    expect(said).toEqual(
      trial.criteria.map(({ id, sentence, reading, exclude }) => ({
        id,
        sentence,
        reading: reading[trial.languages[0]!],
        exclude,
      })),
    )
  })

  it('has every question of each criterion, in the Questionnaire and in Dutch', () => {
    const [questionnaire] = all(bundle, 'Questionnaire')
    const asked = characteristic.map((one) =>
      ours(one, 'question').map(({ valueCanonical }) => valueCanonical?.split('#')[1]),
    )
    expect(asked).toEqual(trial.criteria.map(({ questions }) => questions))
    const items = new Map((questionnaire?.item ?? []).map((item) => [item.linkId, item]))
    for (const id of trial.criteria.flatMap(({ questions }) => questions)) {
      const question = catalog.questions.find((one) => one.id === id)!
      const item = items.get(id)
      expect(item?.text).toBe(question.text[trial.languages[0]!])
      if (trial.languages.includes('nl')) expect(dutch(item?._text)).toBe(question.text.nl)
      expect(codesOf(items, id)).toEqual(question.answers.map(({ code }) => code))
    }
    for (const { valueCanonical } of characteristic.flatMap((one) => ours(one, 'question')))
      expect(valueCanonical?.split('|')[0]).toBe(questionnaire?.url)
  })

  it('gives every answer its Dutch words', () => {
    const options = (all(bundle, 'Questionnaire')[0]?.item ?? []).flatMap(
      ({ answerOption = [] }) => answerOption,
    )
    if (!trial.languages.includes('nl')) return
    for (const { valueCoding } of options) expect(dutch(valueCoding?._display)).toBeTruthy()
  })

  it('has every rule to the letter, and in words', () => {
    const rules = characteristic.map((one) => ours(one, 'rule')[0]?.valueExpression?.expression)
    expect(rules).toEqual(trial.criteria.map(({ rule }) => JSON.stringify(rule)))
    for (const one of characteristic) expect(ours(one, 'decided')[0]?.valueMarkdown).toMatch(/\w.*\.$/)
  })

  it('has every term that the text leaves open, and every sentence that is not computed', () => {
    const terms = characteristic.flatMap((one) =>
      ours(one, 'openTerm').map(({ extension = [] }) => [one.id, extension[0]?.valueString]),
    )
    expect(new Set(terms.map(String))).toEqual(
      new Set(trial.openTerms.flatMap(({ term, criteria }) => criteria.map((id) => String([id, term])))),
    )
    const left = (criteriaIn(bundle).extension ?? []).filter(({ url }) => url.endsWith('/not-computed'))
    expect(left.map(({ extension }) => extension?.[0]?.valueMarkdown)).toEqual(
      (written.notComputed ?? []).map(({ sentence }) => sentence),
    )
  })

  it('has each value set with what it is made of and with its expansion, and a date that no clock gave', () => {
    expect(all(bundle, 'ValueSet').length).toBeGreaterThan(0)
    for (const { compose, expansion } of all(bundle, 'ValueSet')) {
      expect(compose?.include.length).toBeGreaterThan(0)
      expect(expansion?.contains?.length).toBe(expansion?.total)
      expect(expansion?.total).toBeGreaterThan(0)
      expect(expansion?.timestamp).toBe(trial.reviewed.asOf)
    }
  })

  it('is the same byte for byte when it is made again', () => {
    const [, again] = SHIPPED.find(([id]) => id === trial.id)!
    expect(JSON.stringify(exportFhir(again))).toBe(JSON.stringify(bundle))
  })
})

/** The codes offered for a question: with it, or behind it where it takes a number. */
const codesOf = (items: ReadonlyMap<string, QuestionnaireItem>, id: string) =>
  (items.get(`${id}.code`) ?? items.get(id))?.answerOption?.map(({ valueCoding }) => valueCoding?.code)
