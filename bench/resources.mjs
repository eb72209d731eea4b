/** Invented resources, about 1.4 kB of JSON each, as an EHR writes them: profile, identifier, two codings, people. */

const SNOMED = 'http://snomed.info/sct'
const LOINC = 'http://loinc.org'
const HL7 = 'http://terminology.hl7.org/CodeSystem'
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition'

const LABS = [
  ['2951-2', 'Sodium [Moles/volume] in Serum or Plasma', 'mmol/L', 136, 145],
  ['777-3', 'Platelets [#/volume] in Blood by Automated count', '10*3/uL', 150, 400],
  ['6690-2', 'Leukocytes [#/volume] in Blood by Automated count', '10*3/uL', 4, 11],
  ['718-7', 'Hemoglobin [Mass/volume] in Blood', 'g/dL', 12, 16],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 'mg/dL', 0.5, 1.1],
  ['6875-9', 'Cancer Ag 15-3 [Units/volume] in Serum or Plasma', 'U/mL', 0, 30],
]
const VITALS = [
  ['8867-4', 'Heart rate', '/min', 55, 95],
  ['8310-5', 'Body temperature', 'Cel', 36, 38],
  ['29463-7', 'Body weight', 'kg', 55, 90],
  ['8480-6', 'Systolic blood pressure', 'mm[Hg]', 100, 150],
]
const SURVEYS = [
  ['72514-3', 'Pain severity - 0-10 verbal numeric rating [Score]', '{score}', 0, 10],
  ['44261-6', 'Patient Health Questionnaire 9 item total score', '{score}', 0, 27],
]
const EXAMS = [['72287-6', 'Wound area', 'cm2', 0, 12]]
const DIAGNOSES = [
  ['38341003', 'Hypertensive disorder, systemic arterial', 'I10'],
  ['44054006', 'Diabetes mellitus type 2', 'E11.9'],
  ['49436004', 'Atrial fibrillation', 'I48.91'],
  ['396275006', 'Osteoarthritis', 'M19.90'],
  ['195967001', 'Asthma', 'J45.909'],
]
const PROCEDURES = [
  ['396550006', 'Blood test', '36415'],
  ['29303009', 'Electrocardiographic procedure', '93000'],
  ['399208008', 'Plain X-ray of chest', '71046'],
  ['73761001', 'Colonoscopy', '45378'],
]
const DRUGS = [
  ['860975', '24 HR metformin hydrochloride 500 MG Extended Release Oral Tablet'],
  ['198440', 'acetaminophen 500 MG Oral Tablet'],
  ['314076', 'lisinopril 10 MG Oral Tablet'],
]

/**
 * @param random numbers in [0, 1)
 * @param patient `Patient/…`
 */
