/** What is wrong with a file of example patients: each with its code and its place, all in one run. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCases } from '../../../src/authoring/cases/read-cases.ts'
import { runCases } from '../../../src/authoring/cases/run-cases.ts'
import { readDefinition, withTrial } from '../../../src/authoring/definition.ts'
import { catalog, trial } from '../../support/match.ts'
import { reading, subjectWith } from './example.ts'

const subject = subjectWith(
  {
    adult: 'age: { at-least: 18 }',
    status: 'latest: { fact: performance-status, at-most: 2, within: 90 days }',
  },
  ['Q8', 'Q10'],
)

/** Marks where a problem has to be found; it is no part of the file. */
const HERE = '▸'

/** The problems of a file, and the places of the marks in it. */
function problemsOf(marked: string) {
  const places = marked.split('\n').flatMap((line, index) => {
    const marks = line.split(HERE).slice(0, -1)
    // The patients begin in the third line of the file.
    return marks.map((_, mark) => ({
      line: index + 3,
      column: marks.slice(0, mark + 1).join('').length + 1,
    }))
  })
  const { problems, cases } = reading(marked.replaceAll(HERE, ''), subject)
  return { problems, cases, places }
}

/** One patient with this line, or this entry. */
const withLine = (line: string) => problemsOf(`  - name: one\n    ${line}\n`)
const withEntry = (entry: string) => withLine(`record: [${entry}]`)

function expectOne({ problems, places }: ReturnType<typeof problemsOf>, code: string, message: string) {
  expect(problems).toMatchObject([{ code, position: places[0], message, file: 'patients.yaml' }])
  expect(places).toHaveLength(1)
}

describe('a file of example patients', () => {
  it('is read whole when nothing is wrong', () => {
    const { cases, problems } = reading('  - { name: one, patient: { born: "2000" } }\n', subject)
    expect(problems).toEqual([])
    expect(cases?.patients.map(({ name, position }) => [name, position.line])).toEqual([['one', 3]])
  })

  it('is not used at all when one patient of it is wrong', () => {
    const read = problemsOf('  - { name: one }\n  - { name: two, ▸age: 3 }\n')
    expectOne(read, 'L-UNKNOWN-KEY', 'There is no key “age” here.')
    expect(read.cases).toBeUndefined()
  })

  it('names every problem in one run, in the order of the file', () => {
    const { problems, places } = problemsOf(
      [
        '  - name: one',
        '    record:',
        '      - { condition: ▸snomd 1, date: ▸"2026-02-30" }',
        '    expect: { ▸adlt: met }',
        '',
      ].join('\n'),
    )
    expect(problems.map(({ code, position }) => ({ code, position }))).toEqual(
      ['P-CODE', 'P-DATE', 'P-CRITERION'].map((code, index) => ({ code, position: places[index] })),
    )
  })

  it('names what is wrong with the others beside a patient who is not written as one', () => {
    const { problems, places } = problemsOf(
      '  - { name: one, ▸age: 3 }\n  - ▸null\n  - { name: two, expect: { ▸adlt: met } }\n',
    )
    expect(problems.map(({ code, position }) => ({ code, position }))).toEqual(
      ['L-UNKNOWN-KEY', 'L-VALUE', 'P-CRITERION'].map((code, index) => ({ code, position: places[index] })),
    )
  })

  it('says of a number that it is no code', () => {
    const { problems } = withEntry('{ condition: 254838004 }')
    expect(problems.map(({ hint }) => hint)).toEqual(['Write the system and the code: snomed 254837009.'])
  })

  it('has a day of evaluation that exists', () => {
    expect(reading('  - { name: one }\n', subject, '2026-02-30').problems.map(({ code }) => code)).toEqual([
      'P-DATE',
    ])
  })

  it('has a name of its own for each patient', () => {
    expectOne(
      problemsOf('  - { name: one }\n  - { name: ▸one }\n'),
      'P-NAME',
      'Another patient is called “one”.',
    )
  })

  it('is refused where it is no YAML', () => {
    const { cases, problems } = reading('  - { name: one\n', subject)
    expect(cases).toBeUndefined()
    expect(problems.length).toBeGreaterThan(0)
  })
})

