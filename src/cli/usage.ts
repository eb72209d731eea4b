import type { Catalog } from '../engine/index.ts'
import type { Command, Option } from './commands/command.ts'
import { COMMANDS } from './commands/commands.ts'
import { INTERNAL } from './exit.ts'
import { VERSION } from './version.ts'
import { wrap } from './wrap.ts'

const TRIALSIDE = `trialside ${VERSION}
Says which criteria of a clinical trial a patient's record supports, contradicts
or does not answer. It does not decide eligibility; the study team does.
`

/** What `--help` prints: each command in a few lines. */
export const usage = (catalog: Catalog): string => `${TRIALSIDE}
Usage:
${COMMANDS.map((command) => lines([...usageOf(command), ...wrap(command.does, '      ')])).join('\n\n')}

  --help           this text; after a command, its options
  --version        name and version

${trialsIn(catalog)}
Exit codes:
  0  it was done
  2  something given is wrong; each problem is named
  4  an error of Trialside itself
`

/** What `--help` prints after a command. */
export function commandUsage(command: Command, catalog: Catalog): string {
  const { operand, options, does, exits } = command
  const rows: [string, string][] = [
    ...(operand ? [[operand.name, operand.says] as [string, string]] : []),
    ...options.map((option): [string, string] => [nameOf(option), option.says]),
    ['--help', 'this text'],
  ]
  const namesTrial = operand?.is === 'trial' || options.some(({ is }) => is === 'trial')
  return `${TRIALSIDE}
Usage:
${lines(usageOf(command))}

${lines(wrap(does, '  '))}

${lines(rows.flatMap(([name, says]) => wrap(says, '  ', name.padEnd(FIRST_COLUMN))))}

${namesTrial ? trialsIn(catalog) : ''}
Exit codes:
${lines([...exits, [INTERNAL, 'an error of Trialside itself'] as const].flatMap(([code, means]) => wrap(means, '  ', `${code}  `)))}
`.replaceAll('\n\n\n', '\n\n')
}

const FIRST_COLUMN = 21

const lines = (texts: readonly string[]): string => texts.join('\n')

const nameOf = ({ name, value }: Option): string => (value ? `${name} ${value} ` : name)

/** `trialside match --trial ID [--trial ID ...] …`, over as many lines as it takes. */
function usageOf({ name, operand, options }: Command): string[] {
  const what = operand && (operand.many ? `${operand.name} ...` : operand.name)
  const parts = [
    ...(what && !operand.many ? [what] : []),
    ...options.flatMap((option) => {
      const one = nameOf(option).trim()
      if (!option.isRequired) return [`[${one}]`]
      return option.each ? [one, `[${one} ...]`] : [one]
    }),
    ...(what && operand.many ? [what] : []),
  ]
  // A part stays on one line.
  const whole = parts.map((part) => part.replaceAll(' ', UNBROKEN)).join(' ')
  return wrap(whole, '  ', `trialside ${name} `).map((line) => line.replaceAll(UNBROKEN, ' ').trimEnd())
}

const UNBROKEN = '\ue000'

const trialsIn = ({ trials }: Catalog): string =>
  `Trials:\n${lines(trials.flatMap(({ id, acronym, shortTitle }) => wrap(`${acronym}: ${shortTitle.en}`, '  ', `${id}  `)))}\n`
