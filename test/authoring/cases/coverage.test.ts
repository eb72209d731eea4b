/** What example patients cover: what none of them shows is named, and nobody is asked for a patient who cannot be. */
import { describe, expect, it } from 'vitest'
import { casesText } from '../../../src/authoring/cases/cases-text.ts'
import { running, subjectWith, uncovered } from './example.ts'

const STATUS = 'latest: { fact: performance-status, at-most: 2, within: 90 days }'

/** A patient by the value and the day of one result, and what is expected of the criterion. */
const measured = (name: string, code: string, value: string, date: string, expected: string): string =>
  `  - { name: ${name}, record: [{ observation: ${code}, value: ${value}, date: "${date}" }], expect: { it: ${expected} } }\n`
const who = (name: string, value: number, date: string, expected: string): string =>
  measured(name, 'loinc 89247-1', String(value), date, expected)

const CONFLICT = [
  '  - name: two',
  '    record:',
  '      - { observation: loinc 89247-1, value: 1, date: "2026-11-01" }',
  '      - { observation: loinc 89247-1, value: 4, date: "2026-11-01" }',
  '    expect: { it: unknown (conflict) }',
  '',
].join('\n')

const ALL = [
  who('limit', 2, '2026-11-01', 'met'),
  who('above', 3, '2026-11-01', 'not-met'),
  who('oldest', 1, '2026-08-25', 'met'),
  who('stale', 1, '2026-08-24', 'unknown (stale)'),
  CONFLICT,
]

describe('what no example patient shows', () => {
  const subject = subjectWith({ it: STATUS })
  const without = (index: number) => ALL.filter((_, at) => at !== index).join('')

  it('is nothing when every outcome and both sides of every limit have a patient', () => {
    const report = running(ALL.join(''), subject)
    expect([report.isAsExpected, uncovered(report)]).toEqual([true, []])
  })

  it('is named: a missing outcome', () => {
    expect(uncovered(running(without(4), subject))).toEqual(['it: conflict'])
  })

  it.each([
    [1, ['it: not-met', 'it: 2, more']],
    [2, ['it: 90 days, less']],
    [3, ['it: unknown', 'it: 90 days, more']],
  ])('is named: without patient %s the outcome and the side of the limit', (index, expected) => {
    expect(uncovered(running(without(index), subject))).toEqual(expected)
  })

  it('is named: the limit itself, where the patients stand well inside and outside of it', () => {
    const report = running(
      [who('inside', 0, '2026-11-01', 'met'), who('outside', 4, '2026-11-01', 'not-met')].join(''),
      subject,
    )
    expect(uncovered(report)).toEqual([
      'it: unknown',
      'it: conflict',
      'it: 2, less',
      'it: 2, more',
      'it: 2, edge',
      'it: 90 days, less',
      'it: 90 days, more',
    ])
  })

  it('is everything where nothing is expected: what merely comes out would not be missed', () => {
    const silent = ALL.join('').replaceAll(/expect: \{[^}]*\}/g, 'expect: {}')
    expect(uncovered(running(silent, subject))).toHaveLength(9)
  })

  it('stands in the report, one line each', () => {
    const text = casesText(running(without(3), subject))
    expect(text.split('Not covered (-)')[1]?.trimEnd()).toBe(
      [
        '',
        '  it: unknown',
        '  it: latest / within 90 days, a step more',
        '',
        'All 4 patients as expected. 2 of 9 outcomes, sides of limits and parts of rules',
        'are not covered: see above.',
      ].join('\n'),
    )
  })
})

describe('a patient who comes out otherwise than expected', () => {
  const subject = subjectWith({ it: STATUS })

  it('is named, with what was expected and what came', () => {
    const report = running(who('stale', 1, '2026-08-24', 'met'), subject)
    expect(report.isAsExpected).toBe(false)
    expect(report.patients.map(({ name, mismatches }) => [name, mismatches])).toEqual([
      ['stale', [{ of: 'it', expected: 'met', came: 'unknown (stale)' }]],
    ])
    expect(casesText(report)).toContain(
      'FAIL  stale (may-fit)\n      it: expected met, came unknown (stale)\n',
    )
  })

  it('is named for another reason than expected', () => {
    const report = running(who('stale', 1, '2026-08-24', 'unknown (missing)'), subject)
    expect(report.patients[0]?.mismatches).toEqual([
      { of: 'it', expected: 'unknown (missing)', came: 'unknown (stale)' },
    ])
  })

  it('is named for another verdict', () => {
    const report = running('  - { name: one, verdict: fits }\n', subject)
    expect(report.patients[0]?.mismatches).toEqual([{ of: 'verdict', expected: 'fits', came: 'may-fit' }])
  })

  it('covers nothing of that criterion', () => {
    const right = running(who('above', 3, '2026-11-01', 'not-met'), subject)
    const wrong = running(who('above', 3, '2026-11-01', 'met'), subject)
    expect(uncovered(wrong)).toEqual(expect.arrayContaining(['it: not-met', 'it: 2, more']))
    expect(uncovered(right)).not.toContain('it: not-met')
  })
})

