import type { CodeableConcept, ImagingStudy, Procedure, ServiceRequest } from 'fhir/r4'
import { bodySite, type Side } from './body-site.ts'
import { coded, concept, inWords } from './codes.ts'
import { type Entry, idOf, subjectOf } from './invented.ts'

const surgical = concept(coded('snomed', '387713003', 'Surgical procedure'))
const radiotherapeutic = concept(coded('snomed', '108290001', 'Radiation oncology AND/OR radiotherapy'))

/** A procedure. The date is a day, or begin and end. */
export const procedure =
  (
    code: CodeableConcept,
    performed: string | readonly [start: string, end: string] | undefined,
    more: Partial<Procedure> = {},
  ): Entry =>
  (about, number) => {
    const period = typeof performed === 'object' ? { start: performed[0], end: performed[1] } : undefined
    return {
      resourceType: 'Procedure',
      id: idOf(about, number, 'procedure'),
      status: 'completed',
      code,
      subject: subjectOf(about),
      ...(typeof performed === 'string' ? { performedDateTime: performed } : {}),
      ...(period ? { performedPeriod: period } : {}),
      ...more,
    } satisfies Procedure
  }

const onBreast =
  (
    category: CodeableConcept,
    code: CodeableConcept,
    performed: string | readonly [string, string],
    side?: Side,
  ) =>
  (place: 'breast' | 'chest wall', more: Partial<Procedure> = {}): Entry =>
  (about, number) =>
    procedure(code, performed, { category, bodySite: [bodySite(about.dialect, place, side)], ...more })(
      about,
      number,
    )

/** Breast-conserving removal of a tumour. */
export const lumpectomy = (on: string, side: Side): Entry =>
  onBreast(surgical, concept(coded('snomed', '392021009', 'Lumpectomy of breast')), on, side)('breast')

/** Removal of the whole breast. */
export const mastectomy = (on: string, side: Side): Entry =>
  onBreast(surgical, concept(coded('snomed', '172043006', 'Simple mastectomy')), on, side)('breast')

/** Removal of a recurrence from the chest wall: SNOMED CT has no own code for it in common use. */
export const chestWallExcision = (on: string, side: Side): Entry =>
  onBreast(
    surgical,
    concept(coded('snomed', '392022002', 'Excision of mass'), 'Excision of chest wall recurrence'),
    on,
    side,
  )('chest wall')

/** A course of radiotherapy. */
export const radiotherapy = (
  start: string,
  end: string,
  side: Side | undefined,
  place: 'breast' | 'chest wall' = 'breast',
  more: Partial<Procedure> = {},
): Entry =>
  onBreast(
    radiotherapeutic,
    concept(coded('snomed', '1217123003', 'Radiotherapy course of treatment')),
    [start, end],
    side,
  )(place, more)

/** A PET-CT scan, as the department of nuclear medicine stores it. */
export const petCt = (on: string): Entry =>
  procedure(
    concept(
      coded('snomed', '450436003', 'Positron emission tomography with computed tomography'),
      'FDG-PET-CT',
    ),
    on,
  )

/** A PET-CT scan that only the picture archive knows. */
export const petCtPictures =
  (on: string): Entry =>
  (about, number) =>
    ({
      resourceType: 'ImagingStudy',
      id: idOf(about, number, 'study'),
      status: 'available',
      modality: [coded('dicom', 'PT'), coded('dicom', 'CT')],
      subject: subjectOf(about),
      started: on,
      description: 'FDG PET/CT skull base to mid-thigh',
    }) satisfies ImagingStudy

/** An operation that has been ordered and not done. */
export const plannedMastectomy =
  (on: string): Entry =>
  (about, number) =>
    ({
      resourceType: 'ServiceRequest',
      id: idOf(about, number, 'request'),
      status: 'active',
      intent: 'order',
      code: concept(coded('snomed', '172043006', 'Simple mastectomy')),
      subject: subjectOf(about),
      authoredOn: on,
    }) satisfies ServiceRequest

/** A procedure in words only. */
export const procedureInWords = (text: string, on?: string): Entry => procedure(inWords(text), on)
