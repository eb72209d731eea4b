/** What holds for every record: the properties of the matcher, on patients by chance. `RUNS` sets how many. */
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Finding } from '../../src/engine/criteria/finding.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import { FactReader } from '../../src/engine/facts/facts-of.ts'
import { type Resource, referenceTo } from '../../src/engine/fhir.ts'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import { Intake } from '../../src/engine/record/intake.ts'
import { isResourceType } from '../../src/engine/record/ledger.ts'
import type { PatientRecord } from '../../src/engine/record/record.ts'
import type { Verdict } from '../../src/engine/verdict/verdict.ts'
import {
  type GeneratedPatient,
  generatedAnswers,
  generatedPatient,
  line,
  resourcesOfGenerated,
} from '../support/generated-patients.ts'
import {
  type Circumstances,
  catalog,
  day,
  finishAll,
  type Gaps,
  matcher,
  recordOf,
  results,
  short,
  TODAY,
  trial,
  verdictOf,
  verdictOnRecord,
} from '../support/match.ts'
import { bundleOf } from '../support/patient.ts'

const RUNS = Number(process.env['RUNS'] ?? 250)
const SEED = 6_452_485

const reader = new FactReader(catalog)
const factsIn = (record: PatientRecord) => reader.factsOf(record, day(TODAY))

vi.setConfig({ testTimeout: 600_000 })

/** Checks a property on patients by chance, always the same ones. */
function always<T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...args: T) => void,
): void {
  const property = fc.property(fc.tuple<T>(...arbitraries), (args) => {
    check(...args)
  })
  fc.assert(property, { seed: SEED, numRuns: RUNS })
}

const judge = (patient: GeneratedPatient, circumstances: Circumstances = {}): Verdict =>
  verdictOf(resourcesOfGenerated(patient), circumstances)

const outcomes = (verdict: Verdict) => ({ kind: verdict.kind, side: verdict.side, ...results(verdict) })

/** `a` says no more than `b`: what it knows, `b` knows alike. */
const saysNoMore = (a: Finding, b: Finding): boolean => a.status === 'unknown' || a.status === b.status

const pairs = (a: Verdict, b: Verdict): (readonly [Finding, Finding])[] =>
  a.findings.map((finding, index) => [finding, b.findings[index]!] as const)

const withLines = (patient: GeneratedPatient, lines: readonly string[]): GeneratedPatient => ({
  ...patient,
  lines,
})

describe('a record that was not read to the end', () => {
  const loss = fc
    .tuple(generatedPatient, fc.array(fc.nat({ max: 3 }), { minLength: 14, maxLength: 14 }))
    .map(([patient, dice]) => {
      const [who, ...resources] = resourcesOfGenerated(patient)
      const kept = resources.filter((_, index) => dice[index] !== 0)
      const lost = resources.filter((resource) => !kept.includes(resource))
      const gaps: Gaps = Object.fromEntries(
        lost
          .filter(({ resourceType }) => isResourceType(resourceType))
          .map(({ resourceType }) => [resourceType, 'partial'] as const),
      )
      return { whole: [who!, ...resources], kept: [who!, ...kept], gaps }
    })

  it('never knows more than the whole record, save that an event stays present with the unread query named (P-01)', () => {
    always([loss], ({ whole, kept, gaps }) => {
      const [part, all] = [verdictOf(kept, { gaps }), verdictOf(whole)]
      if (part.side !== all.side) return // another side is another question; the next test is about that
      for (const [less, more] of pairs(part, all)) {
        if (saysNoMore(less, more)) continue
        const told = `${less.criterion} ${short(less)}, whole ${short(more)}`
        expect(less.status, `only a presence may stand: ${told}`).toBe('met')
        expect(more.status, `nothing contradicts it outright: ${told}`).toBe('unknown')
        expect(
          less.unread.map(({ resource }) => resource).filter((resource) => resource in gaps),
          told,
        ).not.toEqual([])
      }
    })
  })

  it('never judges a side that the whole record does not judge (P-01, HZ-16)', () => {
    always([loss], ({ whole, kept, gaps }) => {
      const all = verdictOf(whole)
      const { side } = verdictOf(kept, { gaps })
      if (side !== undefined) expect([all.side, ...all.otherSides.map((other) => other.side)]).toContain(side)
    })
  })

  it('gives no contradiction and no "not applicable" that the whole record does not give (P-01, HZ-02)', () => {
    always([loss], ({ whole, kept, gaps }) => {
      const [part, all] = [verdictOf(kept, { gaps }), verdictOf(whole)]
      if (part.kind === 'not-applicable') expect(all.kind).toBe(part.kind)
      const contradicting = part.findings.filter(
        ({ effect, exclude }) => effect === 'contradicts' && !exclude,
      )
      if (part.side === all.side)
        for (const { criterion } of contradicting)
          expect(all.findings.find((finding) => finding.criterion === criterion)?.effect).toBe('contradicts')
    })
  })

  it('names a gap wherever it knows less (P-01, HZ-08)', () => {
    always([loss], ({ whole, kept, gaps }) => {
      const part = verdictOf(kept, { gaps })
      if (JSON.stringify(results(part)) !== JSON.stringify(results(verdictOf(whole))))
        expect(gaps).not.toEqual({})
    })
  })
})

