import { exportFhir } from '../../authoring/fhir/export.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { OUTPUT, putOut } from '../output.ts'
import { problemLine } from '../problem.ts'
import { explainedOf, inputsOf, TRIAL, trialOperand } from '../trial-operand.ts'
import type { Command } from './command.ts'
import { refuse } from './refuse.ts'

/** A definition for other systems. */
export const exportTrial: Command = {
  name: 'export',
  does: 'Gives a definition as FHIR R4: a Bundle with ResearchStudy, Group, Questionnaire and ValueSets.',
  operand: TRIAL,
  options: [
    { name: '--format', value: 'fhir', says: 'FHIR R4, as JSON', oneOf: ['fhir'], isRequired: true },
    ...OUTPUT,
  ],
  exits: [
    [DONE, 'it was written'],
    [BAD_INPUT, 'something given is wrong, the definition is refused, or the file cannot be written'],
  ],
  nothing: 'Nothing was written.',
  async run(words, setting) {
    const { world } = setting
    const named = await trialOperand(words, setting)
    if (!named.ok) return refuse(named.problem, exportTrial, world)
    const bundle = exportFhir(explainedOf(named.value, setting))
    const text = `${JSON.stringify(bundle, undefined, 2)}\n`
    const problems = await putOut(text, words, inputsOf(named.value), world)
    if (problems.length > 0) return refuse(problems, exportTrial, world)
    for (const warning of named.value.warnings) world.writeError(problemLine(warning))
    return DONE
  },
}
