import type { Extension, Group, GroupCharacteristic } from 'fhir/r4'
import { numbered } from '../explain/entry.ts'
import { artifact } from './artifact.ts'
import { characterised, combination } from './characteristic.ts'
import type { Context } from './context.ts'
import { criterionExtensions } from './criterion.ts'

/** The criteria as a Group, one characteristic each, and the further groups that some of them are made of. */
export function groups(context: Context): Group[] {
  const { trial, addresses, wording } = context
  const numbers = numbered(trial)
  const further: Group[] = []
  const characteristic = trial.criteria.map((criterion): GroupCharacteristic => {
    const part = (numbers.get(criterion.id) ?? criterion.id).toLowerCase()
    const found = characterised(criterion.rule, part, criterion.statement, context)
    further.push(...found.groups)
    return {
      id: criterion.id,
      extension: criterionExtensions(criterion, context),
      ...found.characteristic,
      exclude: criterion.exclude,
    }
  })
  const whole: Group = {
    resourceType: 'Group',
    id: addresses.id(),
    language: wording.language,
    extension: [
      ...artifact('Group', trial, addresses),
      ...combination('all-of', undefined, context),
      { url: addresses.extension('wording'), valueCode: trial.wording },
      ...notComputed(context),
    ],
    identifier: [{ system: new URL(trial.registryLink).origin, value: trial.id }],
    type: 'person',
    actual: false,
    ...wording.element('name', {
      en: `${trial.acronym} (${trial.id}): eligibility criteria`,
      nl: `${trial.acronym} (${trial.id}): criteria voor deelname`,
    }),
    characteristic,
  }
  return [whole, ...further]
}

/** Sentences of the registry that no criterion covers, each with the reason. */
const notComputed = ({ written, addresses, wording }: Context): Extension[] =>
  (written.notComputed ?? []).map(({ sentence, reason }) => ({
    url: addresses.extension('not-computed'),
    extension: [{ url: 'sourceText', valueMarkdown: sentence }, wording.markdown('reason', reason)],
  }))