describe('the order and the packing of a record', () => {
  const shuffled = generatedPatient.chain((patient) =>
    fc.tuple(
      fc.constant(patient),
      fc.shuffledSubarray([...patient.lines], { minLength: patient.lines.length }),
    ),
  )

  it('does not change a letter of the verdict: permutation of resources (P-03)', () => {
    always([shuffled, generatedAnswers], ([patient, lines], answers) => {
      const again = judge(withLines(patient, lines), { answers })
      expect(JSON.stringify(again)).toBe(JSON.stringify(judge(patient, { answers })))
    })
  })

  it('does not change the findings: permutation of the codings of each resource (P-03)', () => {
    const also = fc.constantFrom(
      'SNOMED|254837009',
      'ICD10CM|C50.912',
      'ICD10CM|C50.911',
      'LOCAL|9',
      'ICD10|C77.3',
      'SNOMED|392021009',
    )
    always([generatedPatient, fc.array(also, { minLength: 20, maxLength: 20 })], (patient, extra) => {
      const lines = patient.lines.map((entry, index) => `${entry} also=${extra[index % 20]}`)
      const resources = resourcesOfGenerated(withLines(patient, lines))
      const turned = resources.map((resource) => {
        const code = resource['code'] as { coding?: unknown[] } | undefined
        return code?.coding ? { ...resource, code: { ...code, coding: code.coding.toReversed() } } : resource
      })
      expect(outcomes(verdictOf(turned))).toEqual(outcomes(verdictOf(resources)))
    })
  })

  it('does not change a letter of the verdict: repetition of resources (P-04)', () => {
    const repeated = generatedPatient.chain((patient) =>
      fc.tuple(fc.constant(patient), fc.subarray([...patient.lines])),
    )
    always([repeated], ([patient, again]) => {
      const twice = withLines(patient, [...again, ...patient.lines, ...again])
      expect(JSON.stringify(judge(twice))).toBe(JSON.stringify(judge(patient)))
    })
  })

  it('gives the same record from every partition into pages, empty and overlapping ones included (P-05)', () => {
    const cuts = fc.array(fc.tuple(fc.nat({ max: 14 }), fc.nat({ max: 6 })), { maxLength: 5 })
    always([generatedPatient, cuts], (patient, pages) => {
      const resources = resourcesOfGenerated(patient)
      const intake = new Intake('p')
      for (const [from, length] of pages)
        intake.take({ ...bundleOf(resources.slice(from, from + length)), type: 'searchset' })
      for (const resource of resources) intake.take({ ...bundleOf([resource]), type: 'searchset' })
      finishAll(intake)
      // The order of the resources says nothing: whoever selects some of them puts them in order.
      const sorted = ({ resources: all, ...rest }: PatientRecord) => ({
        ...rest,
        resources: [...all].sort((a, b) => (referenceTo(a) < referenceTo(b) ? -1 : 1)),
      })
      const whole = recordOf(resources)
      expect(sorted(intake.record())).toEqual(sorted(whole))
      expect(factsIn(intake.record())).toEqual(factsIn(whole))
    })
  })

  it('keeps the newest version of a resource whatever the order of arrival (P-03)', () => {
    const versions = fc.array(
      fc.record({ version: fc.integer({ min: 1, max: 3 }), value: fc.integer({ min: 0, max: 2 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    const both = versions.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    const read = (list: readonly { version: number; value: number }[]) =>
      recordOf(
        list.map(({ version, value }) => ({
          resourceType: 'Observation',
          id: 'o',
          meta: { versionId: String(version) },
          subject: { reference: 'Patient/p' },
          valueInteger: value,
        })),
      )
    always([both], ([first, second]) => expect(read(second)).toEqual(read(first)))
  })
})

describe('what does not concern the patient or is not valid', () => {
  const IRRELEVANT = [
    '2026-11-20 ecog 4 status=entered-in-error',
    '2026-11-20 ecog 4 status=cancelled',
    '2026-11-20 ecog 4 focus=Patient/q',
    '2019-01-01 recurrence right breast verification=refuted',
    '2019-01-01 recurrence right breast verification=entered-in-error',
    '2019-01-01 sarcoma left breast verification=refuted',
    '2019-01-01 sarcoma left breast subject=Patient/q',
    '2019-01-01 bone-metastasis subject=Patient/q',
    '2019-01-01 bone-metastasis verification=entered-in-error',
    '2019-01-01 radiotherapy left breast status=not-done',
    '2019-01-01 mastectomy left breast status=entered-in-error',
    '2019-01-01 prophylactic left breast',
    '2019-01-01 procedure SNOMED|33496007 left breast',
    '2019-01-01 procedure SNOMED|430447002 left breast',
    '2019-01-01 sentinel-node left',
    '2019-01-01 condition SNOMED|44054006',
    '2019-01-01 observation LOINC|718-7 11',
  ]
  const FAMILY = {
    resourceType: 'FamilyMemberHistory',
    id: 'mother',
    patient: { reference: 'Patient/p' },
    condition: [{ code: { coding: [{ system: 'http://snomed.info/sct', code: '278050001' }] } }],
  }

  it('changes nothing: gated-out entries, other codes, strangers, family history (P-06, HZ-05, HZ-06, D-27)', () => {
    always(
      [generatedPatient, fc.subarray(IRRELEVANT, { minLength: 1 }), generatedAnswers],
      (patient, extra, answers) => {
        const more = withLines(patient, [
          ...patient.lines,
          ...extra.map((entry, index) => `${entry} id=x${index}`),
        ])
        const judged = verdictOf([...resourcesOfGenerated(more), FAMILY], { answers })
        expect(outcomes(judged)).toEqual(outcomes(judge(patient, { answers })))
      },
    )
  })

  it('treats an entry that is declared an error as if it were not there (P-07)', () => {
    const chosen = generatedPatient.chain((patient) =>
      fc.tuple(fc.constant(patient), fc.nat({ max: Math.max(0, patient.lines.length - 1) })),
    )
    always([chosen, generatedAnswers], ([patient, index], answers) => {
      const retracted = patient.lines.map((entry, at) =>
        at === index ? `${entry} status=entered-in-error verification=entered-in-error` : entry,
      )
      const removed = patient.lines.filter((_, at) => at !== index)
      expect(outcomes(judge(withLines(patient, retracted), { answers }))).toEqual(
        outcomes(judge(withLines(patient, removed), { answers })),
      )
    })
  })
})

describe('time', () => {
  const later = (text: string): string =>
    text.replaceAll(
      /\b(19|20)(\d\d)(?=\b|-)/g,
      (_, century: string, rest: string) => `${Number(century) + 4}${rest}`,
    )

  it('changes nothing when every date moves by 400 years (P-10)', () => {
    always([generatedPatient], (patient) => {
      const moved = { who: later(patient.who), lines: patient.lines.map(later) }
      expect(outcomes(judge(moved, { today: later(TODAY) }))).toEqual(outcomes(judge(patient)))
    })
  })

  /** Every full date of a line at a lower precision, unless it lies in the future, where it says nothing. */
  const coarser = (entry: string, length: 4 | 7): string =>
    entry.replaceAll(/\b\d{4}-\d\d(-\d\d)?\b/g, (date) => (date > TODAY ? date : date.slice(0, length)))

  const coarse = generatedPatient.chain((patient) =>
    fc.tuple(
      fc.constant(patient),
      fc.subarray(patient.lines.map((_, index) => index)),
      fc.constantFrom<4 | 7>(4, 7),
    ),
  )

  it('never says more with less precise dates (P-14, HZ-15)', () => {
    always([coarse], ([patient, chosen, length]) => {
      const lines = patient.lines.map((entry, index) =>
        chosen.includes(index) ? coarser(entry, length) : entry,
      )
      const blurred = judge(withLines(patient, lines))
      for (const [less, more] of pairs(blurred, judge(patient)))
        if (!saysNoMore(less, more))
          expect(`${less.criterion} ${short(less)}`).toBe(`${more.criterion} ${short(more)}`)
    })
  })

  it('never says more with a less precise birth date (P-14, HZ-14)', () => {
    always([generatedPatient, fc.constantFrom<4 | 7>(4, 7)], (patient, length) => {
      const [less, more] = [judge({ ...patient, who: coarser(patient.who, length) }), judge(patient)].map(
        ({ findings }) => findings.find(({ criterion }) => criterion === 'adult')!,
      )
      expect(saysNoMore(less!, more!)).toBe(true)
    })
  })
})

describe('one more entry', () => {
  const FREE_TO_TURN: readonly string[] = [
    'performance-status', // a newer value takes over
    'low-risk-recurrence', // "no mastectomy before" is a claim of absence
    'locoregional-recurrence', // "the other side alone" is a claim of absence
  ]

  it('turns a known answer into its opposite only where a newer value or an absence counts (P-08)', () => {
    always([generatedPatient, line, generatedAnswers], (patient, entry, answers) => {
      const more = judge(withLines(patient, [...patient.lines, `${entry} id=new`]), { answers })
      const less = judge(patient, { answers })
      if (more.side !== less.side) return
      for (const [after, before] of pairs(more, less)) {
        if (after.status === before.status || before.status === 'unknown' || after.status === 'unknown')
          continue
        expect(FREE_TO_TURN).toContain(after.criterion)
      }
    })
  })

  it('never makes an answer "incomplete" in a record that was read to the end (P-08)', () => {
    always([generatedPatient, generatedAnswers], (patient, answers) => {
      for (const { reason } of judge(patient, { answers }).findings) expect(reason).not.toBe('incomplete')
    })
  })
})

describe('a trial', () => {
  it('keeps each finding when other criteria are left out or put in another order (P-13)', () => {
    const some = fc.shuffledSubarray([...trial.criteria])
    always([generatedPatient, generatedAnswers, some], (patient, answers, criteria) => {
      const whole = judge(patient, { answers })
      const part = judge(patient, { answers, trial: { ...trial, criteria } })
      if (part.side !== whole.side) return
      for (const finding of part.findings)
        expect(finding).toEqual(whole.findings.find(({ criterion }) => criterion === finding.criterion))
      if (part.kind === 'does-not-fit') expect(whole.kind).toBe('does-not-fit')
    })
  })

  it('comes to the same when a criterion is required, or its opposite excluded (P-12)', () => {
    const turned = trial.criteria.map((criterion) => ({
      ...criterion,
      exclude: !criterion.exclude,
      rule: { kind: 'not', of: criterion.rule } as const,
    }))
    always([generatedPatient], (patient) => {
      const [straight, opposite] = [judge(patient), judge(patient, { trial: { ...trial, criteria: turned } })]
      expect(opposite.kind).toBe(straight.kind)
      expect(opposite.findings.map(({ effect, reason }) => [effect, reason])).toEqual(
        straight.findings.map(({ effect, reason }) => [effect, reason]),
      )
    })
  })
})

describe('an answer', () => {
  it('never turns what the chart knows into its opposite (P-15)', () => {
    always([generatedPatient, generatedAnswers], (patient, answers) => {
      const [alone, answered] = [judge(patient), judge(patient, { answers })]
      if (alone.side !== answered.side) return
      for (const [after, before] of pairs(answered, alone))
        if (before.status !== 'unknown' && after.status !== 'unknown')
          expect(`${after.criterion} ${after.status}`).toBe(`${before.criterion} ${before.status}`)
    })
  })

  it('changes only the criteria that its question feeds (P-15)', () => {
    const one = generatedAnswers.filter((answers) => answers.length > 0).map(([answer]) => answer!)
    always([generatedPatient, one], (patient, answer) => {
      const [alone, answered] = [judge(patient), judge(patient, { answers: [answer] })]
      if (alone.side !== answered.side) return
      const fed = trial.criteria
        .filter(({ questions }) => questions.includes(answer.question))
        .map(({ id }) => id)
      for (const [after, before] of pairs(answered, alone))
        if (!fed.includes(after.criterion)) expect(after).toEqual(before)
    })
  })

  it('counts the same in any order (P-15)', () => {
    const both = generatedAnswers.chain((answers) =>
      fc.tuple(fc.constant(answers), fc.shuffledSubarray(answers, { minLength: answers.length })),
    )
    always([generatedPatient, both], (patient, [answers, shuffled]) => {
      expect(outcomes(judge(patient, { answers: shuffled }))).toEqual(outcomes(judge(patient, { answers })))
    })
  })

  it('changes nothing when it is "unknown" (P-15)', () => {
    const unknown = catalog.questions.map(({ id }): Answer => ({ question: id, answer: 'unknown' }))
    always([generatedPatient], (patient) => {
      expect(outcomes(judge(patient, { answers: unknown }))).toEqual(outcomes(judge(patient)))
    })
  })
})

describe('the engine', () => {
  it('leaves its input alone and answers twice with the same letters (P-17)', () => {
    always([generatedPatient, generatedAnswers], (patient, answers) => {
      const resources = deepFrozen(resourcesOfGenerated(patient))
      const record = deepFrozen(recordOf(resources))
      const letters = () => JSON.stringify(verdictOnRecord(record, { answers: deepFrozen(answers) }))
      expect(letters()).toBe(letters())
    })
  })

  it('gives a verdict for any JSON in any slot of a resource (P-18)', () => {
    const spoilt = fc
      .tuple(
        generatedPatient,
        fc.array(fc.tuple(fc.nat(), fc.nat(), strangeValue), { minLength: 1, maxLength: 4 }),
      )
      .map(([patient, changes]) => {
        const resources = structuredClone(resourcesOfGenerated(patient))
        for (const [which, where, value] of changes) spoil(resources[which % resources.length]!, where, value)
        return resources
      })
    always([spoilt], (resources) => {
      const read = recordFromBundle(bundleOf(resources))
      if (read.ok) expect(matcher.match(read.value, [trial], day(TODAY)).verdicts.length).toBe(1)
      else expect(['not-a-bundle', 'not-r4', 'no-patient', 'two-patients']).toContain(read.problem.kind)
    })
  })

  it('refuses or reads any JSON as a bundle (P-18)', () => {
    const bundle = fc.oneof(
      fc.jsonValue(),
      fc.record({
        resourceType: fc.constant('Bundle'),
        type: fc.jsonValue(),
        entry: fc.jsonValue(),
        link: fc.jsonValue(),
        total: fc.jsonValue(),
      }),
      fc
        .array(fc.oneof(fc.jsonValue(), fc.record({ resource: fc.jsonValue(), fullUrl: fc.jsonValue() })))
        .map((entry) => ({
          resourceType: 'Bundle',
          type: 'collection',
          entry: [{ resource: { resourceType: 'Patient', id: 'p' } }, ...entry],
        })),
    )
    always([bundle], (value) => {
      const read = recordFromBundle(value)
      if (read.ok) expect(matcher.match(read.value, [trial], day(TODAY)).verdicts.length).toBe(1)
    })
  })

  it('gives a verdict for any answers (P-18)', () => {
    const answer = fc.record({
      question: fc.oneof(fc.constantFrom('Q1', 'Q8', 'Q10'), fc.string()),
      answer: fc.oneof(fc.string(), fc.double()),
    })
    always([generatedPatient, fc.array(answer)], (patient, answers) => {
      expect(judge(patient, { answers }).findings.length).toBe(trial.criteria.length)
    })
  })
})

const strangeValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '2024-02-30',
    '2024-13',
    '9999',
    '0000',
    { end: '2020-01-01' },
    [[]],
    [null],
    { coding: 'x' },
    { coding: [null] },
    -1,
    1e308,
  ),
)

/** Puts a value at a slot of a resource, found by counting; the first slots are the outer ones. */
function spoil(resource: Resource, where: number, value: unknown): void {
  const slots: [Record<string, unknown>, string][] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    for (const key of Object.keys(node)) {
      slots.push([node as Record<string, unknown>, key])
      walk((node as Record<string, unknown>)[key])
    }
  }
  walk(resource)
  const slot = slots[where % slots.length]
  if (slot) slot[0][slot[1]] = structuredClone(value)
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFrozen)
  }
  return value
}
