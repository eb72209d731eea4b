import type {
  Attachment,
  DocumentReference,
  Provenance,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
  Task,
} from 'fhir/r4'

/** A question or a criterion with what was said to it. */
export interface ReadItem {
  readonly text: string
  readonly said: string
}

/** The items of a response as one reads them, those within others too, in their order. */
export const itemsIn = ({ item = [] }: Pick<QuestionnaireResponse, 'item'>): readonly ReadItem[] =>
  item.flatMap((one: QuestionnaireResponseItem) => [
    ...(one.answer || one.text
      ? [{ text: one.text ?? one.linkId, said: sayOnce((one.answer ?? []).map(saidIn)).join(' · ') }]
      : []),
    ...itemsIn({ item: [...(one.item ?? []), ...(one.answer ?? []).flatMap((answer) => answer.item ?? [])] }),
  ])

/** A code whose words the next answer repeats is left to it: "Met" before "Met: WHO 1". */
const sayOnce = (said: readonly string[]): readonly string[] =>
  said.filter((one, at) => !said.some((other, where) => where > at && other.startsWith(one)))

function saidIn(answer: QuestionnaireResponseItemAnswer): string {
  const { valueCoding, valueReference, valueQuantity } = answer
  const plain =
    answer.valueString ??
    answer.valueInteger ??
    answer.valueDecimal ??
    answer.valueBoolean ??
    answer.valueDate ??
    answer.valueDateTime
  const said =
    valueCoding?.display ??
    valueCoding?.code ??
    valueReference?.display ??
    valueReference?.reference ??
    (valueQuantity ? `${valueQuantity.value} ${valueQuantity.unit ?? ''}`.trim() : plain)
  return [String(said ?? '–'), ...whoSaid(answer)].join(' ')
}

/** Who gave an answer and when, where an extension says so: any person and any moment in it. */
function whoSaid({ extension = [] }: QuestionnaireResponseItemAnswer): readonly string[] {
  const inner = extension.flatMap((it) => it.extension ?? [])
  const parts = inner.flatMap(
    (it) => it.valueString ?? it.valueDateTime?.slice(0, 16).replace('T', ' ') ?? [],
  )
  return parts.length > 0 ? [`(${parts.join(', ')})`] : []
}

/** The letter that came with a task, or as a document of its own; undefined where none is text. */
export const letterIn = (task: Task, letter: DocumentReference | undefined): string | undefined =>
  textIn((task.input ?? []).flatMap(({ valueAttachment }) => valueAttachment ?? [])) ??
  (letter && textOf(letter))

/** A letter's text; undefined where it is no text or lies elsewhere. */
export const textOf = ({ content }: DocumentReference): string | undefined =>
  textIn(content.map(({ attachment }) => attachment))

function textIn(attachments: readonly Attachment[]): string | undefined {
  const text = attachments.find((it) => it.data !== undefined && it.contentType?.startsWith('text/plain'))
  return text?.data === undefined ? undefined : Buffer.from(text.data, 'base64').toString('utf8')
}

/** The entries that a referral rests on, as `Type/id`, and in which version each was read. */
export const sourcesIn = ({ entity = [] }: Provenance): readonly { reference: string; version?: string }[] =>
  entity.flatMap(({ what }) => {
    const [reference = '', version] = what.reference?.split('/_history/') ?? []
    return reference === '' ? [] : [{ reference, ...(version === undefined ? {} : { version }) }]
  })
