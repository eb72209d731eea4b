/** What the chart knows when it opens an app, kept behind an opaque launch id. */
export interface Launch {
  /** The patient whose chart is open; undefined for a launch from a list, such as the tumour board's. */
  readonly patient: string | undefined
  readonly encounter: string | undefined
  /** False where the chart shows the patient's name itself. */
  readonly needPatientBanner: boolean
  /** Whether to ask the user before granting, as a standalone launch does. */
  readonly ask: boolean
  /** Faults, by name, for everything that follows from this launch. */
  readonly faults: readonly string[]
  /** References handed to the app as `fhirContext`. */
  readonly fhirContext: readonly {
    readonly reference: string
    readonly type?: string
    readonly role?: string
  }[]
}

/** What one may choose when minting a launch. */
export type LaunchOptions = Partial<Omit<Launch, 'patient'>> & {
  /** Faults for one patient alone, by the patient's id: the same as `name@patient` among `faults`. */
  readonly faultsOf?: Readonly<Record<string, readonly string[]>>
}

/** Launch ids, each good for one use. */
export class Launches {
  readonly #launches = new Map<string, Launch>()

  #last: Launch | undefined

  /** The launch minted last. */
  get last(): Launch | undefined {
    return this.#last
  }

  /** Mints a launch id for a patient. */
  mint(patient: string, options: LaunchOptions = {}): string {
    return this.#keep(patient, options)
  }

  /** Mints a launch id for a list of patients, `List/…` or `Group/…`: nobody's chart is open. */
  mintBoard(reference: string, options: LaunchOptions = {}): string {
    const [type = ''] = reference.split('/')
    return this.#keep(undefined, { fhirContext: [{ reference, type }], ...options })
  }

  #keep(patient: string | undefined, { faultsOf = {}, ...options }: LaunchOptions): string {
    const id = crypto.randomUUID()
    const ofOne = Object.entries(faultsOf).flatMap(([who, names]) => names.map((name) => `${name}@${who}`))
    const launch: Launch = {
      encounter: undefined,
      needPatientBanner: true,
      ask: false,
      fhirContext: [],
      ...options,
      faults: [...(options.faults ?? []), ...ofOne],
      patient,
    }
    this.#launches.set(id, launch)
    this.#last = launch
    return id
  }

  /** Looks at a launch without using it up. */
  look(id: string): Launch | undefined {
    return this.#launches.get(id)
  }

  /** Takes a launch: the second time there is none. */
  take(id: string): Launch | undefined {
    const launch = this.#launches.get(id)
    this.#launches.delete(id)
    return launch
  }
}
