import { join } from 'node:path'
import { casesText } from '../../authoring/cases/cases-text.ts'
import { readCases } from '../../authoring/cases/read-cases.ts'
import { runCases } from '../../authoring/cases/run-cases.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import { valueFor, type Words } from '../arguments.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { faultSaying } from '../file-fault.ts'
import type { NamedTrial } from '../named-trial.ts'
import { ofDefinition, type Problem, problemLine } from '../problem.ts'
import { TRIAL, trialOperand } from '../trial-operand.ts'
import type { Command, Setting } from './command.ts'
import { refuse } from './refuse.ts'

/** Whether a trial's example patients come out as they say, and what they leave untried. */
export const cases: Command = {
  name: 'cases',
  does: 'Runs a trial’s own example patients, and names what none of them shows: outcomes, sides of limits, exceptions, parts of rules.',
  operand: TRIAL,
  options: [
    {
      name: '--patients',
      value: 'FILE',
      says: 'the example patients, or - for standard input; without it, patients.yaml beside the definition',
    },
  ],
  exits: [
    [DONE, 'every patient comes out as expected, and nothing is left uncovered'],
    [BAD_INPUT, 'one does not, something is not covered, or something given is wrong'],
  ],
  nothing: 'Nothing was evaluated.',
  async run(words, setting) {
    const { world } = setting
    const named = await trialOperand(words, setting)
    if (!named.ok) return refuse(named.problem, cases, world)
    const { trial, catalog, warnings } = named.value
    const patients = await patientsOf(named.value, words, setting)
    if (!patients.ok) return refuse([patients.problem], cases, world)
    const { file, bytes } = patients.value
    const read = readCases(bytes, file, { trial, catalog })
    if (!read.cases) return refuse(read.problems.map(ofDefinition), cases, world)
    const report = runCases(read.cases, { trial, catalog })
    for (const warning of [...warnings, ...read.problems.map(ofDefinition)])
      world.writeError(problemLine(warning))
    await world.write(casesText(report))
    return report.isAsExpected && report.uncovered.length === 0 ? DONE : BAD_INPUT
  },
}

/** The file of the example patients: the one that is named, the one beside the definition, or the one built in. */
async function patientsOf(
  { trial, file: definition }: NamedTrial,
  words: Words,
  { files, world }: Setting,
): Promise<Result<{ readonly file: string; readonly bytes: Uint8Array }, Problem>> {
  const given = valueFor(words, '--patients')
  const file = given ?? (definition === undefined ? undefined : join(definition, '..', 'patients.yaml'))
  if (file !== undefined) {
    const read = file === '-' ? await world.readStdin() : await world.readFile(file)
    if (read.ok) return ok({ file, bytes: read.value })
    const hint = 'Example patients stand beside the definition, or are named with --patients.'
    return fail({ place: file, ...(given === undefined ? { hint } : {}), ...faultSaying(read.problem) })
  }
  const text = files.examples[trial.id]
  return text === undefined
    ? fail({
        place: 'arguments',
        code: 'CASES-NONE',
        message: `${trial.id} has no example patients here.`,
        hint: 'Name their file with --patients.',
      })
    : ok({ file: `${trial.id}/patients.yaml`, bytes: new TextEncoder().encode(text) })
}
