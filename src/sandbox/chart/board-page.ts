import { html } from 'hono/html'
import { FAULTS } from '../faults/catalogue.ts'
import type { Language } from '../language.ts'
import { page } from '../page/page.ts'
import { BOARD_CHOICES } from '../patients/board-lists.ts'
import { WORDS } from './words.ts'

/** What somebody trying the board has chosen. */
export interface TryingBoard {
  /** `List/…` or `Group/…`. */
  readonly list: string
  readonly faults: readonly string[]
  /** Whether five patients fail, each in a way of its own. */
  readonly fiveFail: boolean
}

/** The tumour board's page: the app in a frame, at full width. The EHR shows no patient here; the app does. */
export function boardPage(shown: {
  readonly trying: TryingBoard
  /** The address that the frame opens: a genuine launch. */
  readonly frame: string
  readonly language: Language
}): Promise<string> {
  const { trying, frame, language } = shown
  const say = WORDS[language]
  return page(
    say.board,
    language,
    html`<main class="wide">
<div class="bar"><h1>${say.board}</h1><a href="/?lang=${language}">← ${say.allPatients}</a>
<a href="/inbox?lang=${language}">${say.inbox}</a></div>
${choices(trying, language)}
<iframe class="board" title="${say.boardFrame}" src="${frame}" allow="clipboard-write"></iframe>
</main>`,
  )
}

function choices({ list, faults, fiveFail }: TryingBoard, language: Language) {
  const say = WORDS[language]
  const option = (value: string, text: string, selected: boolean) =>
    html`<option value="${value}"${selected ? html` selected` : ''}>${text}</option>`
  const lists = BOARD_CHOICES.some(({ reference }) => reference === list)
    ? BOARD_CHOICES
    : [{ reference: list, meaning: { en: list, nl: list } }, ...BOARD_CHOICES]
  return html`<details class="sheet"><summary>${say.tryOut}</summary>
<form method="get">
<label>${say.list}<select name="list">
${lists.map(({ reference, meaning }) => option(reference, `${reference} – ${meaning[language]}`, reference === list))}
</select></label>
<label>${say.fault}<select name="fault">${option('', say.noFault, faults.length === 0)}
${FAULTS.map(({ menu, meaning }) => option(menu, `${menu} – ${meaning[language]}`, faults.includes(menu)))}
</select></label>
<label>${say.someFail}<select name="fail">${option('', say.noneFails, !fiveFail)}
${option('five', say.fiveFail, fiveFail)}</select></label>
<label>${say.language}<select name="lang">${option('en', 'English', language === 'en')}
${option('nl', 'Nederlands', language === 'nl')}</select></label>
<p class="row"><button>${say.open}</button></p>
</form></details>`
}
