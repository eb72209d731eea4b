import { expect, test } from 'vitest'
import { onceKnown } from '../../src/smart/once-known.ts'

/** Something that answers when the test says so. */
function asking() {
  const answers: ((known: string | undefined) => void)[] = []
  const ask = onceKnown(() => new Promise<string | undefined>((resolve) => answers.push(resolve)))
  return { ask, answers }
}

test('what is known is asked for once, whoever wants it and whenever', async () => {
  const { ask, answers } = asking()
  const both = Promise.all([ask(), ask()])
  answers[0]?.('known')
  expect(await both).toEqual(['known', 'known'])
  expect(await ask()).toBe('known')
  expect(answers).toHaveLength(1)
})

test('where nothing came of it, all who waited hear that, and the next one asks again', async () => {
  const { ask, answers } = asking()
  const both = Promise.all([ask(), ask()])
  answers[0]?.(undefined)
  expect(await both).toEqual([undefined, undefined])
  const next = ask()
  answers[1]?.('known')
  expect([await next, await ask()]).toEqual(['known', 'known'])
  expect(answers).toHaveLength(2)
})

test('one who asks again at once, and one who waited as well, get the same next answer', async () => {
  const { ask, answers } = asking()
  const again = [ask(), ask()].map((one) => one.then(() => ask()))
  answers[0]?.(undefined)
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.('known')
  expect(await Promise.all(again)).toEqual(['known', 'known'])
  expect(answers).toHaveLength(2)
})

test('what fails with an error is asked again', async () => {
  let times = 0
  const ask = onceKnown(async () => {
    times += 1
    if (times === 1) throw new Error('a bug')
    return 'known'
  })
  await expect(ask()).rejects.toThrow('a bug')
  expect(await ask()).toBe('known')
})
