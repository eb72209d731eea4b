import type { Card, CardAnswer, CardLine, CardOverride } from '../../src/engine/card/card.ts'

/** A card of which some lines read otherwise, with its sections and its verdict as they then are. */
export function changed(
  card: Card,
  lines: Readonly<Record<string, Partial<CardLine>>>,
  verdict: Partial<Card['verdict']> = {},
): Card {
  const now = card.lines.map((line): CardLine => {
    const { asks, ...rest } = { ...line, ...lines[line.id] }
    return asks && rest.effect === 'open' ? { ...rest, asks } : rest
  })
  const titles = {
    contradicts: 'The record contradicts',
    open: 'To confirm',
    supports: 'The record supports',
  }
  const allowed = card.sections.filter(({ kind }) => kind === 'allowed')
  const isAllowed = new Set(allowed.flatMap((section) => section.lines.map(({ id }) => id)))
  const sections = (['contradicts', 'open', 'supports'] as const)
    .map((kind) => ({
      kind,
      title: titles[kind],
      lines: now.filter(({ id, effect }) => effect === kind && !isAllowed.has(id)),
    }))
    .filter((section) => section.lines.length > 0)
  return {
    ...card,
    lines: now,
    sections: [...sections, ...allowed],
    verdict: { ...card.verdict, ...verdict },
  }
}

/** A line whose question was answered, and which is open no more. */
export const settledBy = (answer: CardAnswer, more: Partial<CardLine> = {}): Partial<CardLine> => ({
  effect: 'supports',
  status: 'met',
  reason: null,
  answered: [answer],
  ...more,
})

/** An override as a card shows it. */
export const OVERRIDE: CardOverride = {
  reason: 'chart-wrong',
  text: 'the chart is wrong',
  by: 'Dr. Test Oncologist',
  at: '23 Nov 2026 09:41',
  whose: 'Overridden by Dr. Test Oncologist, 23 Nov 2026 09:41',
  file: {
    name: 'override-NCT06452485-pet-ct-staging.json',
    content: '{ "reason": "chart-wrong", "ü": "%&#" }',
  },
}
