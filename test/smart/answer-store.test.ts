import { describe, expect, test } from 'vitest'
import { openAnswerStore } from '../../src/smart/answer-store.ts'
import { fakeOutside, NOON } from './fake-outside.ts'
import { APP, blockedStorage, fakePage, tabStorage } from './fake-page.ts'

const ISS = 'https://ehr.example/fhir'
const KEPT = { answers: [{ question: 'Q1', answer: 'yes' }] }

const open = (storage: Storage | (() => Storage), patient = 'p-1', iss = ISS) =>
  openAnswerStore(fakePage(`${APP}/index.html`, { storage }), fakeOutside(), iss, patient)

describe('the clinician’s answers', () => {
  test('are found again by a new launch of the same patient in the same tab', async () => {
    const storage = tabStorage()
    const first = await open(storage)
    first.save(KEPT)
    expect((await open(storage)).load()).toEqual(KEPT)
  })

  test('are never another patient’s, nor the same id’s at another EHR, nor another tab’s', async () => {
    for (const next of [
      (storage: Storage) => open(storage, 'p-2'),
      (storage: Storage) => open(storage, 'p-1', 'https://other.example/fhir'),
      () => open(tabStorage()),
    ]) {
      const storage = tabStorage()
      ;(await open(storage)).save(KEPT)
      expect((await next(storage)).load()).toBeUndefined()
    }
  })

  test('are forgotten when another patient is opened', async () => {
    const storage = tabStorage()
    ;(await open(storage)).save(KEPT)
    await open(storage, 'p-2')
    expect((await open(storage)).load()).toBeUndefined()
  })

  test('are kept under a name that says nothing of the patient, beside what others keep', async () => {
    const storage = tabStorage()
    storage.setItem('trialside.session.k', 'kept')
    ;(await open(storage, 'ZZCANARY')).save(KEPT)
    expect(Object.keys(storage).filter((name) => name.startsWith('trialside.answers.'))).toHaveLength(1)
    expect(JSON.stringify(Object.keys(storage).map((name) => [name, storage.getItem(name)]))).not.toContain(
      'ZZCANARY',
    )
    expect(storage.getItem('trialside.session.k')).toBe('kept')
  })

  test('are gone when cleared, with what was on its way', async () => {
    const storage = tabStorage()
    const store = await open(storage)
    store.save(KEPT)
    store.pending.mark('key-1')
    store.clear()
    expect((await open(storage)).load()).toBeUndefined()
    expect((await open(storage)).pending.since('key-1')).toBeUndefined()
  })

  test('live in memory alone where the browser blocks storage: nothing throws', async () => {
    const store = await open(blockedStorage)
    store.save(KEPT)
    store.pending.mark('key-1')
    expect((await open(blockedStorage)).load()).toBeUndefined()
  })

  test('leave nothing in a tab in which nothing was answered', async () => {
    const storage = tabStorage()
    await open(storage)
    expect(Object.keys(storage)).toEqual([])
  })

  test('are found again also where another frame of the tab kept something first', async () => {
    const storage = tabStorage()
    const one = await open(storage)
    const two = await openAnswerStore(
      fakePage(`${APP}/index.html`, { storage }),
      fakeOutside({ secret: () => 'another' }),
      ISS,
      'p-1',
    )
    one.save({ answers: [] })
    two.save(KEPT)
    await expect.poll(async () => (await open(storage)).load()).toEqual(KEPT)
  })

  test.each(['', '{', 'null', '[]', '7', '{"kept":'])('are none where %j stands', async (text) => {
    const storage = tabStorage()
    const store = await open(storage)
    store.save(KEPT)
    const [name = ''] = Object.keys(storage).filter((key) => key.startsWith('trialside.answers.'))
    storage.setItem(name, text)
    const next = await open(storage)
    expect(next.load()).toBeUndefined()
    next.save(KEPT)
    expect((await open(storage)).load()).toEqual(KEPT)
  })
})

describe('W-21: a referral on its way', () => {
  test('is known to the next launch, until it is known how it ended', async () => {
    const storage = tabStorage()
    const store = await open(storage)
    store.save(KEPT)
    store.pending.mark('key-1')
    const next = await open(storage)
    expect(next.pending.since('key-1')).toBe(NOON)
    next.pending.clear('key-1')
    expect((await open(storage)).pending.since('key-1')).toBeUndefined()
    expect(next.load()).toEqual(KEPT)
  })
})

describe('W-23: an EHR that loses identifiers', () => {
  test('is known as one to the next launch in this tab, of whichever patient, and to no other EHR', async () => {
    const storage = tabStorage()
    const store = await open(storage)
    expect(store.pending.losesIdentifiers()).toBe(false)
    store.pending.noteLoss()
    store.clear()
    expect((await open(storage, 'p-2')).pending.losesIdentifiers()).toBe(true)
    expect((await open(storage, 'p-2', 'https://other.example/fhir')).pending.losesIdentifiers()).toBe(false)
    expect((await open(tabStorage())).pending.losesIdentifiers()).toBe(false)
  })

  test('is known as one for as long as the page lives where the browser blocks storage', async () => {
    const store = await open(blockedStorage)
    store.pending.noteLoss()
    expect(store.pending.losesIdentifiers()).toBe(true)
  })
})
