import { exportFhir } from '../../authoring/fhir/export.ts'
import { BAD_INPUT, DONE } from '../exit.ts'
import { OUTPUT } from '../output.ts'
import { putOutTrial, TRIAL } from '../trial-operand.ts'
import type { Command } from './command.ts'

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
  run(words, setting) {
    return putOutTrial(
      exportTrial,
      words,
      setting,
      (explained) => `${JSON.stringify(exportFhir(explained), undefined, 2)}\n`,
    )
  },
}
