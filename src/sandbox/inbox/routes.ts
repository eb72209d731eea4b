import { Hono } from 'hono'
import type { Clock } from '../clock.ts'
import type { Records } from '../fhir/records.ts'
import { type Language, languageOr } from '../language.ts'
import { type Decided, type Decision, decide } from './decide.ts'
import { inboxPage } from './inbox-page.ts'
import { referralPage } from './referral-page.ts'
import { looseLetters, type Referral, referralsIn, referralsOf } from './referrals.ts'
import { WORDS } from './words.ts'

const DECISIONS: readonly string[] = ['accept', 'decline', 'on-study'] satisfies readonly Decision[]
const TOLD: readonly string[] = ['changed', 'impossible', 'no-reason'] satisfies readonly Decided[]

/**
 * The coordinator's inbox: where a referral arrives, is read, and is answered. It works on the records themselves, as
 * somebody of the hospital does, and needs no script.
 */
export function inboxRoutes(options: {
  readonly records: Records
  readonly clock: Clock
  readonly language: Language
  readonly headers: Record<string, string>
}): Hono {
  const { records, clock, headers } = options
  const app = new Hono()
  // A page of another origin cannot read it, and so cannot answer in the coordinator's name.
  const formToken = crypto.randomUUID()

  const find = async (patient: string, task: string): Promise<Referral | undefined> =>
    (await referralsOf(patient, records, clock)).find((referral) => referral.task.id === task)

  app.get('/inbox', async (context) => {
    const language = languageOr(context.req.query('lang'), options.language)
    const referrals = await referralsIn(records, clock)
    const letters = await looseLetters(records, referrals)
    return context.html(await inboxPage({ referrals, letters, language }), 200, headers)
  })

  app.get('/inbox/:patient/:task', async (context) => {
    const language = languageOr(context.req.query('lang'), options.language)
    const { patient, task } = context.req.param()
    const arrived = await find(patient, task)
    if (!arrived) return context.text(WORDS[language].notFound, 404, headers)
    const version = arrived.task.meta?.versionId ?? ''
    if (arrived.task.status === 'requested' && context.req.method === 'GET')
      await decide(arrived, { decision: 'receive', version, language }, clock)
    const referral = (await find(patient, task)) ?? arrived
    const told = TOLD.find((it) => it === context.req.query('told')) as Exclude<Decided, 'done'> | undefined
    return context.html(await referralPage({ referral, language, formToken, told }), 200, headers)
  })

  app.post('/inbox/:patient/:task', async (context) => {
    const form = await context.req.formData()
    const text = (name: string) => String(form.get(name) ?? '')
    const language = languageOr(text('lang'), options.language)
    if (text('token') !== formToken || !DECISIONS.includes(text('decision')))
      return context.text('This form did not come from the inbox', 403, headers)
    const { patient, task } = context.req.param()
    const referral = await find(patient, task)
    if (!referral) return context.text(WORDS[language].notFound, 404, headers)
    const decided = await decide(
      referral,
      {
        decision: text('decision') as Decision,
        version: text('version'),
        reason: text('reason'),
        note: text('note'),
        language,
      },
      clock,
    )
    const told = decided === 'done' ? '' : `&told=${decided}`
    return context.redirect(`/inbox/${patient}/${task}?lang=${language}${told}`, 303)
  })

  return app
}
