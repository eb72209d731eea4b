import type { MeetingPatient } from '../../engine/board/meeting.ts'

/** Name, birth date and number, as on every paper. */
export const whoIs = ({ patient }: Pick<MeetingPatient, 'patient'>): string =>
  patient ? `${patient.name}, ${patient.birthDate}, ${patient.identifier}` : ''