describe('the side of a limit', () => {
  it.each([
    // Patients at the limit and a step above or below it, in the unit of the limit and in another one.
    ['at-most', '1.5 ULN', '45 U/L', '48 U/L', 'alanine'],
    ['less-than', '1.5 ULN', '42 U/L', '45 U/L', 'alanine'],
    ['at-least', '9.0 g/dL', '9.0 g/dL', '8.9 g/dL', 'haemoglobin'],
    ['at-least', '9.0 g/dL', '90 g/L', '89 g/L', 'haemoglobin'],
    ['more-than', '9.0 g/dL', '9.1 g/dL', '9.0 g/dL', 'haemoglobin'],
    ['at-most', '2.7 mg/dL', '2.7 mg/dL', '2.8 mg/dL', 'bilirubin'],
    ['less-than', '2.7 mg/dL', '2.6 mg/dL', '2.7 mg/dL', 'bilirubin'],
  ])('%s %s is shown by %s and %s, and by nobody further off', (bound, limit, met, notMet, analyte) => {
    const [fact, code] = {
      alanine: ['alt', 'loinc 1742-6'],
      haemoglobin: ['haemoglobin', 'loinc 718-7'],
      bilirubin: ['bilirubin', 'loinc 1975-2'],
    }[analyte] as [string, string]
    const subject = subjectWith({ it: `latest: { fact: ${fact}, ${bound}: ${limit}, within: any time }` })
    const patient = (value: string, expected: string) =>
      `  - { name: ${value}, record: [{ observation: ${code}, value: ${value}, ${limit.endsWith('ULN') ? 'upper-limit: 30 U/L, ' : ''}date: "2026-11-01" }], expect: { it: ${expected} } }\n`
    const sides = (patients: string) => {
      const report = running(patients, subject)
      expect(report.patients.flatMap(({ mismatches }) => mismatches)).toEqual([])
      return report.boundaries.map(({ move, shownBy }) => [move, shownBy.length > 0])
    }
    expect(sides(patient(met, 'met') + patient(notMet, 'not-met'))).toEqual([
      ['less', true],
      ['more', true],
      ['edge', true],
    ])
    // Half as much and twice as much again stand on no side.
    const far = [met, notMet].map((value) => {
      const [number = '', unit] = value.split(' ')
      const isLess = Number(number) < Number((value === met ? notMet : met).split(' ')[0])
      return `${Number(number) * (isLess ? 0.5 : 2)} ${unit}`
    })
    expect(sides(patient(far[0] ?? '', 'met') + patient(far[1] ?? '', 'not-met'))).toEqual([
      ['less', false],
      ['more', false],
      ['edge', false],
    ])
  })

  it.each([
    ['more-than', '2025-11-23', '2025-11-22'],
    ['at-least', '2025-11-24', '2025-11-23'],
  ])('%s 12 months ago is shown by a day', (bound, notMet, met) => {
    const subject = subjectWith({
      it: `interval: { from: { fact: radiotherapy, sites: [breast] }, ${bound}: 12 months }`,
    })
    const patient = (date: string, expected: string) =>
      `  - { name: "${date}", record: [{ procedure: snomed 428923005, date: "${date}" }], expect: { it: ${expected} } }\n`
    const report = running(patient(met, 'met') + patient(notMet, 'not-met'), subject)
    expect(report.isAsExpected).toBe(true)
    expect(report.boundaries.map(({ move, shownBy }) => [move, shownBy.length > 0])).toEqual([
      ['less', true],
      ['more', true],
      ['edge', true],
    ])
  })

  it('is looked for in the parts of a rule, and named by its place', () => {
    const subject = subjectWith({
      it: `all-of: [{ age: { at-least: 18 } }, { not: { ${STATUS} } }]`,
    })
    expect(
      running('  - { name: one }\n', subject).boundaries.map(({ place, limit }) => [place, limit]),
    ).toEqual([
      ['all-of / 1 / age / at-least', '18 years'],
      ['all-of / 1 / age / at-least', '18 years'],
      ['all-of / 2 / not / latest / at-most', '2'],
      ['all-of / 2 / not / latest / at-most', '2'],
      ['all-of / 2 / not / latest / at-most', '2'],
      ['all-of / 2 / not / latest / within', '90 days'],
      ['all-of / 2 / not / latest / within', '90 days'],
    ])
  })

  it('is not asked for where only an answer states the fact, which is always of today', () => {
    const subject = subjectWith({ it: 'event: { fact: high-risk, within: 30 days }' }, ['Q1'])
    const { boundaries } = running('  - { name: one }\n', subject)
    expect(boundaries.map(({ impossible }) => impossible)).toEqual([
      'no chart states this fact, and an answer is of the day of evaluation',
      'no chart states this fact, and an answer is of the day of evaluation',
    ])
  })

  it('is not asked for where it narrows what a permission shows', () => {
    const subject = subjectWith({ it: 'permission: { show: { fact: systemic-therapy, within: 30 days } }' })
    expect(uncovered(running('  - { name: one, expect: { it: met } }\n', subject))).toEqual([])
  })
})

