import type { BoardRow } from '../board-shown.ts'

/** Name, birth date and number, as on every paper. */
export const whoIs = ({ patient }: Pick<BoardRow, 'patient'>): string =>
  patient ? `${patient.name}, ${patient.birthDate}, ${patient.identifier}` : ''
