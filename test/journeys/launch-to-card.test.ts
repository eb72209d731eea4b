import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible, expectFocus } from './accessible.ts'
import {
  aboutIn,
  CRITERIA,
  openCard,
  readCard,
  resultsOf,
  rowIn,
  textOf,
  trialIn,
  verdictIn,
} from './card.ts'
import { appIn, hospital } from './hospital.ts'

const WHO = 'WHO performance status 2 or better'

describe.skipIf(!CHROMIUM)('from the chart to the card', () => {
  const ehr = hospital()

  test('choosing a patient shows the card in the chart', async () => {
    const page = await ehr.tab()
    await page.goto(ehr.sandbox.url)
    await page.getByRole('link', { name: 'Anna Testmeijer' }).click()
    const card = await readCard(appIn(page))
    expect(card.verdict).toBe('May fit, 3 points to confirm')
    expect(card.gaps).toEqual([])
    expect(resultsOf(card)).toEqual({
      'performance-status': 'met',
      adult: 'met',
      'locoregional-recurrence': 'met',
      'salvage-surgery': 'unknown: clinician',
      'prior-breast-irradiation': 'met',
      'systemic-therapy-allowed': 'met',
      'pet-ct-staging': 'met',
      'oligometastases-limit': 'met',
      'dutch-language': 'unknown: clinician',
      'primary-breast-sarcoma': 'not-met',
      'low-risk-recurrence': 'unknown: clinician',
    })
  })

  test('what is open stands before what is confirmed, and nobody is called eligible (HZ-22)', async () => {
    const app = await ehr.openChart('anna-testmeijer')
    await openCard(app)
    const titles = await trialIn(app).getByRole('heading', { level: 2 }).allInnerTexts()
    const confirmed = titles.indexOf('The record supports')
    expect(titles.indexOf('To confirm')).toBeGreaterThanOrEqual(0)
    expect(titles.indexOf('To confirm')).toBeLessThan(confirmed)
    expect(await textOf(trialIn(app))).not.toMatch(/\beligible\b/i)
  })

  test('a row opens to the registry’s own sentence and the entry behind it, with date and source', async () => {
    const app = await ehr.openChart('anna-testmeijer')
    await openCard(app)
    const row = rowIn(app, WHO)
    await row.locator('summary').click()
    expect(await textOf(row.getByRole('blockquote'))).toBe('WHO performance scale ≤2')
    expect(await row.getByRole('blockquote').getAttribute('lang')).toBe('en')
    const evidence = row.getByRole('listitem')
    expect(await evidence.count()).toBe(1)
    const said = await textOf(evidence)
    for (const part of ['WHO 1', '10 Nov 2026', 'final', 'Observation/anna-testmeijer-8-observation'])
      expect(said).toContain(part)
  })

  test('the source that a row names stands in the chart beside the frame', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', {}, page)
    await openCard(app)
    const row = rowIn(app, WHO)
    await row.locator('summary').click()
    const source = /Source: (\w+)\/([\w-]+)/.exec(await textOf(row))
    const entry = page.locator(`#${source?.[1]}-${source?.[2]}`)
    expect(await textOf(entry)).toMatch(/^2026-11-10 ?WHO performance status: 1/)
  })

  test('a criterion that only a person can answer asks its question', async () => {
    const app = await ehr.openChart('anna-testmeijer')
    await openCard(app)
    const question = trialIn(app).getByRole('group', {
      name: 'Can the patient communicate in and understand',
    })
    await question.getByText('Not answered').waitFor()
    await question.getByRole('button', { name: 'unsure' }).waitFor()
    await app.getByRole('region', { name: 'What would settle it' }).getByText('Dutch').waitFor()
  })

  test('an event of the disease course leads to the criterion that it answers', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', {}, page)
    await openCard(app)
    const course = app.getByRole('region', { name: 'Disease course' })
    await course.waitFor()
    const events = await course.locator('li[data-planned] p:first-child').all()
    expect(await Promise.all(events.map(textOf))).toEqual([
      '21 Feb 2015 Primary tumour left',
      '2 Apr 2015 Surgery left',
      '11 Jun 2015 – 14 Aug 2015 Radiotherapy left',
      '8 May 2026 Recurrence left',
      '6 Oct 2026 Surgery left',
    ])
    await course.getByRole('button', { name: 'Show criterion: Earlier whole or partial breast' }).click()
    const row = rowIn(app, 'Earlier whole or partial breast irradiation')
    await row.getByRole('blockquote').waitFor()
    await expectFocus(row.locator('summary'))
  })

  test('the card says what it is, by what it was judged and when it was read', async () => {
    const app = await ehr.openChart('anna-testmeijer')
    await openCard(app)
    const about = aboutIn(app)
    await about.locator('summary').click()
    const said = await textOf(about)
    expect(said).toContain('It does not decide eligibility; the study team does.')
    expect(said).toMatch(/Record read ?23 Nov 2026 09:4\d; judged as of 23 Nov 2026/)
    expect(said).toContain('In this browser, beside the page.')
    expect(said).toMatch(/NCT06452485, version [\d.]+, SHA-256 [0-9a-f]{64}/)
  })

  test('the language changes page and card together, quotes stay as they are, and rows stay open (HZ-25)', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', {}, page)
    await openCard(app)
    await rowIn(app, WHO).locator('summary').click()
    await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
    await verdictIn(app).filter({ hasText: 'Past mogelijk' }).waitFor()
    await app.getByRole('heading', { name: 'Ziektebeloop' }).waitFor()
    const card = await readCard(app)
    expect(card.rows['performance-status']?.says).toContain('10 nov 2026')
    const quote = trialIn(app).locator('[data-criterion="performance-status"][open]').getByRole('blockquote')
    expect(await textOf(quote)).toBe('WHO performance scale ≤2')
    const frame = page.frames().find((it) => it.url().startsWith(ehr.sandbox.appUrl))
    expect(await frame?.evaluate(() => document.documentElement.lang)).toBe('nl')
    const english = /\b(the|with|record|recorded|Supports|Allowed)\b/
    for (const row of Object.values(card.rows)) expect(row.says).not.toMatch(english)
  })

  test('a browser in Dutch gets the card in Dutch from the first word', async () => {
    const page = await ehr.tab({ locale: 'nl-NL' })
    const app = await ehr.openChart('corrie-van-toetsen', {}, page)
    await verdictIn(app).filter({ hasText: 'Past mogelijk' }).waitFor()
    await expectAccessible(page)
  })

  test('the chart shows the patient, or the app does, never nobody (A-24)', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', { banner: 'chart' }, page)
    await verdictIn(app).waitFor()
    await page.getByRole('heading', { name: 'Anna Testmeijer' }).waitFor()
    expect(await app.getByText('Anna Testmeijer').count()).toBe(0)

    await ehr.openChart('anna-testmeijer', { banner: 'app' }, page)
    await verdictIn(app).waitFor()
    expect(await page.getByRole('heading', { name: 'Anna Testmeijer' }).count()).toBe(0)
    const banner = await textOf(app.locator('dl').first())
    for (const part of ['Anna Testmeijer', '12 Nov 1961', '65 years', '999699550'])
      expect(banner).toContain(part)
    await expectAccessible(page)
  })

  test('a standalone launch lets the clinician choose the patient, and the app shows who it is', async () => {
    const page = await ehr.tab()
    const iss = ehr.sandbox.fhirUrl
    await page.goto(`${ehr.sandbox.appUrl}/launch.html?${new URLSearchParams({ iss, standalone: '1' })}`)
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('combobox', { name: 'Patient' }).selectOption({ value: 'rosa-voorbeeldtest' })
    await page.getByRole('button', { name: 'Allow' }).click()
    const card = await readCard(page)
    expect(card.verdict).toContain('Does not appear to fit')
    expect(await textOf(page.locator('dl').first())).toContain('Rosa Voorbeeldtest')
    await expectAccessible(page)
  })

  test('the list of patients leads to the standalone launch', async () => {
    const page = await ehr.tab()
    await page.goto(ehr.sandbox.url)
    await page.getByRole('link', { name: /standalone launch/ }).click()
    await page.getByRole('heading', { level: 1, name: /Allow access|incomplete/ }).waitFor()
    expect(await textOf(page.getByRole('heading', { level: 1 }))).toBe('Allow access?')
  })

  test('after the launch neither address, history nor storage holds a code or the patient (T-06, T-07)', async () => {
    const page = await ehr.tab()
    const app = await ehr.openChart('anna-testmeijer', { banner: 'app' }, page)
    await verdictIn(app).waitFor()
    const frame = page.frames().find((it) => it.url().startsWith(ehr.sandbox.appUrl))
    expect(frame?.url()).toBe(`${ehr.sandbox.appUrl}/index.html`)
    const kept = await frame?.evaluate(async () => ({
      title: document.title,
      local: { ...localStorage },
      cookies: document.cookie,
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      session: JSON.stringify({ ...sessionStorage }),
    }))
    expect(kept).toMatchObject({
      title: 'Trialside',
      local: {},
      cookies: '',
      databases: [],
      caches: [],
      workers: 0,
    })
    expect(kept?.session).not.toMatch(/Testmeijer|999699550|1961-11-12|C50|408643008/)
  })

  test('no request names another patient (T-32)', async () => {
    const from = ehr.sandbox.sandbox.requests.length
    await readCard(await ehr.openChart('anna-testmeijer'))
    const asked = ehr.sandbox.sandbox.requests.slice(from).filter(({ part }) => part === 'fhir')
    const others = ehr.sandbox.sandbox.patientIds.filter((id) => id !== 'anna-testmeijer')
    expect(asked.filter(({ url }) => others.some((id) => url.includes(id)))).toEqual([])
  })

  test('the built command prints one address, and the way goes on from there', async () => {
    const page = await ehr.tab()
    ehr.expectComplaint(/^A token went to http:\/\/127\.0\.0\.1:\d+\/fhir\//) // its own FHIR server
    const command = spawn(process.execPath, [join(inject('built'), 'doors/sandbox.js'), '--port', '0'])
    try {
      const [printed] = (await once(command.stdout, 'data')) as [Buffer]
      const address =
        /^Trialside sandbox EHR: (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(printed))?.[1] ?? ''
      await page.goto(address)
      await page.getByRole('link', { name: 'Anna Testmeijer' }).click()
      await verdictIn(appIn(page)).filter({ hasText: 'May fit' }).waitFor()
      expect(Object.keys((await readCard(appIn(page))).rows)).toHaveLength(CRITERIA.length)
    } finally {
      command.kill('SIGTERM')
      await once(command, 'exit')
    }
  })
})
