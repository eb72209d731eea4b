import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf, numberOf } from '../page/person.ts'
import { textOf } from './readable.ts'
import { type LooseLetter, type Referral, trialOf, whenOf } from './referrals.ts'
import { stateIn, WORDS } from './words.ts'

/** An instant as people write it. */
export const momentOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ')

/** Every referral of the hospital in a list. */
export async function inboxPage(shown: {
  readonly referrals: readonly Referral[]
  readonly letters: readonly LooseLetter[]
  readonly language: Language
}): Promise<string> {
  const { referrals, letters, language } = shown
  const say = WORDS[language]
  const other = language === 'en' ? { code: 'nl', name: 'Nederlands' } : { code: 'en', name: 'English' }
  return page(
    say.title,
    language,
    html`<main>
<div class="bar"><a href="/?lang=${language}">← ${say.home}</a>
<a href="/inbox?lang=${other.code}" lang="${other.code}" hreflang="${other.code}">${other.name}</a></div>
<h1>${say.title}</h1>
<p class="soft">${say.intro}</p>
${referrals.length === 0 ? html`<p class="sheet">${say.none}</p>` : await tableOf(referrals, language)}
${letters.length === 0 ? '' : await lettersOf(letters, language)}
</main>`,
  )
}

const tableOf = async (referrals: readonly Referral[], language: Language) => {
  const say = WORDS[language]
  return html`<div class="sheet"><table>
<thead><tr><th scope="col">${say.patient}</th><th scope="col">${say.trial}</th><th scope="col">${say.from}</th>
<th scope="col">${say.when}</th><th scope="col">${say.state}</th><th scope="col">${say.due}</th></tr></thead>
<tbody>${await pieces(referrals.map((referral) => rowOf(referral, language)))}</tbody>
</table></div>`
}

function rowOf(referral: Referral, language: Language) {
  const say = WORDS[language]
  const { patient, task, state, due, isOverdue, isDuplicate } = referral
  const reason = task.status === 'rejected' ? task.statusReason?.text : undefined
  return html`<tr>
<th scope="row"><a href="/inbox/${patient.id}/${task.id}?lang=${language}">${nameOf(patient)}</a>
<small>${patient.birthDate ?? '–'} · ${numberOf(patient)}</small></th>
<td data-label="${say.trial}">${trialOf(referral)}</td>
<td data-label="${say.from}">${task.requester?.display ?? task.requester?.reference ?? '–'}</td>
<td data-label="${say.when}">${momentOf(whenOf(task))}</td>
<td data-label="${say.state}">${stateIn(state, language)}${reason ? html`<small>${reason}</small>` : ''}
${isDuplicate ? html`<strong class="mark">${say.duplicate}</strong>` : ''}</td>
<td data-label="${say.due}">${due ?? '–'} ${isOverdue ? html`<strong class="mark">${say.overdue}</strong>` : ''}</td>
</tr>`
}

const lettersOf = async (letters: readonly LooseLetter[], language: Language) =>
  html`<section><h2>${WORDS[language].letters}</h2>
<ul class="patients">${await pieces(
    letters.map(
      ({
        patient,
        letter,
      }) => html`<li><a href="/patients/${patient.id}?lang=${language}">${nameOf(patient)}</a>
<span class="soft">${momentOf(letter.date ?? '')}</span>
<details><summary>${letter.description ?? WORDS[language].letter}</summary><pre>${textOf(letter) ?? '–'}</pre></details></li>`,
    ),
  )}</ul></section>`
