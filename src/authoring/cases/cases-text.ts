/** The report of the example patients, for a terminal of 80 columns. */
import { isoOf } from '../../engine/calendar.ts'
import type { BoundaryCell } from './boundaries.ts'
import { OUTCOMES, type OutcomeCell } from './outcomes.ts'
import type { PartCell } from './parts-shown.ts'
import type { CasesReport } from './run-cases.ts'

const WIDTH = 80

/** The report in text: each patient, what they cover, and last what is to be done. */
export function casesText(report: CasesReport): string {
  const { trial } = report.subject
  return [
    ...wrapped(
      `${trial.acronym} (${trial.id}) ${trial.version}: ${counted(report.patients.length, 'example patient')}, judged on ${isoOf(report.today)}`,
    ),
    '',
    ...patientLines(report),
    '',
    ...outcomeTable(report.outcomes),
    '',
    ...boundaryTable(report.boundaries),
    ...partTable(report.parts),
    ...impossibleLines(report),
    ...uncoveredLines(report),
    '',
    ...wrapped(summaryOf(report)),
    '',
  ].join('\n')
}

/** The report in one sentence. */
export function summaryOf({ patients, uncovered, outcomes, boundaries, parts }: CasesReport): string {
  const failed = patients.filter(({ mismatches }) => mismatches.length > 0).length
  const cells = [...outcomes, ...boundaries, ...parts].filter(({ impossible }) => impossible === undefined)
  return [
    failed === 0
      ? `All ${counted(patients.length, 'patient')} as expected.`
      : `${failed} of ${counted(patients.length, 'patient')} not as expected.`,
    uncovered.length === 0
      ? `All ${cells.length} outcomes, sides of limits and parts of rules are covered.`
      : `${uncovered.length} of ${cells.length} outcomes, sides of limits and parts of rules are not covered: see above.`,
  ].join(' ')
}

function patientLines({ patients }: CasesReport): string[] {
  return patients.flatMap(({ name, verdict, mismatches }) => [
    ...wrapped(`${name} (${verdict})`, 6, WIDTH, mismatches.length === 0 ? 'ok    ' : 'FAIL  '),
    ...mismatches.flatMap(({ of, expected, came }) =>
      wrapped(`${of}: expected ${expected}, came ${came}`, 8, WIDTH, '      '),
    ),
  ])
}

/** How many patients show each outcome; `-` none, a dot where none can. */
function outcomeTable(outcomes: readonly OutcomeCell[]): string[] {
  const criteria = [...new Set(outcomes.map(({ criterion }) => criterion))]
  return [
    row('Patients who show each outcome', ['met', 'not met', 'unknown', 'conflict']),
    ...criteria.map((criterion) =>
      row(
        `  ${criterion}`,
        OUTCOMES.map((outcome) =>
          mark(outcomes.find((one) => one.criterion === criterion && one.outcome === outcome)),
        ),
      ),
    ),
  ]
}

function boundaryTable(boundaries: readonly BoundaryCell[]): string[] {
  if (boundaries.length === 0) return []
  const limits = new Map<string, BoundaryCell[]>()
  for (const one of boundaries) {
    const key = `${one.criterion}: ${one.place} ${one.limit}`
    limits.set(key, [...(limits.get(key) ?? []), one])
  }
  return [
    row('Patients who would notice if a limit were', ['a step', 'a step', 'itself']),
    row('', ['less', 'more', 'moved']),
    ...[...limits].flatMap(([key, cells]) => {
      const marks = (['less', 'more', 'edge'] as const).map((move) => {
        const cell = cells.find((one) => one.move === move)
        return cell ? mark(cell) : ''
      })
      const lines = wrapped(`  ${key}`, 4, WIDTH - 9 * 4 - 1)
      return lines.map((line, index) => (index === lines.length - 1 ? row(line, marks) : line))
    }),
  ]
}

function partTable(parts: readonly PartCell[]): string[] {
  if (parts.length === 0) return []
  return [
    '',
    row('Patients who would notice if it were', ['', '', '', 'left out']),
    ...parts.flatMap((cell) => {
      const lines = wrapped(`  ${nameOf(cell)}`, 4, WIDTH - 10)
      return lines.map((line, index) =>
        index === lines.length - 1 ? `${line.padEnd(WIDTH - 9)}${mark(cell).padStart(9)}` : line,
      )
    }),
  ]
}

const mark = (
  cell: { readonly shownBy: readonly unknown[]; readonly impossible?: string } | undefined,
): string => {
  if (!cell || cell.impossible !== undefined) return '.'
  return cell.shownBy.length === 0 ? '-' : String(cell.shownBy.length)
}

const row = (label: string, cells: readonly string[]): string =>
  `${label.padEnd(WIDTH - 9 * 4)}${cells.map((cell) => cell.padStart(9)).join('')}`.trimEnd()

function nameOf(cell: OutcomeCell | BoundaryCell | PartCell): string {
  switch (cell.kind) {
    case 'outcome':
      return `${cell.criterion}: ${cell.outcome === 'conflict' ? 'unknown (conflict)' : cell.outcome}`
    case 'boundary':
      return `${cell.criterion}: ${cell.place} ${cell.limit}, ${cell.move === 'edge' ? 'the limit itself' : `a step ${cell.move}`}`
    case 'part':
      return `${cell.criterion}: ${cell.part} (${cell.place})`
  }
}

function impossibleLines({ outcomes, boundaries, parts }: CasesReport): string[] {
  const cells = [...outcomes, ...boundaries, ...parts].filter(({ impossible }) => impossible !== undefined)
  if (cells.length === 0) return []
  return [
    '',
    'Not applicable (.)',
    ...cells.flatMap((one) => wrapped(`  ${nameOf(one)}: ${one.impossible}`, 4)),
  ]
}

function uncoveredLines({ uncovered }: CasesReport): string[] {
  if (uncovered.length === 0) return []
  return ['', 'Not covered (-)', ...uncovered.flatMap((one) => wrapped(`  ${nameOf(one)}`, 4))]
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Lines of at most so many columns; the first begins so, those after it are indented. */
function wrapped(text: string, indent = 0, width = WIDTH, begins = ''): string[] {
  const lines: string[] = []
  let line = begins
  for (const word of text.split(/(?<=\S)\s+/)) {
    const longer = line === begins ? `${begins}${word}` : `${line} ${word}`
    if (longer.length > width && line !== begins) {
      lines.push(line)
      line = `${' '.repeat(indent)}${word}`
    } else line = longer
  }
  return [...lines, line]
}
