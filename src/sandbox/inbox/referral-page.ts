import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf, numberOf } from '../page/person.ts'
import type { Decided } from './decide.ts'
import { decideForm } from './decide-form.ts'
import { momentOf } from './inbox-page.ts'
import { itemsIn, letterIn, sourcesIn } from './readable.ts'
import { type Referral, trialOf, whenOf } from './referrals.ts'
import { stateIn, WORDS } from './words.ts'

/** A referral as it arrived, and the study team's answer to it. */
export async function referralPage(shown: {
  readonly referral: Referral
  readonly language: Language
  /** Sent back with an answer: no other page knows it. */
  readonly formToken: string
  /** What came of the answer that was just given, where it was not taken. */
  readonly told?: Exclude<Decided, 'done'> | undefined
}): Promise<string> {
  const { referral, language, formToken, told } = shown
  const say = WORDS[language]
  const { patient, task, state, due, isOverdue, isDuplicate } = referral
  const notices = { changed: say.changed, impossible: say.impossible, 'no-reason': say.noReason }
  return page(
    `${say.title}: ${nameOf(patient)}`,
    language,
    html`<main>
<div class="bar"><a href="/inbox?lang=${language}">← ${say.back}</a>
<a href="/patients/${patient.id}?lang=${language}">${say.chart}</a></div>
${told === undefined ? '' : html`<p class="note" role="alert">${notices[told]}</p>`}
<header class="banner"><h1>${nameOf(patient)}</h1><span>${patient.birthDate ?? '–'}</span>
<span>${numberOf(patient)}</span></header>
<dl class="sheet facts">
<dt>${say.trial}</dt><dd>${trialOf(referral)}</dd>
<dt>${say.from}</dt><dd>${task.requester?.display ?? task.requester?.reference ?? '–'}</dd>
<dt>${say.when}</dt><dd>${momentOf(whenOf(task))}</dd>
<dt>${say.state}</dt><dd>${stateIn(state, language)}
${isDuplicate ? html`<strong class="mark">${say.duplicate}</strong>` : ''}</dd>
<dt>${say.due}</dt><dd>${due ?? '–'} ${isOverdue ? html`<strong class="mark">${say.overdue}</strong>` : ''}</dd>
${task.statusReason?.text ? html`<dt>${say.reason}</dt><dd>${task.statusReason.text}</dd>` : ''}
</dl>
${decideForm(referral, language, formToken)}
${await contentOf(referral, language)}
</main>`,
  )
}

/** What came along, and what did not. */
async function contentOf({ patient, task, parts }: Referral, language: Language) {
  const say = WORDS[language]
  const { order, answers, subject, letter, provenance } = parts
  const missing = Object.entries({
    ServiceRequest: order,
    QuestionnaireResponse: answers,
    ResearchSubject: subject,
  })
    .filter(([, part]) => part === undefined)
    .map(([type]) => type)
  const notes = [...(order?.note ?? []), ...(task.note ?? [])].map(({ text }) => text)
  const sources = provenance ? sourcesIn(provenance) : []
  const text = letterIn(task, letter)
  return html`${missing.length === 0 ? '' : html`<p class="note">${say.missing}: ${missing.join(', ')}</p>`}
${
  order === undefined
    ? ''
    : html`<section class="sheet"><h2>${say.order}</h2><p>${order.code?.text ?? task.description ?? '–'}</p>
${await pieces(notes.map((note) => html`<p>${note}</p>`))}</section>`
}
${text === undefined ? '' : html`<section class="sheet"><h2>${say.letter}</h2><pre>${text}</pre></section>`}
${
  answers === undefined
    ? ''
    : html`<section class="sheet"><h2>${say.answers}</h2><dl class="facts">${await pieces(
        itemsIn(answers).map((item) => html`<dt>${item.text}</dt><dd>${item.said}</dd>`),
      )}</dl></section>`
}
${
  sources.length === 0
    ? ''
    : html`<section class="sheet"><h2>${say.evidence}</h2><ul class="plain">${await pieces(
        sources.map(
          ({
            reference,
            version,
          }) => html`<li><a href="/patients/${patient.id}?lang=${language}#${reference.replace('/', '-')}">${reference}</a>
<span class="soft">${version === undefined ? '' : `v${version}`}</span></li>`,
        ),
      )}</ul></section>`
}
${
  provenance === undefined
    ? ''
    : html`<section class="sheet"><h2>${say.history}</h2><p>${provenance.agent
        .map(({ who }) => who.display ?? who.reference ?? '–')
        .join(' · ')}</p></section>`
}`
}
