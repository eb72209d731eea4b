import type { Patient } from 'fhir/r4'

/** A patient's name as one reads it. */
export function nameOf(patient: Patient): string {
  const [name] = patient.name ?? []
  return name?.text ?? [...(name?.given ?? []), name?.family ?? ''].join(' ').trim()
}

/** The number by which the hospital knows a patient. */
export const numberOf = (patient: Patient): string => patient.identifier?.[0]?.value ?? '–'
