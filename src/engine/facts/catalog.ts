/** The shape of the catalog once it is compiled: what the YAML of `src/catalog` says about codes and facts. */
import type { Text } from '../language.ts'
import type { Strength } from '../record/gate.ts'
import type { ResourceType } from '../record/ledger.ts'
import type { AskedOf } from './asked-of.ts'

/** A code system: its canonical URI and the other ways in which records write it. */
export interface CodeSystem {
  readonly uri: string
  readonly aliases: readonly string[]
}

/** Side of the body that a code or an element names. */
export type CodedSide = 'left' | 'right' | 'both'

/** One member of a value set, with what the code itself says beyond membership. */
export interface CodeEntry {
  readonly system: string
  /** The exact code; or `prefix`, for the ICD families. */
  readonly code?: string
  readonly prefix?: string
  readonly display: string
  readonly side?: CodedSide
  /** The character of an ICD-10-CM code, dots left out, that holds the side: 1 right, 2 left. */
  readonly sideAt?: number
  readonly site?: string
  /** A body site without which the code does not mean membership. */
  readonly needs?: string
  readonly class?: string
  readonly morphology?: string
  readonly value?: string | number
  /** A code whose meaning nobody checked: shown, never deciding. */
  readonly unverified?: boolean
  /** For `system: icd-10`: counts in this edition alone. */
  readonly only?: string
}

/** A named list of codes. */
export interface ValueSet {
  readonly name: string
  readonly title: Text
  readonly codes: readonly CodeEntry[]
}

/** How the elements of one resource type are read: FHIRPath expressions over a single resource. */
export interface ResourceReading {
  /** Where the clinical date stands, best first: dateTimes or Periods. */
  readonly when: readonly string[]
  /** Dates that only say when something was written down. */
  readonly weakWhen: readonly string[]
  /** Codings of the body site. */
  readonly sites?: string
  /** Codings that qualify the side. */
  readonly laterality?: string
  /** Codings of the reason. */
  readonly reasons?: string
  /** References to what this is about: the reason, or the tumour that a metastasis comes from. */
  readonly related?: string
  /** Codings of the morphology. */
  readonly morphology?: string
  /** Codings of the clinical status. */
  readonly clinical?: string
}

/** One place in the record from which a fact can come. */
export interface FactSource {
  readonly resource: ResourceType
  /** Value sets that select the resource by its code. Empty for the Patient. */
  readonly sets: readonly string[]
  /** Value sets that rule it out although selected. */
  readonly unless?: readonly string[]
  /** FHIRPath that must be true for the resource to count. */
  readonly where?: string
  /** Clinical statuses that it must have. */
  readonly clinical?: readonly string[]
  /** Value sets that make it doubtful when it stands in them too. */
  readonly doubtIf?: readonly string[]
  /** True when a body site elsewhere rules it out; without any site it may be this. */
  readonly notElsewhere?: boolean
  /** True when one that was stopped has happened all the same. */
  readonly stoppedCounts?: boolean
  /** True when a reason that is not of the breast makes it doubtful, unless it is of the breast by its site. */
  readonly needsReason?: boolean
  /** Body sites that it must have. */
  readonly sites?: readonly string[]
  /** True when its dates are not the dates of this fact. */
  readonly undated?: boolean
  /** The most that such a resource can carry. */
  readonly strength?: Strength
  /** FHIRPath of a number, of a Quantity with its unit, or of codings looked up in `codedBy`. */
  readonly number?: string
  readonly quantity?: string
  readonly coded?: string
  readonly codedBy?: string
  /** True when the value that is a code names the kind of the fact: `positive`. */
  readonly kindByValue?: boolean
  /** True when it goes on after its date until something else ends it: a prescription, a chronic disease. */
  readonly lasts?: boolean
  /** Ranges that translate another scale into this fact's own: number from–to means low–high. */
  readonly bands?: readonly {
    readonly from: number
    readonly to: number
    readonly low: number
    readonly high: number
  }[]
  /** Displays that show that the code is not what it says, in lower case. */
  readonly contradictedByDisplay?: string
  /** Why a weak source is weak. */
  readonly doubt?: 'ambiguous-code' | 'history-only' | 'in-situ-only'
  /** True when another malignancy on record makes the origin doubtful, unless the resource names it. */
  readonly needsOrigin?: boolean
  /** What the fact is called when this source gives it, instead of the value set's name. */
  readonly kind?: string
  /**
   * What the fact is called by what the code and the morphology say: value set, or a code's own `morphology`,
   * to kind. A resource that says none of them is not this fact; one that says two is doubtful.
   */
  readonly kindBy?: Readonly<Record<string, string>>
}

/** A fact that a trial may ask for. */
export interface FactDefinition {
  readonly name: string
  readonly title: Text
  readonly from: readonly FactSource[]
  /** What each kind is called, where the record has no word for it. */
  readonly kinds?: Readonly<Record<string, Text>>
  /** Lowest and highest value that exists, for a scale of whole numbers without a unit. */
  readonly scale?: { readonly from: number; readonly to: number; readonly prefix: string }
  /** The unit in which a measured value is kept, in UCUM; others are converted to it. */
  readonly unit?: string
  /** Molar mass in g/mol, where both mass and amount of substance are in use. */
  readonly molarMass?: number
  /** Values outside are errors of the record, in `unit`. */
  readonly plausible?: { readonly from: number; readonly to: number }
  /** A later cancer of the same side counts as this fact. */
  readonly secondCancer?: { readonly of: string; readonly apartDays: number; readonly after: string }
  /** Place of the record where an entry that is not understood could be this fact. */
  readonly nearSites?: readonly string[]
  /** Parts of words by which an entry without an understood code could be this fact, in lower case. */
  readonly nearWords?: readonly string[]
}

/** What an answer says: a fact, in the clinician's name. */
export interface AnswerStatement {
  readonly fact: string
  readonly kind?: string
  readonly site?: string
  readonly side?: 'left' | 'right'
  readonly value?: number
  /** True when the answer says that there is none. */
  readonly none?: boolean
  /** True when it contradicts what the chart says, without deciding by itself. */
  readonly doubtful?: boolean
  /** The fact that it lies before, or since. */
  readonly before?: string
  readonly since?: string
}

/** A question that only a person can answer. Defined once, for every trial that uses its facts. */
export interface Question {
  readonly id: string
  readonly text: Text
  readonly help?: Text
  /** The fact that is missing while this is open, as a noun. */
  readonly wanted: Text
  /** Whom it is best put to before a meeting; whoever treats the patient where it does not say. */
  readonly askedOf?: AskedOf
  readonly answers: readonly {
    readonly code: string
    readonly text: Text
    readonly states: readonly AnswerStatement[]
  }[]
  /** Also takes a whole number, which becomes the value of this fact. */
  readonly number?: { readonly fact: string; readonly from: number; readonly to: number }
}

/** Codes, facts and questions. */
export interface FactCatalog {
  readonly systems: Readonly<Record<string, CodeSystem>>
  readonly valueSets: readonly ValueSet[]
  readonly resources: Readonly<Partial<Record<ResourceType, ResourceReading>>>
  readonly facts: readonly FactDefinition[]
  readonly questions: readonly Question[]
}