describe('an entry of the record', () => {
  it.each([
    ['a code without its system', 'P-CODE', '{ condition: ▸"254838004" }', '“254838004” is not a code.'],
    ['a system not in the catalog', 'P-CODE', '{ condition: ▸snomd 1 }', 'There is no code system “snomd”.'],
    [
      'two things at once',
      'P-ENTRY',
      '▸{ condition: snomed 1, procedure: snomed 2 }',
      'An entry is one thing, and here are two.',
    ],
    ['nothing that it is', 'P-ENTRY', '▸{ date: "2026-01-01" }', 'What is this an entry of?'],
    [
      'a day that does not exist',
      'P-DATE',
      '{ procedure: snomed 1, date: ▸"2026-02-30" }',
      'There is no day 2026-02-30.',
    ],
    [
      'an end before its beginning',
      'P-DATE',
      '{ procedure: snomed 1, from: "2026-02", to: ▸"2026-01" }',
      'It ends before it begins.',
    ],
    [
      'a date and a period',
      'P-DATE',
      '{ procedure: snomed 1, date: ▸"2026", to: "2026" }',
      'A date and a period stand here together.',
    ],
    [
      'a status of another kind of entry',
      'P-STATUS',
      '{ procedure: snomed 1, status: ▸final }',
      'A procedure cannot have the status “final”.',
    ],
    [
      'a key that says nothing of it',
      'P-KEY',
      '{ procedure: snomed 1, ▸value: 2 }',
      '“value” says nothing of a procedure.',
    ],
    [
      'a site that is not in the catalog',
      'P-CODE',
      '{ procedure: snomed 1, site: ▸brest }',
      'There is no site “brest”.',
    ],
    [
      'a unit that is not of UCUM',
      'P-VALUE',
      '{ observation: loinc 1-8, value: ▸2 umol/xx }',
      '“umol/xx” is no unit of UCUM.',
    ],
    [
      'a value that is none',
      'P-VALUE',
      '{ observation: loinc 1-8, value: ▸"<> 2" }',
      '“<> 2” is not a value.',
    ],
    [
      'a reason that is no entry',
      'P-REASON',
      '{ condition: icd-10 C79.5, reason: ▸first }',
      'No entry of this patient has the id “first”.',
    ],
    [
      'a key beside a resource',
      'P-KEY',
      '{ resource: { resourceType: Condition }, ▸date: "2026" }',
      '“date” says nothing of a resource that is written out.',
    ],
    [
      'a resource that no record has',
      'P-RESOURCE',
      '{ resource: ▸{ resourceType: Patient } }',
      '“Patient” is no resource of a record.',
    ],
    [
      'a key that is misspelt',
      'L-UNKNOWN-KEY',
      '{ condition: snomed 1, ▸dat: "2026" }',
      'There is no key “dat” here.',
    ],
    [
      'a year without quotation marks',
      'L-VALUE',
      '{ condition: snomed 1, date: ▸2026 }',
      '“date” has to be text.',
    ],
    [
      'the id of another entry',
      'P-NAME',
      '{ condition: snomed 1, id: a }, ▸{ condition: snomed 1, id: a }',
      'Another entry of this patient has the id “a”.',
    ],
  ])('is refused with %s', (_what, code, entry, message) => {
    expectOne(withEntry(entry), code, message)
  })
})

describe('what is asked and expected', () => {
  it.each([
    [
      'a criterion that the trial has not',
      'P-CRITERION',
      'expect: { ▸adlt: met }',
      'EXAMPLE has no criterion “adlt”.',
    ],
    [
      'a question that the trial does not ask',
      'P-QUESTION',
      'answers: { ▸Q1: "yes" }',
      'EXAMPLE asks no question “Q1”.',
    ],
    [
      'an answer that the question does not have',
      'P-ANSWER',
      'answers: { Q10: ▸"7" }',
      '“7” is no answer to Q10.',
    ],
    [
      'a number outside the range of the question',
      'P-ANSWER',
      'answers: { Q8: ▸1000 }',
      '“1000” is no answer to Q8.',
    ],
    [
      'a birth date that does not exist',
      'P-DATE',
      'patient: { born: ▸"2026-13-01" }',
      'There is no day 2026-13-01.',
    ],
    ['a death that is no date', 'P-DATE', 'patient: { died: ▸"last year" }', 'There is no day last year.'],
    [
      'a status that there is not',
      'L-VALUE',
      'expect: { adult: ▸unknown (perhaps) }',
      '“unknown (perhaps)” cannot stand in “adult”.',
    ],
    ['a verdict that there is not', 'L-VALUE', 'verdict: ▸eligible', '“eligible” cannot stand in “verdict”.'],
  ])('is refused with %s', (_what, code, line, message) => {
    expectOne(withLine(line), code, message)
  })

  it('takes a number as the question does: the grade 0 as its code, a count as a number', () => {
    const { cases } = reading('  - { name: one, answers: { Q10: 0, Q8: 4 } }\n', subject)
    expect(cases?.patients[0]?.answers).toEqual([
      { question: 'Q10', answer: '0' },
      { question: 'Q8', answer: 4 },
    ])
  })
})

describe('the README', () => {
  const blocks = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => Buffer.from(text))

  it('shows a patient who can be read, and comes out as it says', () => {
    const [example = Buffer.of()] = blocks('src/authoring/cases/README.md')
    const { cases, problems } = readCases(example, 'README.md', { trial, catalog })
    expect(problems).toEqual([])
    expect(runCases(cases!, { trial, catalog }).patients.flatMap(({ mismatches }) => mismatches)).toEqual([])
  })

  it('says how a question that a criterion asks itself is answered', () => {
    const example = blocks('src/catalog/README.md').find((block) => block.includes('grammar: 1'))
    const { definition } = readDefinition(example!, 'README.md', { ...catalog })
    const asking = { ...definition!.trial, hash: '' }
    const subject = { trial: asking, catalog: withTrial(catalog, asking, definition!) }
    const { cases } = reading('  - { name: one, answers: { swallows: "yes" } }\n', subject)
    expect(cases?.patients[0]?.answers).toEqual([{ question: 'nct01234567.swallows', answer: 'yes' }])
  })
})
