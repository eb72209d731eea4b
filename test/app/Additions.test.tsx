// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Additions } from '../../src/app/Additions/Additions.tsx'
import { wordsOf } from '../../src/app/words/words-of.ts'
import type { AdditionsReport } from '../../src/engine/trials/site-additions.ts'

const show = (report: AdditionsReport, language: 'en' | 'nl' = 'en') =>
  render(<Additions report={report} words={wordsOf(language).additions} />)

const REFUSED: AdditionsReport = {
  refused: [
    {
      what: 'definitions/ours/trial.yaml',
      problems: [
        {
          where: 'definitions/ours/trial.yaml:12:3',
          code: 'L-14',
          message: 'There is no fact “whoo”.',
          hint: 'Did you mean “who”?',
        },
        { where: 'definitions/ours/trial.yaml:14:3', code: 'L-09', message: 'There is no id.' },
      ],
    },
  ],
}

afterEach(cleanup)

describe('what a site adds', () => {
  it('takes no room where all of it is used', () => {
    show({ refused: [] })
    expect(document.body.textContent).toBe('')
  })

  it('is named with every problem, its place, code, sentence and hint, where it is refused', () => {
    show(REFUSED)
    expect(screen.getByText('2 problems', { exact: false })).toBeTruthy()
    const items = screen.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent)
    expect(items).toEqual([
      'definitions/ours/trial.yaml:12:3 L-14There is no fact “whoo”.Did you mean “who”?',
      'definitions/ours/trial.yaml:14:3 L-09There is no id.',
    ])
  })

  it.each([
    ['no-worker', /lets no worker run/],
    ['too-slow', /took too long and was ended/],
    ['failed', /fault is in Trialside/],
  ] as const)('says why nothing was read: %s', (why, sentence) => {
    show({ refused: [], notRead: { why, files: ['definitions/a.yaml', 'definitions/b.yaml'] } })
    expect(screen.getByText(sentence)).toBeTruthy()
    expect(screen.getByText('definitions/a.yaml, definitions/b.yaml')).toBeTruthy()
  })

  it('says it in Dutch, the problems in the words of the command that checks', () => {
    show(REFUSED, 'nl')
    expect(screen.getByRole('heading', { name: /Hier niet gebruikt/ })).toBeTruthy()
    expect(document.querySelector('ul')?.lang).toBe('en')
  })
})
