/** The findings and answers of a referral, as a QuestionnaireResponse. */
import { describe, expect, it } from 'vitest'
import { exportFhir } from '../../../src/authoring/fhir/export.ts'
import type { Json } from '../../../src/engine/fhir.ts'
import type { Draft } from '../../../src/engine/referral/draft.ts'
import { SHIPPED } from '../../authoring/explain/shipped.ts'
import { recordOf } from '../../support/match.ts'
import { catalog, draftOf, draftOfRecord, PATIENT, partOf } from './drafts.ts'

const draft = draftOf()

describe('the findings and answers', () => {
  interface Item {
    readonly linkId: string
    readonly text: string
    readonly answer: readonly {
      readonly valueCoding?: Json
      readonly valueInteger?: number
      readonly valueString?: string
    }[]
  }
  const itemsOf = (of: Draft) => partOf(of, 'QuestionnaireResponse')['item'] as readonly Item[]
  const who = { by: 'Dr Test Jansen', at: '2026-11-23T09:30' }

  it('are one item for each criterion of every trial, with its result as a code and in words', () => {
    for (const of of catalog.trials) {
      const own = draftOfRecord(recordOf(PATIENT), of)
      const items = itemsOf(own)
      expect(items.map(({ linkId }) => linkId)).toEqual(of.criteria.map(({ id }) => id))
      for (const { answer } of items) {
        expect(['met', 'not-met', 'unknown', 'conflict']).toContain(answer[0]?.valueCoding?.['code'])
        expect(answer[1]?.valueString).toBeTruthy()
      }
    }
  })

  it('tell a contradiction from what is not known', () => {
    const codes = (of: Draft) =>
      Object.fromEntries(itemsOf(of).map(({ linkId, answer }) => [linkId, answer[0]?.valueCoding?.['code']]))
    expect(codes(draft)).toMatchObject({
      'performance-status': 'met',
      'dutch-language': 'unknown',
      'primary-breast-sarcoma': 'not-met',
    })
    const two = draftOf(PATIENT, { answers: [{ question: 'Q10', answer: '3', ...who }] })
    expect(codes(two)['performance-status']).toBe('conflict')
  })

  it('are the clinician’s answers under their questions, with who and when, and with the codes of the exported form', () => {
    const answers = [
      { question: 'Q1', answer: 'unknown', ...who },
      { question: 'Q8', answer: 3, ...who },
      { question: 'Q20', answer: 'yes' },
    ]
    const own = draftOf(PATIENT, { answers })
    const given = itemsOf(own).filter(({ linkId }) => linkId.startsWith('Q'))
    expect(given.map(({ linkId }) => linkId)).toEqual(['Q1', 'Q8'])
    expect(given[0]?.answer[0]).toMatchObject({
      extension: [
        {
          extension: [
            { url: 'by', valueString: 'Dr Test Jansen' },
            { url: 'at', valueDateTime: '2026-11-23T09:30:00+01:00' },
          ],
        },
      ],
      valueCoding: { code: 'unknown', display: 'unknown' },
    })
    expect(given[1]?.answer[0]).toMatchObject({ valueInteger: 3 })
    const coded = draftOf(PATIENT, { answers: [{ question: 'Q8', answer: 'more-than-five' }] })
    expect(itemsOf(coded)[0]).toMatchObject({ linkId: 'Q8.code', answer: [{ valueCoding: {} }] })
  })

  it.each(SHIPPED)('name questions, criteria and codes as the export of %s does', (id, explained) => {
    const of = catalog.trials.find((one) => one.id === id)!
    const bundle = exportFhir(explained)
    const exported = (bundle.entry ?? []).map(({ resource }) => resource as unknown as Json)
    const canonical = (type: string) =>
      exported
        .filter(({ resourceType }) => resourceType === type)
        .map(
          ({ url, version, id: own, extension }) =>
            `${url ?? addressIn(extension)}|${version ?? of.version}#${own}`,
        )
    const answers = of.questionOrder.map((question) => ({
      question,
      answer: catalog.questions.find((one) => one.id === question)!.answers[0]!.code,
    }))
    const own = draftOfRecord(recordOf(PATIENT), of, { answers })
    const response = partOf(own, 'QuestionnaireResponse')
    expect(canonical('Questionnaire').map((one) => one.split('#')[0])).toEqual([response['questionnaire']])
    const [definition] = partOf(own, 'Provenance')['entity'] as { what: { identifier: Json } }[]
    expect(canonical('Group').map((one) => one.split('#')[0])).toContain(definition?.what.identifier['value'])
    const [study] = exported.filter(({ resourceType }) => resourceType === 'ResearchStudy')
    const subject = partOf(own, 'ResearchSubject')['study'] as Json
    expect(study?.['identifier']).toEqual([subject['identifier']])
    const systems = new Map(
      exported
        .filter(({ resourceType }) => resourceType === 'CodeSystem')
        .map(({ url, version, concept }) => [`${url}|${version}`, concept as { code: string }[]]),
    )
    const codings = itemsOf(own)
      .filter(({ linkId }) => !of.criteria.some((criterion) => criterion.id === linkId))
      .map(({ answer }) => answer[0]?.valueCoding as Json)
    expect(codings).toHaveLength(answers.length)
    for (const { system, version, code } of codings)
      expect(systems.get(`${system}|${version}`)?.map((one) => one.code)).toContain(code)
    const [form] = exported.filter(({ resourceType }) => resourceType === 'Questionnaire')
    const linkIds = (form!['item'] as Item[]).map(({ linkId }) => linkId)
    for (const { linkId } of itemsOf(own).slice(0, answers.length)) expect(linkIds).toContain(linkId)
  })
})

const addressIn = (extension: unknown): unknown =>
  (extension as Json[]).find(({ url }) => String(url).endsWith('/artifact-url'))?.['valueUri']
