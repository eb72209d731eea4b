const count = new Intl.NumberFormat('en-GB')

/** What the page says around questions, answers and overrides, in English. The questions come with the card. */
export const en = {
  help: 'Help, not a rule',
  notAnswered: 'Not answered',
  withdraw: 'Withdraw',
  number: (from: number, to: number) => `A whole number from ${from} to ${to}`,
  answerNumber: 'Answer',
  answers: 'Answered by a clinician',
  /** How long answers last: as long as the page, the session in this tab, or in the chart. */
  kept: {
    page: (n: number) => `${counted(n)} are lost when this page closes.`,
    session: (n: number) => `${counted(n)} live in this session only.`,
    chart: (n: number) => `${counted(n)} are kept in the chart.`,
  },
  stayed: 'The rows stayed in place for you.',
  override: {
    title: 'Override this criterion',
    explains: 'It is shown beside the finding. The finding and the verdict stay as they are.',
    note: 'In your own words (not required)',
    noteHint: 'Name nobody. These words stay on this page and are gone when it closes.',
    because: 'Override, because',
    remove: 'Remove the override',
    file: 'Save for the author of this definition',
    fileHint: 'The file holds the criterion, what was found, the reason and your words. No patient data.',
    mark: 'Overridden',
  },
}

const counted = (n: number): string =>
  n === 0
    ? 'Your answers count at once and'
    : `${count.format(n)} ${n === 1 ? 'answer counts' : 'answers count'} here. Answers`

/** What the page says around questions, answers and overrides. English sets the keys. */
export type ClinicianWords = typeof en
