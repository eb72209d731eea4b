import { describe, expect, it } from 'vitest'
import { referralEn } from '../../src/app/words/referral-en.ts'
import { referralNl } from '../../src/app/words/referral-nl.ts'
import { READ_LASTS_MINUTES } from '../../src/engine/referral/bars.ts'
import { RUNGS } from '../../src/engine/referral/desk.ts'
import { PARTS } from '../../src/engine/referral/draft.ts'
import { OUTCOME_REASONS, OUTCOMES } from '../../src/engine/referral/outcome.ts'
import { LANGUAGES } from './referrals.ts'

/** Each text of a tree of words, under the names that lead to it. A sentence that is made is made from `given`. */
function textsOf(words: unknown, given: unknown[], path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words === 'function') return textsOf(words(...given), given, `${path}()`)
  return Object.entries(words as object).flatMap(([name, part]) => textsOf(part, given, `${path}/${name}`))
}

const english = textsOf(referralEn, [3, 'Task'])
const dutch = textsOf(referralNl, [3, 'Task'])

describe('the words of the referral', () => {
  it('are the same in number and name in English and Dutch', () => {
    expect(dutch.map(([name]) => name)).toEqual(english.map(([name]) => name))
    expect(english.length).toBeGreaterThan(200)
  })

  it.each([
    ['English', english],
    ['Dutch', dutch],
  ])('say something in every place, in %s', (_, texts) => {
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([])
    expect(texts.filter(([, text]) => /undefined|\[object|null/.test(text))).toEqual([])
  })

  it('are translated: what is the same in both is a name or a number', () => {
    const same = english.filter(([, text], place) => dutch[place]?.[1] === text).map(([name]) => name)
    expect(same.filter((name) => !name.startsWith('/months/'))).toEqual(['/consent/later', '/refused()/code'])
  })

  it.each([referralEn, referralNl])(
    'know each way, part, outcome and reason that the engine knows',
    (words) => {
      expect(Object.keys(words.confirm.rung).sort()).toEqual([...RUNGS].sort())
      expect(Object.keys(words.part).sort()).toEqual([...PARTS].sort())
      expect(Object.keys(words.outcome.kinds)).toEqual(OUTCOMES)
      for (const kind of OUTCOMES)
        expect(Object.keys(words.outcome.reasons[kind])).toEqual(OUTCOME_REASONS[kind])
    },
  )

  it.each(LANGUAGES)('name the time after which a chart is read too long ago, in %s', (_, words) => {
    expect(words.bar['read-too-old'].what).toContain(`${READ_LASTS_MINUTES} min`)
  })

  it.each([
    [referralEn, 'Nothing was sent.'],
    [referralNl, 'Er is niets verstuurd.'],
  ])('say first that nothing was sent, exactly where that is so', (words, nothing) => {
    const first = Object.entries(words.notSent).filter(([, { what }]) => what.startsWith(nothing))
    const others = Object.keys(words.notSent).filter((kind) => !first.some(([one]) => one === kind))
    // These two left the page: what did not arrive is not what was not sent.
    expect(others).toEqual(['not-accepted', 'half'])
  })

  it.each([
    [401, /access does not include/],
    [403, /access does not include/],
    [404, /does not take entries of this kind/],
    [412, /more than one with this number/],
    [422, /did not accept the content/],
    [400, /did not accept the content/],
  ])('say what a refusal with %i is about', (http, sentence) => {
    expect(referralEn.refused(http).what).toMatch(sentence)
    expect(referralEn.refused(http, 'Task').what).toContain('the task for the trial office')
    expect(referralEn.refused(http).code).toBe(`HTTP ${http}`)
  })

  it('promise nothing: nobody is eligible, enrolled or accepted by what is sent', () => {
    const promising = [...english, ...dutch].filter(([, text]) =>
      /eligible|enrol|success|gelukt\b|geschikt voor/i.test(text),
    )
    // "Vastleggen is niet gelukt" says that something failed.
    expect(promising.map(([name]) => name)).toEqual(['/outcome/failed'])
  })
})
