import { describe, expect, it } from 'vitest'
import { bundle, CANCER, PATIENT, TRIAL, trialside } from './fake-world.ts'

const files = {
  'b.json': bundle(PATIENT, CANCER),
  'answers.json': { resourceType: 'QuestionnaireResponse', status: 'completed' },
}

/** Runs with arguments that are wrong, and gives the lines that say so. */
async function refused(...args: string[]): Promise<string[]> {
  const { exit, out, error } = await trialside(args, files)
  expect(exit).toBe(2)
  expect(out).toBe('')
  const lines = error.trimEnd().split('\n')
  expect(lines.pop()).toBe('Nothing was evaluated. See trialside --help.')
  return lines
}

describe('help and version', () => {
  it('C-01 prints how to use it on standard error when nothing is asked', async () => {
    const { exit, out, error } = await trialside([])
    expect([exit, out]).toEqual([2, ''])
    expect(error).toContain('trialside match --trial ID')
  })

  it.each([['--help'], ['-h'], ['match', '--help'], ['match', '--trial', 'x', '--help']])(
    'C-01 prints how to use it for %s %s',
    async (...args) => {
      const { exit, out, error } = await trialside(args)
      expect([exit, error]).toEqual([0, ''])
      expect(out).toContain('--as-of YYYY-MM-DD')
      expect(out).toContain('NCT06452485  RT-HYPE')
      expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    },
  )

  it('prints its version', async () => {
    expect(await trialside(['--version'])).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/^trialside \d+\.\d+\.\d+\n$/),
    })
  })
})

describe('arguments that are wrong', () => {
  it.each([
    [
      'C-01 an unknown command',
      ['mach'],
      'argument 1  ARG-COMMAND  There is no command “mach”.  Did you mean match?',
    ],
    [
      'C-01 a misspelt option',
      ['match', '--trail', 'x', 'b.json'],
      'argument 2  ARG-UNKNOWN  There is no option --trail.  Did you mean --trial?',
    ],
    [
      'C-01 an unknown option',
      ['match', '-q', 'b.json'],
      'argument 2  ARG-UNKNOWN  There is no option -q.  Known: --trial, --as-of, --answers, --format, --help, --version.',
    ],
    [
      'an option without its value at the end',
      ['match', 'b.json', '--trial'],
      'argument 3  ARG-VALUE  The option --trial needs a value.',
    ],
    [
      'an option in place of a value',
      ['match', '--as-of', ...TRIAL, 'b.json'],
      'argument 2  ARG-VALUE  The option --as-of needs a value.',
    ],
    [
      'an empty value',
      ['match', '--trial=', 'b.json'],
      'argument 2  ARG-VALUE  The option --trial needs a value.',
    ],
    [
      'an unknown trial',
      ['match', '--trial', 'NCT06452845', 'b.json'],
      'argument 2  ARG-TRIAL  There is no trial NCT06452845 here.  Did you mean NCT06452485? A file of your own is named by its path.',
    ],
    [
      'a trial given twice',
      ['match', ...TRIAL, ...TRIAL, 'b.json'],
      'argument 4  ARG-REPEATED  The trial NCT06452485 is given twice.',
    ],
    [
      'an option given twice',
      ['match', ...TRIAL, '--format', 'json', '--format=text', 'b.json'],
      'argument 6  ARG-REPEATED  The option --format is given twice.',
    ],
    [
      'C-08 a day that does not exist',
      ['match', ...TRIAL, '--as-of', '2026-02-30', 'b.json'],
      'argument 4  ARG-DATE  The calendar has no day 2026-02-30.',
    ],
    [
      'C-08 a date with a time zone',
      ['match', ...TRIAL, '--as-of', '2026-02-03Z', 'b.json'],
      'argument 4  ARG-DATE  “2026-02-03Z” is not a date.  Write it as YYYY-MM-DD, without a time.',
    ],
    [
      'C-09 an unknown format',
      ['match', ...TRIAL, '--format', 'JSON', 'b.json'],
      'argument 4  ARG-FORMAT  There is no format JSON.  Did you mean json?',
    ],
    ['no trial', ['match', 'b.json'], 'arguments  ARG-NO-TRIAL  No trial is named.  Add --trial ID.'],
    [
      'no bundle',
      ['match', ...TRIAL],
      'arguments  ARG-NO-BUNDLE  No Bundle is named.  Name a file, or - for standard input.',
    ],
    [
      'answers for several bundles',
      ['match', ...TRIAL, '--answers', 'answers.json', 'b.json', 'b.json'],
      'argument 4  ARG-ANSWERS  Answers are about one patient, but 2 Bundles are named.  Name exactly one.',
    ],
  ])('refuses %s', async (_, args, line) => {
    expect(await refused(...args)).toEqual([line])
  })

  it('C-03 reads standard input only once', async () => {
    const lines = await refused('match', ...TRIAL, '-', '-')
    expect(lines[0]).toBe(
      'arguments  ARG-STDIN  Standard input can be read only once, and - stands more than once.',
    )
  })

  it('names every problem of arguments and files in one run', async () => {
    const lines = await refused('match', '--trial', 'X', '--as-of', 'today', 'none.json', 'b.json')
    expect(lines.map((line) => line.split('  ')[1])).toEqual(['ARG-TRIAL', 'ARG-DATE', 'FILE-MISSING'])
  })

  it('C-13 keeps what it repeats on one line, without control characters', async () => {
    const [line, ...others] = await refused('match', ...TRIAL, 'no\nsuch\u001b[2J\u202efile.json')
    expect(others).toEqual([])
    expect(line).toBe('no\\u000asuch\\u001b[2J\\u202efile.json  FILE-MISSING  There is no such file.')
  })
})

describe('arguments that are right', () => {
  it.each([
    ['in any order', ['match', 'b.json', '--as-of', '2026-01-02', ...TRIAL]],
    ['with equals signs', ['match', '--trial=NCT06452485', '--as-of=2026-01-02', 'b.json']],
    ['with the end of options marked', ['match', ...TRIAL, '--as-of', '2026-01-02', '--', 'b.json']],
  ])('takes options %s', async (_, args) => {
    const { exit, lines } = await trialside(args, files)
    expect(exit).toBe(0)
    expect(lines).toMatchObject([{ trial: 'NCT06452485', patient: 'Patient/p', asOf: '2026-01-02' }])
  })

  it('judges as of today where no date is given', async () => {
    const { lines } = await trialside(['match', ...TRIAL, 'b.json'], files)
    expect(lines[0]?.asOf).toBe('2026-11-23')
  })

  it('takes a file whose name looks like an option after --', async () => {
    const { exit } = await trialside(['match', ...TRIAL, '--', '--help'], { '--help': files['b.json'] })
    expect(exit).toBe(0)
  })

  it.each(['0001-01-01', '9999-12-31'])('evaluates as of the far day %s', async (asOf) => {
    expect((await trialside(['match', ...TRIAL, '--as-of', asOf, 'b.json'], files)).exit).toBe(0)
  })
})
