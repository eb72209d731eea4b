import { html } from 'hono/html'
import { FAULTS } from '../faults/catalogue.ts'
import type { Language } from '../language.ts'
import { WORDS } from './words.ts'

/** What somebody trying the sandbox has chosen for this chart. */
export interface Trying {
  readonly faults: readonly string[]
  /** Whether the chart shows the patient, so that the app need not. */
  readonly ehrBanner: boolean
  /** Whether to ask before the app is let in. */
  readonly ask: boolean
}

/** The form that opens the chart again with other choices. */
export function trialForm({ faults, ehrBanner, ask }: Trying, language: Language) {
  const say = WORDS[language]
  const option = (value: string, text: string, selected: boolean) =>
    html`<option value="${value}"${selected ? html` selected` : ''}>${text}</option>`
  return html`<details class="sheet"${faults.length > 0 ? html` open` : ''}><summary>${say.tryOut}</summary>
<form method="get">
<label>${say.fault}<select name="fault">${option('', say.noFault, faults.length === 0)}
${FAULTS.map(({ menu, meaning }) => option(menu, `${menu} – ${meaning[language]}`, faults.includes(menu)))}
</select></label>
<label>${say.banner}<select name="banner">${option('chart', say.bannerChart, ehrBanner)}
${option('app', say.bannerApp, !ehrBanner)}</select></label>
<label>${say.ask}<select name="ask">${option('no', say.askNo, !ask)}${option('yes', say.askYes, ask)}</select></label>
<label>${say.language}<select name="lang">${option('en', 'English', language === 'en')}
${option('nl', 'Nederlands', language === 'nl')}</select></label>
<p class="row"><button>${say.open}</button></p>
</form></details>`
}
