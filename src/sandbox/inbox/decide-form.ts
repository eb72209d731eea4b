import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { isPossible } from './decide.ts'
import type { Referral } from './referrals.ts'
import { DECLINE_REASONS, WORDS } from './words.ts'

/** The buttons by which the study team answers, as far as they may; nothing where there is no more to answer. */
export function decideForm({ patient, task, parts }: Referral, language: Language, formToken: string) {
  const say = WORDS[language]
  const [mayAccept, mayDecline, mayStart] = (['accept', 'decline', 'on-study'] as const).map((decision) =>
    isPossible(decision, task),
  )
  if (!mayAccept && !mayDecline && !mayStart) return ''
  const hidden = html`<input type="hidden" name="token" value="${formToken}">
<input type="hidden" name="version" value="${task.meta?.versionId}">
<input type="hidden" name="lang" value="${language}">`
  const action = `/inbox/${patient.id}/${task.id}`
  return html`<section class="sheet"><h2>${say.decide}</h2>
<form method="post" action="${action}" class="row">${hidden}
${mayAccept ? html`<button name="decision" value="accept">${say.accept}</button>` : ''}
${mayStart ? html`<button name="decision" value="on-study">${say.onStudy}</button>` : ''}
${mayStart && !parts.subject ? html`<span class="soft">${say.noSubject}</span>` : ''}
</form>
${
  mayDecline
    ? html`<form method="post" action="${action}" class="row">${hidden}
<label>${say.reason}<select name="reason" required><option value="">${say.choose}</option>
${Object.entries(DECLINE_REASONS).map(([code, text]) => html`<option value="${code}">${text[language]}</option>`)}
</select></label>
<label class="grows">${say.note}<input name="note" maxlength="500" autocomplete="off"></label>
<button name="decision" value="decline" class="quiet">${say.decline}</button>
</form>`
    : ''
}
</section>`
}
