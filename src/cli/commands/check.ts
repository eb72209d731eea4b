import { checkTogether, type ReadFile } from '../../authoring/checks/together.ts'
import { MOST_BYTES } from '../../authoring/document.ts'
import type { Problem as DefinitionProblem } from '../../authoring/problem.ts'
import { valueFor, type Words } from '../arguments.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { faultSaying } from '../file-fault.ts'
import { argument, ofDefinition, type Problem, printable, problemLine } from '../problem.ts'
import { readBeside } from '../read-beside.ts'
import type { Command, Setting } from './command.ts'
import { refuse } from './refuse.ts'

/** Whether definitions may be used. */
export const check: Command = {
  name: 'check',
  does: 'Checks definitions of trials: every problem of every file, with its place and a way out.',
  operand: {
    name: 'FILE',
    says: `a definition, YAML of at most ${MOST_BYTES / 1024} kB; - for standard input`,
    many: true,
    missing: {
      code: 'ARG-NO-FILE',
      message: 'No definition is named.',
      hint: 'Name a trial.yaml; src/catalog/README.md has the grammar.',
    },
  },
  options: [
    {
      name: '--as-of',
      value: 'YYYY-MM-DD',
      says: 'the day against which dates are held; without it, today',
      is: 'day',
    },
  ],
  exits: [
    [DONE, 'every definition passes; there may be warnings'],
    [BAD_INPUT, 'one is refused, or something given is wrong'],
  ],
  nothing: 'Nothing was checked.',
  async run(words, setting) {
    const problems = [...words.problems, ...repeated(words)]
    if (problems.length > 0) return refuse(problems, check, setting.world)
    const { world } = setting
    const today = valueFor(words, '--as-of') ?? world.now().slice(0, 10)
    const alone = await Promise.all(words.operands.map(({ value }) => checkFile(value, setting, today)))
    const files = heldTogether(alone, setting.catalog)
    await world.write(
      `${files.flatMap(({ found }) => found.map(problemLine)).join('')}${files.map(summary).join('')}`,
    )
    return files.some(({ refused }) => refused > 0) ? BAD_INPUT : DONE
  },
}

/** What came of one file. */
interface CheckedFile {
  readonly file: string
  /** In the order of their places. */
  readonly found: readonly Problem[]
  readonly refused: number
  /** What was read from it, when nothing was refused. */
  readonly read?: ReadFile
}

async function checkFile(file: string, { catalog, world }: Setting, today: string): Promise<CheckedFile> {
  const read = file === '-' ? await world.readStdin() : await world.readFile(file)
  if (!read.ok) return { file, found: [{ place: file, ...faultSaying(read.problem) }], refused: 1 }
  const { definition, problems } = readBeside(read.value, file, catalog, today)
  return {
    file,
    found: problems.map(ofDefinition),
    refused: refusedIn(problems),
    ...(definition ? { read: { file, bytes: read.value, definition } } : {}),
  }
}

const refusedIn = (problems: readonly DefinitionProblem[]): number =>
  problems.filter(({ severity }) => severity === 'refused').length

/** What no file shows alone: two definitions of one trial, one that is older than the trial that ships. */
function heldTogether(files: readonly CheckedFile[], { trials }: Setting['catalog']): CheckedFile[] {
  const together = checkTogether(
    files.flatMap(({ read }) => read ?? []),
    trials,
  )
  return files.map((one) => {
    const more = together.filter(({ file }) => file === one.file)
    return {
      ...one,
      found: [...one.found, ...more.map(ofDefinition)],
      refused: one.refused + refusedIn(more),
    }
  })
}

function repeated({ operands }: Words): Problem[] {
  return operands
    .filter(({ value }, place) => operands.findIndex((one) => one.value === value) < place)
    .map(({ value, index }) => argument(index, 'ARG-REPEATED', `${value} is given twice.`))
}

/** `trial.yaml: passes, 1 warning` */
function summary({ file, found, refused }: CheckedFile): string {
  const warned = found.length - refused
  const parts = [
    refused > 0 ? `refused, ${refused} ${refused === 1 ? 'problem' : 'problems'}` : 'passes',
    ...(warned > 0 ? [`${warned} ${warned === 1 ? 'warning' : 'warnings'}`] : []),
  ]
  return `${printable(file)}: ${parts.join(', ')}\n`
}