export function resourceMaker(random, patient) {
  const pick = (list) => list[Math.floor(random() * list.length)]
  const day = () => new Date(Date.UTC(2012, 0, 1) + random() * 14.8 * 31_557_600_000).toISOString()
  const number = (low, high) => Math.round((low + random() * (high - low)) * 10) / 10
  const coding = (system, code, display) => ({ system, code, display })
  const kind = (system, code, display) => ({
    coding: [coding(`${HL7}/${system}`, code, display)],
    text: display,
  })

  const envelope = (resourceType, id, profile) => ({
    resourceType,
    id,
    meta: {
      versionId: String(1 + Math.floor(random() * 4)),
      lastUpdated: day(),
      profile: [`${US_CORE}/${profile}`],
    },
    identifier: [
      {
        use: 'usual',
        system: 'urn:oid:2.16.840.1.113883.19.5.99999.1',
        value: `${id}-${Math.floor(random() * 1e9)}`,
      },
    ],
  })
  const subject = () => ({ reference: patient, display: 'Greet Bennett' })
  const encounter = () => ({
    reference: `Encounter/visit-${Math.floor(random() * 400)}`,
    display: 'Outpatient visit',
  })
  const performer = () => [
    { reference: `Practitioner/${Math.floor(random() * 90)}`, display: 'Dr. Test Physician' },
    { reference: 'Organization/sandbox-hospital', display: 'Sandbox Hospital' },
  ]

  const measured = (category, display, list) => (id) => {
    const [code, name, unit, low, high] = pick(list)
    const time = day()
    return {
      ...envelope('Observation', id, 'us-core-observation-clinical-result'),
      status: 'final',
      category: [kind('observation-category', category, display)],
      code: {
        coding: [coding(LOINC, code, name), coding('urn:oid:2.16.840.1.113883.19.5.1', `LOCAL${code}`, name)],
        text: name,
      },
      subject: subject(),
      encounter: encounter(),
      effectiveDateTime: time,
      issued: time,
      performer: performer(),
      valueQuantity: { value: number(low, high), unit, system: 'http://unitsofmeasure.org', code: unit },
      interpretation: [kind('v3-ObservationInterpretation', 'N', 'Normal')],
      referenceRange: [{ low: { value: low, unit }, high: { value: high, unit } }],
    }
  }

  return {
    lab: measured('laboratory', 'Laboratory', LABS),
    vital: measured('vital-signs', 'Vital Signs', VITALS),
    survey: measured('survey', 'Survey', SURVEYS),
    exam: measured('exam', 'Exam', EXAMS),
    condition(id) {
      const [code, name, icd] = pick(DIAGNOSES)
      return {
        ...envelope('Condition', id, 'us-core-condition-problems-health-concerns'),
        clinicalStatus: kind('condition-clinical', 'active', 'Active'),
        verificationStatus: kind('condition-ver-status', 'confirmed', 'Confirmed'),
        category: [kind('condition-category', 'encounter-diagnosis', 'Encounter Diagnosis')],
        code: {
          coding: [coding(SNOMED, code, name), coding('http://hl7.org/fhir/sid/icd-10-cm', icd, name)],
          text: name,
        },
        subject: subject(),
        encounter: encounter(),
        onsetDateTime: day(),
        recordedDate: day(),
        recorder: performer()[0],
        asserter: performer()[0],
      }
    },
    procedure(id) {
      const [code, name, cpt] = pick(PROCEDURES)
      const time = day()
      return {
        ...envelope('Procedure', id, 'us-core-procedure'),
        status: 'completed',
        category: { coding: [coding(SNOMED, '103693007', 'Diagnostic procedure')] },
        code: {
          coding: [coding(SNOMED, code, name), coding('http://www.ama-assn.org/go/cpt', cpt, name)],
          text: name,
        },
        subject: subject(),
        encounter: encounter(),
        performedPeriod: { start: time, end: time },
        performer: performer().map((actor) => ({ actor })),
      }
    },
    report(id) {
      const time = day()
      const [code, name] = pick(LABS)
      return {
        ...envelope('DiagnosticReport', id, 'us-core-diagnosticreport-lab'),
        status: 'final',
        category: [kind('v2-0074', 'LAB', 'Laboratory')],
        code: { coding: [coding(LOINC, code, name)], text: name },
        subject: subject(),
        encounter: encounter(),
        effectiveDateTime: time,
        issued: time,
        performer: performer(),
        result: [1, 2, 3].map((at) => ({ reference: `Observation/${id}-${at}`, display: name })),
      }
    },
    prescription(id) {
      const [code, name] = pick(DRUGS)
      return {
        ...envelope('MedicationRequest', id, 'us-core-medicationrequest'),
        status: 'active',
        intent: 'order',
        medicationCodeableConcept: {
          coding: [coding('http://www.nlm.nih.gov/research/umls/rxnorm', code, name)],
          text: name,
        },
        subject: subject(),
        encounter: encounter(),
        authoredOn: day(),
        requester: performer()[0],
        dosageInstruction: [
          { text: 'Take one tablet by mouth twice a day with meals', timing: { repeat: { frequency: 2 } } },
        ],
      }
    },
    encounter(id) {
      const start = day()
      return {
        ...envelope('Encounter', id, 'us-core-encounter'),
        status: 'finished',
        class: coding(`${HL7}/v3-ActCode`, 'AMB', 'ambulatory'),
        type: [
          { coding: [coding(SNOMED, '185349003', 'Encounter for check up')], text: 'Encounter for check up' },
        ],
        subject: subject(),
        participant: performer().map((individual) => ({ individual, period: { start, end: start } })),
        period: { start, end: start },
        location: [{ location: { reference: 'Location/ward-4', display: 'Sandbox Hospital, day ward 4' } }],
      }
    },
  }
}
