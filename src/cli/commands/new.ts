import { basename, dirname, resolve } from 'node:path'
import type { Problem as DefinitionProblem } from '../../authoring/problem.ts'
import { scaffold } from '../../authoring/scaffold/scaffold.ts'
import { readStudy, type Study, type StudyProblem } from '../../authoring/scaffold/study.ts'
import { fail, type Result } from '../../engine/result.ts'
import { valueFor, type Words } from '../arguments.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { type JsonDocument, problemAt } from '../json-document.ts'
import { OUTPUT, putOut } from '../output.ts'
import type { Problem } from '../problem.ts'
import { readBeside } from '../read-beside.ts'
import { readJsonFile } from '../read-json-file.ts'
import type { World } from '../world.ts'
import type { Command } from './command.ts'
import { refuse } from './refuse.ts'

/** A definition of questions, from a registry's record: the beginning of a trial. */
export const newTrial: Command = {
  name: 'new',
  does: 'Writes the definition of a trial from its record at ClinicalTrials.gov: each line of the registry a question, until somebody encodes it. Nothing is guessed.',
  operand: {
    name: 'NCT...',
    says: 'the id of the trial at ClinicalTrials.gov',
    is: 'registry-id',
    missing: { code: 'ARG-NO-ID', message: 'No trial is named.', hint: 'Name its id: NCT01234567.' },
  },
  options: [
    {
      name: '--from',
      value: 'study.json',
      says: 'the study as ClinicalTrials.gov gives it (“Download”, JSON; version 2 of the API); - for standard input',
      isRequired: true,
    },
    ...OUTPUT,
  ],
  exits: [
    [DONE, 'the definition was written; it passes check'],
    [BAD_INPUT, 'something given is wrong, or the file cannot be written; each problem is named'],
  ],
  nothing: 'Nothing was written.',
  async run(words, { catalog, world }) {
    const today = world.now().slice(0, 10)
    const study = await studyFor(words, world, today)
    if (!study.ok) return refuse([...words.problems, ...study.problem], newTrial, world)
    if (words.problems.length > 0) return refuse(words.problems, newTrial, world)
    const shipped = catalog.trials.find(({ id }) => id === study.value.id)
    const around = { today, schema: schemaFor(words), ...(shipped ? { inUse: shipped.version } : {}) }
    const text = scaffold(study.value, around)
    // What is written passes check. Where it would not, that is said, and nothing is written.
    const { problems: faults, definition } = readBeside(
      new TextEncoder().encode(text),
      valueFor(words, '--from') ?? '',
      catalog,
      today,
    )
    if (!definition) return refuse(faults.map(unwritten), newTrial, world)
    const inputs = [valueFor(words, '--from') ?? '']
    const problems = await putOut(text, words, inputs, world)
    if (problems.length > 0) return refuse(problems, newTrial, world)
    if (shipped)
      world.writeError(`${shipped.id} ships with Trialside already: this is a new beginning of it.\n`)
    return DONE
  },
}

/** A fault of the definition that would have been written: its place is none of the study's. */
const unwritten = ({ file, code, message }: DefinitionProblem): Problem => ({
  place: file,
  code,
  message: `The definition would be refused: ${message}`,
  hint: 'Mend it in the study’s file.',
})

/** The study in the file that is named. The arguments may have problems of their own. */
async function studyFor(
  words: Words,
  world: World,
  today: string,
): Promise<Result<Study, readonly Problem[]>> {
  const file = valueFor(words, '--from')
  const isWrong = words.problems.some(({ code }) => code === 'ARG-ADDRESS')
  if (file === undefined || isWrong) return fail([])
  const document = await readJsonFile(file, world)
  if (!document.ok) return fail([document.problem])
  const id = words.problems.some(({ code }) => code === 'ARG-ID') ? undefined : words.operands[0]?.value
  const study = readStudy(document.value.value, { today, ...(id === undefined ? {} : { id }) })
  return study.ok ? study : fail(study.problem.map((one) => inFile(one, document.value)))
}

const inFile = ({ path, ...saying }: StudyProblem, document: JsonDocument): Problem =>
  problemAt(document, path, saying)

/**
 * Where an editor finds the grammar. In a folder of the catalog it stands two folders up; elsewhere it is put beside
 * the definition.
 */
function schemaFor(words: Words): string {
  const output = valueFor(words, '--output')
  if (output === undefined || output === '-') return IN_CATALOG
  return basename(dirname(dirname(resolve(output)))) === 'trials' ? IN_CATALOG : 'trial.schema.json'
}

const IN_CATALOG = '../../trial.schema.json'