describe('a part of a rule', () => {
  /** What of its parts nobody shows, the patients being as expected. */
  const notShown = (patients: string, it: string, questions: readonly string[] = []) => {
    const report = running(patients, subjectWith({ it }, questions))
    expect(report.patients.flatMap(({ mismatches }) => mismatches)).toEqual([])
    return report.uncovered.flatMap((one) => (one.kind === 'part' ? [one.part] : []))
  }
  const patient = (name: string, record: readonly string[], expected: string) =>
    `  - { name: ${name}, record: [${record.map((one) => `{ ${one} }`).join(', ')}], expect: { it: ${expected} } }\n`

  const ER = 'documented: { fact: er-status, met: [positive], not-met: [negative] }'
  const PR = 'documented: { fact: pr-status, met: [positive], not-met: [negative] }'
  const receptor = (code: string, value: string) =>
    `observation: loinc ${code}, value: snomed ${value}, date: "2026-11-01"`
  const [POSITIVE, NEGATIVE] = ['10828004', '260385009']
  const status = (er: string, pr: string, expected: string, name = `${er} ${pr}`) =>
    patient(name, [receptor('16112-5', er), receptor('16113-3', pr)], expected)

  it('is named where every patient comes out alike without it: a branch of any-of', () => {
    const rule = `any-of: [{ ${ER} }, { ${PR} }]`
    const [er, neither, pr] = [
      status(POSITIVE, NEGATIVE, 'met'),
      status(NEGATIVE, NEGATIVE, 'not-met'),
      status(NEGATIVE, POSITIVE, 'met'),
    ]
    expect(notShown(er + neither, rule)).toEqual(['part 2 of any-of: documented pr-status'])
    expect(notShown(pr + neither, rule)).toEqual(['part 1 of any-of: documented er-status'])
    expect(notShown(er + neither + pr, rule)).toEqual([])
  })

  it('is named: a part of all-of', () => {
    const rule = `all-of: [{ ${ER} }, { not: { ${PR} } }]`
    const [met, er, pr] = [
      status(POSITIVE, NEGATIVE, 'met'),
      status(NEGATIVE, NEGATIVE, 'not-met'),
      status(POSITIVE, POSITIVE, 'not-met'),
    ]
    expect(notShown(met + er, rule)).toEqual(['part 2 of all-of: not documented pr-status'])
    expect(notShown(met + er + pr, rule)).toEqual([])
  })

  it('is named: a part of at-least, and the same count is asked of the others', () => {
    const rule = `at-least: { count: 1, of: [{ ${ER} }, { ${PR} }] }`
    const er = status(POSITIVE, NEGATIVE, 'met')
    expect(notShown(er, rule)).toEqual(['part 2 of at-least: documented pr-status'])
    expect(notShown(er + status(NEGATIVE, POSITIVE, 'met'), rule)).toEqual([])
  })

  const taken = (code: string) =>
    `medication-statement: atc ${code}, from: "2026-11-01", to: "2026-11-10", status: completed`
  const HORMONES =
    'event: { fact: sex-hormone, within: 1 month, except: [{ kinds: [oestrogen] }], absence-counts: true }'
  const EXCEPTION = 'exception 1 of event sex-hormone: kinds oestrogen'
  const pill = patient('the pill', [taken('G03AA07')], 'met')
  const oestrogen = patient('oestrogen', [taken('G03CA03')], 'not-met')

  it.each([
    ['alone', HORMONES],
    ['within another rule', `any-of: [{ ${HORMONES} }]`],
  ])('is named: an exception of an event, %s', (_where, rule) => {
    expect(notShown(pill, rule)).toEqual([EXCEPTION])
    expect(notShown(pill + oestrogen, rule)).toEqual([])
  })

  it('is named: the one of two exceptions that nobody shows', () => {
    const rule = HORMONES.replace('[oestrogen] }', '[oestrogen] }, { longer-ago-than: 1 week }')
    expect(
      notShown(
        pill.replace('2026-11-10', '2026-11-22') + oestrogen.replace('2026-11-10', '2026-11-22'),
        rule,
      ),
    ).toEqual(['exception 2 of event sex-hormone: longer-ago-than 1 week'])
  })

  it('is named: an exception of the event that an interval counts from', () => {
    const rule =
      'interval: { from: { fact: sex-hormone, except: [{ kinds: [oestrogen] }] }, at-most: 12 months }'
    expect(notShown(pill, rule)).toEqual([EXCEPTION])
    expect(notShown(patient('oestrogen', [taken('G03CA03')], 'unknown'), rule)).toEqual([])
  })

  it('is named with its place in the report', () => {
    const text = casesText(running(pill, subjectWith({ it: `any-of: [{ ${HORMONES} }]` })))
    const [, uncoveredLines = ''] = text.split('Not covered (-)')
    expect(uncoveredLines.replace(/\s+/g, ' ')).toContain(
      `it: ${EXCEPTION} (any-of / 1 / event / except / 1)`,
    )
  })

  it('is not asked for where it narrows what a permission shows', () => {
    const rule = 'permission: { show: { fact: sex-hormone, except: [{ kinds: [oestrogen] }] } }'
    expect(notShown('  - { name: one, expect: { it: met } }\n', rule)).toEqual([])
  })
})
