import type { TrialPanel as Panel, SiteLine, Term } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Panels.module.css'

/** Sentences under a title. Nothing where there are none. */
export function Listed({ items, title, id }: { items: readonly string[]; title: string; id: string }) {
  if (items.length === 0) return null
  return (
    <section class={css['panel']} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul class={css['list']}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )
}

/** The centres of the trial, by what is known of them and since when. */
export function Sites({ sites, id, words }: { sites: readonly SiteLine[]; id: string; words: Words }) {
  if (sites.length === 0) return null
  const byStatus = new Map<string, SiteLine[]>()
  for (const site of sites) {
    const status = `${site.status}, ${words.asOf} ${site.asOf}`
    byStatus.set(status, [...(byStatus.get(status) ?? []), site])
  }
  return (
    <section class={css['panel']} aria-labelledby={id}>
      <h2 id={id}>{words.sites}</h2>
      <dl class={css['sites']}>
        {[...byStatus].map(([status, alike]) => (
          <div key={status}>
            <dt>{status}</dt>
            {alike.map(({ name, city }) => (
              <dd key={`${name} ${city}`}>{name.endsWith(city) ? name : `${name}, ${city}`}</dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What a doctor wants to know of the trial before raising it. */
export function TrialPanel({ panel, words }: { panel: Panel; words: Words }) {
  return (
    <details class={css['fold']}>
      <summary>
        <h2>{words.panel}</h2>
      </summary>
      <div class={css['inside']}>
        <Terms terms={panel.terms} words={words} />
        {panel.howToTakePart.length > 0 && (
          <section>
            <h3>{words.howToTakePart}</h3>
            <ol class={css['list']}>
              {panel.howToTakePart.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </section>
        )}
        {panel.registryLink && (
          <p>
            <a href={panel.registryLink} target="_blank" rel="noopener noreferrer">
              {words.registryLink}
            </a>
          </p>
        )}
      </div>
    </details>
  )
}

/** What this card is, was made from, and does not decide. */
export function About({ about, words }: { about: readonly Term[]; words: Words }) {
  return (
    <details class={css['fold']}>
      <summary>
        <h2>{words.about}</h2>
      </summary>
      <div class={css['inside']}>
        <Terms terms={about} words={words} />
      </div>
    </details>
  )
}

function Terms({ terms, words }: { terms: readonly Term[]; words: Words }) {
  if (terms.length === 0) return null
  return (
    <dl class={css['terms']}>
      {terms.map(({ term, text, link }) => (
        <div key={`${term} ${text}`}>
          <dt>{term}</dt>
          <dd>
            {link ? (
              <a href={link} target="_blank" rel="noopener noreferrer">
                {text} {words.linkOut}
              </a>
            ) : (
              text
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
