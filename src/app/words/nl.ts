import type { Words } from './en.ts'

const count = new Intl.NumberFormat('nl-NL')

const relaunch = 'Sluit deze pagina en open Trialside opnieuw vanuit het patiëntendossier.'
const ifAgain = `${relaunch} Gebeurt dit weer, geef dan de code hieronder door aan de EPD-helpdesk.`
const administrators = 'Geef de code hieronder door aan de EPD-helpdesk. U kunt hier zelf niets aanpassen.'
const nothingRead = 'Er zijn geen patiëntgegevens gelezen.'

/** Everything that the page itself says, in Dutch. */
export const nl: Words = {
  language: 'Taal',
  opening: 'Het dossier wordt geopend…',
  patient: {
    line: 'Patiënt',
    name: 'Naam',
    birthDate: 'Geboren',
    age: 'Leeftijd',
    sex: 'Geslacht',
    identifier: 'Patiëntnummer',
    reading: 'De patiëntgegevens worden gelezen…',
    absent: 'Het dossier gaf geen patiëntgegevens.',
  },
  stillReading: 'Het dossier wordt nog gelezen. Er is nog geen uitkomst.',
  readingProgress: 'Voortgang van het lezen',
  searches: (done, all, entries) =>
    `${count.format(done)} van ${count.format(all)} zoekvragen, ${count.format(entries)} ${entries === 1 ? 'gegeven' : 'gegevens'}`,
  readToTheEnd: 'Alles is gelezen. De regels bleven voor u staan.',
  showByResult: 'Toon op uitkomst',
  trials: {
    title: 'Studies voor deze patiënt',
    worth: (n, all) =>
      n === 0
        ? `Geen van ${count.format(all)} studies lijkt het bespreken waard`
        : `${count.format(n)} van ${count.format(all)} studies het bespreken waard`,
    groups: {
      worth: 'Het bespreken waard',
      against: 'Lijken niet te passen',
      apart: 'Niet van toepassing',
    },
  },
  additions: {
    title: 'Hier niet gebruikt: wat dit ziekenhuis toevoegt',
    others:
      'De andere studies staan er zoals altijd. Dit is voor wie de lijst met studies van dit ziekenhuis bijhoudt.',
    problems: (n) => `${count.format(n)} ${n === 1 ? 'probleem' : 'problemen'}`,
    notRead: {
      'no-worker':
        'Deze browser staat geen worker toe. Daarom is niets gelezen van wat het ziekenhuis toevoegt: alleen daar kan worden afgebroken wat te lang duurt.',
      'too-slow':
        'Het duurde te lang en is afgebroken. Niets van wat het ziekenhuis toevoegt, wordt gebruikt.',
      failed: 'De fout zit in Trialside. Niets van wat het ziekenhuis toevoegt, wordt gebruikt.',
    },
  },
  standing: 'In hoeverre op deze definitie te vertrouwen is',
  criteria: 'Criteria, in de volgorde van de studie',
  mark: {
    supports: 'Pleit voor',
    contradicts: 'Pleit tegen',
    open: 'Open',
    allowed: 'Toegestaan',
    checking: 'Wordt nagegaan…',
  },
  reason: {
    missing: 'niet vastgelegd',
    conflict: 'tegenstrijdig',
    stale: 'verouderd',
    ambiguous: 'niet duidelijk',
    incomplete: 'niet leesbaar',
    clinician: 'aan u om te beoordelen',
  },
  exclusion: 'Exclusie',
  caution: 'Let op',
  registrySays: 'Tekst uit het register (Engels)',
  summarySays: 'Tekst uit een samenvatting, niet uit het register',
  weRead: 'Zo lezen wij dit',
  leftOpen: 'Wat de tekst openlaat',
  used: 'Uit het dossier',
  notUsed: 'Wel gezien, niet gebruikt',
  nothingUsed: 'Hiervoor is geen gegeven uit het dossier gebruikt.',
  why: 'Niet gebruikt, want',
  source: 'Bron',
  gaps: 'Kon niet worden gelezen',
  touches: 'Raakt',
  touchesNothing: 'Geen criterium hangt hiervan af.',
  timeline: 'Ziektebeloop',
  lane: { left: 'L', right: 'R', none: '?' },
  side: { left: 'links', right: 'rechts', both: 'links en rechts', unknown: 'zijde niet vastgelegd' },
  laneName: { left: 'Links', right: 'Rechts', none: 'Zijde niet vastgelegd' },
  event: {
    primary: 'Primaire tumor',
    radiotherapy: 'Radiotherapie',
    recurrence: 'Recidief',
    surgery: 'Operatie',
  },
  planned: 'gepland',
  undated: 'Zonder datum',
  answers: 'Beantwoordt',
  answersKey: 'Een gebeurtenis → het criterium dat zij beantwoordt',
  showCriterion: 'Toon criterium:',
  sites: 'Waar de studie loopt',
  asOf: 'per',
  settle: 'Wat uitsluitsel zou geven',
  notices: 'Goed om te weten',
  panel: 'Over de studie',
  howToTakePart: 'Zo kan de patiënt meedoen',
  registryLink: 'Registratie van de studie (opent in een nieuw tabblad)',
  linkOut: '(opent in een nieuw tabblad)',
  about: 'Over deze kaart',
  code: 'Code',
  next: 'Wat u kunt doen',
  unreadable: '[onleesbare waarde]',
  closed: {
    idle: {
      what: 'Gesloten na 15 minuten zonder gebruik',
      means: 'Om de patiënt te beschermen zijn alle patiëntgegevens van deze pagina verwijderd.',
      next: relaunch,
    },
    left: {
      what: 'Deze pagina is gesloten',
      means: 'Alle patiëntgegevens zijn van de pagina verwijderd.',
      next: relaunch,
    },
  },
  problem: {
    'not-launched': {
      what: 'Trialside opent u vanuit het patiëntendossier',
      means: 'Deze pagina is los geopend en weet daarom niet om welke patiënt het gaat. Er is niets gelezen.',
      next: 'Open de patiënt in het EPD en start Trialside vanuit het dossier.',
    },
    'iss-missing': {
      what: 'Het dossier gaf niet aan welk EPD het is',
      means: `Het adres van het EPD ontbreekt, dus Trialside kan geen verbinding maken. ${nothingRead}`,
      next: ifAgain,
    },
    'launch-missing': {
      what: 'De start vanuit het dossier was onvolledig',
      means: `De code die deze pagina aan het geopende dossier koppelt, ontbreekt. ${nothingRead}`,
      next: ifAgain,
    },
    'parameter-repeated': {
      what: 'De start vanuit het dossier spreekt zichzelf tegen',
      means: `Een startgegeven kwam meer dan eens voor; Trialside gokt niet welk gegeven geldt. ${nothingRead}`,
      next: ifAgain,
    },
    'iss-unknown': {
      what: 'Dit EPD is niet aangemeld bij Trialside',
      means:
        'Trialside maakt alleen verbinding met EPD’s die uw ziekenhuis heeft aangemeld. Er is niets naar dit EPD gestuurd.',
      next: administrators,
    },
    'config-unreadable': {
      what: 'Trialside is hier niet goed ingesteld',
      means: `De lijst van EPD’s waarmee het verbinding mag maken, ontbreekt of is beschadigd. ${nothingRead}`,
      next: administrators,
    },
    'discovery-failed': {
      what: 'Het EPD gaf niet aan hoe u inlogt',
      means: `De inloginstellingen konden niet worden opgehaald. ${nothingRead}`,
      next: `Wacht een minuut. ${ifAgain}`,
    },
    'discovery-not-json': {
      what: 'De inloginstellingen van het EPD zijn onleesbaar',
      means: `Er kwam iets anders terug, vaak een foutpagina van het tussenliggende netwerk. ${nothingRead}`,
      next: ifAgain,
    },
    'endpoints-missing': {
      what: 'De inloginstellingen van het EPD zijn onvolledig',
      means: `Er staat niet in waar u inlogt. ${nothingRead}`,
      next: administrators,
    },
    'endpoint-not-trusted': {
      what: 'Het EPD verwijst naar een inlogadres dat niet vertrouwd is',
      means: `Uw ziekenhuis heeft dit adres niet aangemeld; Trialside is er niet heen gegaan. ${nothingRead}`,
      next: administrators,
    },
    'pkce-not-supported': {
      what: 'De inlogmethode van dit EPD is niet veilig genoeg',
      means: `De beveiliging die Trialside vereist (PKCE met S256), ontbreekt. ${nothingRead}`,
      next: administrators,
    },
    'storage-blocked': {
      what: 'De browser blokkeert opslag voor deze pagina',
      means: `Zonder opslag kan het inloggen niet worden afgerond. ${nothingRead}`,
      next: 'Sta sitegegevens voor Trialside toe in deze browser en open het opnieuw vanuit het dossier. Geef op een beheerde werkplek de code hieronder door aan de helpdesk.',
    },
    'access-denied': {
      what: 'Er is geen toegang tot het dossier gegeven',
      means: `U of het EPD heeft de toegang geweigerd. ${nothingRead}`,
      next: 'Was dat niet de bedoeling, open Trialside dan opnieuw vanuit het dossier en geef toegang. Kunt u daar niets kiezen, geef dan de code hieronder door aan de EPD-helpdesk.',
    },
    'authorization-failed': {
      what: 'Inloggen is niet gelukt',
      means: `Het EPD meldde een fout bij het verlenen van toegang. ${nothingRead}`,
      next: ifAgain,
    },
    'state-unknown': {
      what: 'Deze aanmelding is niet meer te gebruiken',
      means:
        'Zij is al eens gebruikt of begon niet in dit tabblad. Dit gebeurt ook als u de pagina herlaadt. Voor de zekerheid wordt niets getoond.',
      next: relaunch,
    },
    'token-refused': {
      what: 'Het EPD weigerde de aanmelding',
      means: `De laatste stap werd niet geaccepteerd, vaak omdat die te lang duurde. ${nothingRead}`,
      next: ifAgain,
    },
    'token-malformed': {
      what: 'Het antwoord van het EPD op de aanmelding is onbruikbaar',
      means: `Het is onvolledig of heeft niet de afgesproken vorm. ${nothingRead}`,
      next: ifAgain,
    },
    'patient-missing': {
      what: 'Het EPD noemde geen patiënt',
      means: `Trialside is zonder patiënt geopend. ${nothingRead}`,
      next: 'Open het dossier van één patiënt en start Trialside daar.',
    },
    'patient-not-readable': {
      what: 'De gegevens van de patiënt konden niet worden gelezen',
      means: 'Zonder die gegevens is niet zeker van wie dit dossier is. Daarom wordt niets getoond.',
      next: `Controleer of u dit dossier mag inzien. ${ifAgain}`,
    },
    'patient-differs': {
      what: 'De patiënt komt niet overeen',
      means:
        'Het EPD noemde de ene patiënt en stuurde de gegevens van een andere. Alles is van deze pagina verwijderd.',
      next: 'Controleer welke patiënt in het dossier openstaat. Sluit daarna deze pagina en meld de code hieronder: mogelijk zijn patiënten verwisseld.',
    },
    'somebody-else': {
      what: 'Er kwamen gegevens van een andere patiënt binnen',
      means:
        'Het EPD stuurde gegevens die niet over de patiënt in dit dossier gaan. Trialside is gestopt en heeft alles verwijderd.',
      next: 'Ga niet af op wat u hier eerder zag. Sluit deze pagina en meld de code hieronder bij de EPD-helpdesk.',
    },
    'not-fhir-r4': {
      what: 'Dit EPD gebruikt een andere versie',
      means: `Trialside leest alleen FHIR R4. ${nothingRead}`,
      next: administrators,
    },
    'ehr-unreachable': {
      what: 'Het EPD antwoordt niet',
      means:
        'Het was niet bereikbaar via het netwerk. Er wordt niets getoond, want het dossier is niet gelezen.',
      next: `Controleer de verbinding en wacht een minuut. ${ifAgain}`,
    },
    'session-ended': {
      what: 'Uw sessie is verlopen',
      means:
        'Het EPD geeft geen toegang meer. Wat getoond werd, is verwijderd omdat het niet meer kan worden bijgewerkt.',
      next: relaunch,
    },
    'engine-failed': {
      what: 'Er ging iets mis in Trialside zelf',
      means:
        'De fout zit in Trialside, niet in het dossier. Er wordt geen uitkomst getoond, want die kan onjuist zijn.',
      next: `${ifAgain} De criteria kunt u nog nalezen in de registratie van de studie.`,
    },
  },
}
