/** The labelled patients: what each record supports, contradicts and leaves open, as the label says. */
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { Finding, Status } from '../../src/engine/criteria/finding.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import type { Verdict, VerdictKind } from '../../src/engine/verdict/verdict.ts'
import { citedBy, verdictOnRecord } from '../support/match.ts'

/** The answers of a case, as a FHIR QuestionnaireResponse. */
interface CaseAnswers {
  readonly item: readonly {
    readonly linkId: string
    readonly answer: readonly {
      readonly valueCoding?: { readonly code: string }
      readonly valueInteger?: number
    }[]
  }[]
}

/** A label of `expected.json`. A list means that any of its values is right. */
interface Label {
  readonly title: string
  readonly answers?: CaseAnswers
  readonly expect: Readonly<Record<string, Status | readonly Status[]>>
  readonly verdict: VerdictKind | readonly VerdictKind[]
  readonly mustCite?: Readonly<Record<string, readonly string[]>>
  readonly mustNotCite?: Readonly<Record<string, readonly string[]>>
}

const FOLDER = 'test/cases'
const AS_OF = '2026-11-23'
const labels = Object.entries(readJson(`${FOLDER}/expected.json`) as Record<string, Label>)

/** What was right so far. Dangerous: an answer where the record leaves it open, or the opposite answer. */
const figures = { criteria: [0, 0], verdicts: [0, 0], dangerous: 0 } as {
  criteria: [right: number, all: number]
  verdicts: [right: number, all: number]
  dangerous: number
}

for (const [id, label] of labels) countRight(verdictOfCase(id, label), label)

describe('the labelled patients', () => {
  it.each(labels.map(([id, label]) => ({ id, title: label.title, label })))(
    '$id: $title',
    ({ id, label }) => {
      const verdict = verdictOfCase(id, label)
      for (const [criterion, allowed] of Object.entries(label.expect)) {
        const { status, reason } = findingIn(verdict, criterion)
        expect(listed(allowed), `${criterion} is ${status} (${reason})`).toContain(status)
      }
      expect(listed(label.verdict)).toContain(verdict.kind)
      for (const [criterion, references] of Object.entries(label.mustCite ?? {}))
        expect(citedBy(findingIn(verdict, criterion)), `${criterion} cites`).toEqual(
          expect.arrayContaining([...references]),
        )
      for (const [criterion, references] of Object.entries(label.mustNotCite ?? {}))
        for (const reference of references)
          expect(citedBy(findingIn(verdict, criterion)), `${criterion} does not cite`).not.toContain(
            reference,
          )
    },
  )
})

describe('all labelled patients together', () => {
  const share = ([right, all]: readonly [number, number]): number => right / all

  it('answers at least 98 % of the criteria as labelled', () => {
    expect(share(figures.criteria)).toBeGreaterThanOrEqual(0.98)
  })

  it('gives at least 98 % of the verdicts as labelled', () => {
    expect(share(figures.verdicts)).toBeGreaterThanOrEqual(0.98)
  })

  it('gives no dangerous answer: none where the record leaves it open, and never the opposite one (HZ-01, HZ-02)', () => {
    expect(figures.dangerous).toBe(0)
  })

  afterAll(() => {
    const { criteria, verdicts, dangerous } = figures
    process.stdout.write(
      `criteria ${criteria.join('/')}, verdicts ${verdicts.join('/')}, dangerous answers ${dangerous}\n`,
    )
  })
})

function verdictOfCase(id: string, { answers }: Label): Verdict {
  const read = recordFromBundle(readJson(`${FOLDER}/cases/${id}.json`))
  if (!read.ok) throw new Error(`${id}: ${read.problem.kind}`)
  return verdictOnRecord(read.value, { today: AS_OF, answers: answers ? answersIn(answers) : [] })
}

function answersIn({ item }: CaseAnswers): Answer[] {
  return item.flatMap(({ linkId, answer: [given] }) => {
    const answer = given?.valueInteger ?? given?.valueCoding?.code
    return answer === undefined ? [] : [{ question: linkId, answer }]
  })
}

function countRight(verdict: Verdict, label: Label): void {
  figures.verdicts[1] += 1
  if (listed(label.verdict).includes(verdict.kind)) figures.verdicts[0] += 1
  for (const [criterion, allowed] of Object.entries(label.expect)) {
    const { status } = findingIn(verdict, criterion)
    figures.criteria[1] += 1
    if (listed(allowed).includes(status)) figures.criteria[0] += 1
    else if (status !== 'unknown') figures.dangerous += 1
  }
}

function findingIn({ findings }: Verdict, id: string): Finding {
  const finding = findings.find(({ criterion }) => criterion === id)
  if (!finding) throw new Error(`no such criterion: ${id}`)
  return finding
}

function listed<T extends string>(one: T | readonly T[]): readonly T[] {
  return typeof one === 'string' ? [one] : one
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
