import type { ReferralWords } from './referral-en.ts'

const relaunch = 'Sluit deze pagina en open Trialside opnieuw vanuit het patiëntendossier.'
const byLetter = 'Gebruik de brief.'
const nothing = 'Er is niets verstuurd.'

const part: ReferralWords['part'] = {
  QuestionnaireResponse: 'de bevindingen en uw antwoorden',
  ServiceRequest: 'de order',
  Task: 'de taak voor het trialbureau',
  ResearchSubject: 'de vermelding als kandidaat',
  Provenance: 'de vermelding wie dit verstuurde en waaruit',
  DocumentReference: 'de brief',
}

function whyRefused(http: number): string {
  if (http === 401 || http === 403) return 'uw toegang omvat dit niet'
  if (http === 404 || http === 405 || http === 501) return 'het neemt dit soort gegevens niet aan'
  if (http === 412) return 'er staat al meer dan één met dit nummer'
  return 'de inhoud werd niet aangenomen'
}

/** Everything that the referral itself says, in Dutch. */
export const referralNl: ReferralWords = {
  months: ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'],
  title: 'Verwijzing',
  refer: 'Verwijs voor prescreening',
  referAgain: 'Opnieuw verwijzen',
  completeReferral: 'Verwijzing aanvullen',
  againNeedsReason: 'Er loopt al een verwijzing. Voor nog een is een reden nodig.',
  showLetter: 'Toon de brief',
  hideLetter: 'Sluit de brief',
  letterComing: 'De brief wordt geschreven…',
  letterFailed: 'De brief kon niet worden geschreven. De fout zit in Trialside. Verwijs telefonisch.',
  cannotSend: 'Waarom nu niets kan worden verstuurd',
  readAgain: 'Lees het dossier opnieuw',
  bar: {
    'trial-not-open': {
      what: 'Deze studie neemt nu geen patiënten op, of niet hier.',
      next: 'Vraag het studieteam of dat verandert.',
    },
    'definition-overdue': {
      what: 'Deze criteria hadden al nagekeken moeten zijn en kunnen veranderd zijn.',
      next: 'Kijk in de registratie van de studie. Wie de lijst met studies bijhoudt, kan ze nakijken.',
    },
    'definition-incomplete': {
      what: 'Niet alle criteria van deze studie zijn hier bekend.',
      next: 'Vraag het studieteam om de volledige tekst.',
    },
    'still-reading': { what: 'Het dossier wordt nog gelezen.', next: 'Wacht tot alles gelezen is.' },
    'read-too-old': {
      what: 'Het dossier is meer dan 60 minuten geleden gelezen.',
      next: 'Lees het opnieuw: er kan iets veranderd zijn.',
    },
    deceased: {
      what: 'Volgens het dossier is de patiënt overleden.',
      next: 'Klopt dat niet, laat dan eerst het dossier verbeteren.',
    },
    'not-applicable': {
      what: 'Het dossier bevat niets over de ziekte waar deze studie over gaat.',
      next: 'Heeft de patiënt die wel, laat dat dan eerst vastleggen.',
    },
    'no-recipient': {
      what: 'Hier is niemand ingesteld om verwijzingen voor deze studie te ontvangen.',
      next: `${byLetter} Onder “Zo kan de patiënt meedoen” staat wie u kunt vragen.`,
    },
    'no-requester': {
      what: 'Het EPD gaf niet aan wie u bent; er is dus geen verwijzer te noemen.',
      next: 'Open Trialside vanuit uw eigen account, of gebruik de brief.',
    },
    'not-turned-on': { what: 'Verwijzen staat in dit ziekenhuis niet aan.', next: byLetter },
    objects: {
      what: 'In het dossier staat een bezwaar tegen onderzoek.',
      next: 'Bespreek het met de patiënt. Geldt het niet meer, laat dan eerst het dossier aanpassen.',
    },
  },
  answersInSession: (n) =>
    n === 1
      ? 'Uw antwoord wordt alleen in dit tabblad bewaard.'
      : `Uw ${n} antwoorden worden alleen in dit tabblad bewaard.`,
  earlier: {
    title: 'Eerdere verwijzingen',
    referred: (by, on) => `Verwezen${by ? ` door ${by}` : ''}${on ? ` op ${on}` : ''}`,
    status: {
      requested: 'wacht op het trialbureau',
      received: 'ontvangen door het trialbureau',
      accepted: 'aangenomen door het trialbureau',
      rejected: 'afgewezen door het trialbureau',
      'on-study': 'doet mee aan de studie',
      completed: 'afgerond',
      cancelled: 'ingetrokken',
      half: 'onvolledig: geen taak die het trialbureau inlicht',
      filed: 'een brief in het dossier; niemand krijgt daar bericht van',
      unknown: 'in een toestand die Trialside niet kent',
    },
    answerBy: (on) => `Antwoord verwacht uiterlijk ${on}.`,
    overdue: (on) => `${on ? `Op ${on} nog geen antwoord` : 'Geen antwoord op tijd'}: bel het trialbureau.`,
    failed:
      'Eerdere verwijzingen konden niet worden opgezocht. Het is niet bekend of de patiënt al verwezen is.',
    failedNext: 'Voor er iets wordt verstuurd, worden ze opnieuw opgezocht.',
  },
  phone: 'Telefoon',
  duplicates: {
    more: (n) =>
      n === 1 ? 'In het EPD staat een tweede exemplaar.' : `In het EPD staan nog ${n} exemplaren.`,
    next: 'Het eerste blijft. Markeer de andere, zodat niemand twee keer wordt gebeld.',
    byHand: 'Het eerste blijft. Laat de andere intrekken, zodat niemand twee keer wordt gebeld.',
    mark: (reference) => `Markeer ${reference} als foutief ingevoerd`,
    state: {
      pending: 'Wordt gemarkeerd…',
      failed: 'Kon niet worden gemarkeerd. Vraag het de EPD-helpdesk.',
    },
    looking: 'Er wordt nog eens gekeken of het EPD er meer exemplaren van heeft…',
    notLooked: 'Of het EPD er meer exemplaren van heeft, kon niet worden nagegaan.',
    lookAgain: 'Kijk opnieuw naar exemplaren',
  },
  confirm: {
    title: 'Controleer voor u verstuurt',
    completes: 'De order van een eerdere poging staat er al. Alleen wat ontbreekt, wordt verstuurd.',
    patient: { name: 'Patiënt', birthDate: 'Geboren', identifier: 'Patiëntnummer' },
    trial: 'Studie',
    version: 'criteria versie',
    to: 'Aan',
    from: 'Van',
    way: 'Hoe',
    rung: {
      transaction: 'Als order met een taak in het EPD, alles in één stap.',
      sequential: 'Als order met een taak in het EPD, het een na het ander.',
      document: 'Als brief in het dossier. Niemand krijgt daar bericht van: bel of mail ook het trialbureau.',
      letter:
        'Niet via Trialside: dit EPD neemt niets aan. Druk de brief af of kopieer hem, en verstuur hem zelf.',
      mail: 'Met een mail die de patiënt niet noemt en het trialbureau vraagt u te bellen.',
    },
    what: 'Wat wordt verstuurd: de brief',
    answers: (n) => (n === 1 ? 'Uw antwoord gaat mee.' : `Uw ${n} antwoorden gaan mee.`),
    open: (n) => `Blijft onbekend (${n})`,
    noneOpen: 'Geen criterium blijft onbekend.',
    against: (n) => `Het dossier spreekt dit tegen (${n})`,
    overrides: (n) => `Anders beoordeeld (${n})`,
    objectionChecked: 'In het dossier is gezocht naar een bezwaar tegen onderzoek. Er staat er geen.',
    objectionNotChecked:
      'Of het dossier een bezwaar tegen onderzoek bevat, kon niet worden nagegaan. Vraag het de patiënt.',
    cancel: 'Annuleer',
    send: {
      transaction: (recipient) => `Verstuur naar ${recipient}`,
      sequential: (recipient) => `Verstuur naar ${recipient}`,
      document: (recipient) => `Zet de brief aan ${recipient} in het dossier`,
    },
    sending: 'Wordt verstuurd…',
    missing: {
      patient: 'Naam en geboortedatum van de patiënt zijn niet bekend; er kan niets worden verstuurd.',
      recipient: 'De ontvanger is niet bekend; er kan niets worden verstuurd.',
      requester: 'Het is niet bekend wie verwijst; er kan niets worden verstuurd.',
      letter: 'De brief is nog niet geschreven; er kan niets worden verstuurd.',
      agreement: 'Beantwoord eerst of de patiënt instemt.',
      reason: 'Kies eerst een reden.',
      note: 'Geef eerst de reden in een paar woorden.',
    },
  },
  consent: {
    question:
      'Is de patiënt ingelicht, en stemt die ermee in benaderd te worden en dat deze gegevens worden verstuurd?',
    yes: 'Ja, ingelicht en akkoord',
    notYet: 'Nog niet',
    notYetMeans:
      'Dan wordt niets over de patiënt verstuurd. U kunt het trialbureau vragen u te bellen, zonder de patiënt te noemen.',
    mail: 'Mail zonder patiëntgegevens',
    later: 'Later',
  },
  reason: {
    title: 'Waarom toch verwijzen?',
    because: {
      second: 'Er loopt al een verwijzing.',
      against: 'Het dossier spreekt een criterium tegen.',
      override: 'U hebt een criterium anders beoordeeld.',
    },
    code: {
      'no-answer': 'Geen antwoord op de eerdere',
      changed: 'De situatie is veranderd',
      'record-wrong': 'Het dossier is onjuist of verouderd',
      'study-team': 'Het studieteam moet beslissen',
      other: 'Een andere reden',
    },
    note: 'In een paar woorden',
    optional: 'niet verplicht',
  },
  progress: {
    checking: 'Eerdere verwijzingen worden opgezocht…',
    looking: 'Er wordt nog eens gekeken voor het versturen…',
    posting: 'Wordt verstuurd…',
    again: 'Het was niet aangekomen. Wordt nog eens verstuurd, onder hetzelfde nummer…',
    verifying: 'Er wordt nagegaan of het is aangekomen… Verstuur niet opnieuw.',
    verifyingEarlier: 'Er wordt nagegaan of een eerdere poging is aangekomen… Verstuur niet opnieuw.',
    searching: (n) => `${n}e keer gekeken: sommige EPD’s hebben even nodig.`,
    stay: 'Laat deze pagina open.',
  },
  sent: {
    what: {
      transaction: (recipient) => `Verstuurd naar ${recipient}`,
      sequential: (recipient) => `Verstuurd naar ${recipient}`,
      document: () => 'De brief staat in het dossier',
    },
    next: {
      transaction: 'Order en taak staan in het EPD. Of de verwijzing is aangenomen, ziet u hier later.',
      sequential: 'Order en taak staan in het EPD. Of de verwijzing is aangenomen, ziet u hier later.',
      document: 'Niemand krijgt daar bericht van: bel of mail het trialbureau.',
    },
    otherwise: 'De verwijzing staat in het EPD, maar anders dan verstuurd.',
    wasThere:
      'De verwijzing stond er al, van een ander tabblad of een eerdere poging. Er is niet twee keer verstuurd.',
    readBack: 'Teruggelezen uit het EPD',
    differs: 'Het EPD bewaart het anders dan het is verstuurd',
    partsMissing: 'Meegestuurd en niet gevonden',
    partsMissingNext: 'De verwijzing zelf staat er.',
    difference: {
      identifier: {
        what: 'Het nummer is veranderd of weggelaten.',
        next: 'Een tweede verwijzing is zo niet van deze te onderscheiden; Trialside verstuurt hier niets meer. Meld het de EPD-helpdesk.',
      },
      subject: {
        what: 'De verwijzing staat bij een andere patiënt.',
        next: 'Bel nu het trialbureau en de EPD-helpdesk.',
      },
      status: {
        what: 'De status is veranderd; misschien geldt de verwijzing niet als aangevraagd.',
        next: 'Bel het trialbureau en vraag of zij de verwijzing zien.',
      },
      code: {
        what: 'Wat gevraagd wordt, is veranderd.',
        next: 'Bel het trialbureau en zeg dat het een verwijzing voor prescreening is.',
      },
      focus: {
        what: 'De taak verwijst niet meer naar de order.',
        next: 'Bel het trialbureau en vraag of zij de order zien.',
      },
      recipient: {
        what: 'De verwijzing is aan iemand anders gericht.',
        next: 'Bel het trialbureau: misschien zien zij de verwijzing niet.',
      },
    },
  },
  part,
  notSent: {
    'patient-changed': {
      what: `${nothing} De patiënt in het EPD is niet de patiënt van deze kaart.`,
      next: `Controleer welke patiënt openstaat. ${relaunch}`,
    },
    'patient-deceased': {
      what: `${nothing} Volgens het dossier is de patiënt inmiddels overleden.`,
      next: 'Klopt dat niet, laat dan eerst het dossier verbeteren.',
    },
    'patient-merged': {
      what: `${nothing} Dit dossier is gesloten of samengevoegd met een ander.`,
      next: 'Open het geldende dossier van de patiënt en start Trialside daar.',
    },
    objection: {
      what: `${nothing} In het dossier staat een bezwaar tegen onderzoek.`,
      next: 'Bespreek het met de patiënt. Geldt het niet meer, laat dan eerst het dossier aanpassen.',
    },
    'data-changed': {
      what: `${nothing} Gegevens waarop deze verwijzing rust, zijn veranderd sinds ze zijn gelezen.`,
      next: 'Lees het dossier opnieuw, bekijk de uitkomst en bevestig opnieuw.',
    },
    'not-standing': {
      what: `${nothing} Verwijzen kon eerder wel en kan nu niet meer.`,
      next: 'Hieronder staat waarom, en wat u kunt doen.',
    },
    'already-referred': {
      what: `${nothing} De patiënt is al naar deze studie verwezen, door u of door iemand anders.`,
      next: 'Voor nog een verwijzing is een reden nodig.',
    },
    'session-ended': {
      what: `${nothing} Het EPD geeft geen toegang meer.`,
      next: `${relaunch} Is er eerder toch iets verstuurd, dan wordt dat daar gevonden.`,
    },
    'could-not-check': {
      what: `${nothing} Het EPD kon niet eerst worden gevraagd of de patiënt al verwezen is.`,
      next: 'Wacht een minuut en probeer het opnieuw.',
    },
    'not-idempotent': {
      what: `${nothing} Dit EPD verloor eerder het nummer van een verwijzing; een tweede is dan niet van de eerste te onderscheiden.`,
      next: `Versturen staat hier uit. ${byLetter}`,
    },
    'not-accepted': {
      what: 'Het is niet aangekomen. Het EPD gaf twee keer geen duidelijk antwoord, en beide keren werd niets gevonden.',
      next: 'Wacht een minuut en probeer het opnieuw: er wordt eerst gekeken. Of gebruik de brief.',
    },
    half: {
      what: 'Er is maar een deel aangekomen. Het trialbureau weet misschien nog van niets.',
      next: 'Verstuur de rest. Wat er al is, wordt niet opnieuw verstuurd.',
    },
  },
  refused: (http, refused) => ({
    what: `Er is niets opgeslagen. Het EPD weigerde ${refused ? part[refused] : 'het'}: ${whyRefused(http)}.`,
    next: `${byLetter} De EPD-helpdesk kan met de code verder helpen.`,
    code: `HTTP ${http}`,
  }),
  changedEntries: 'Veranderd',
  present: 'Aanwezig',
  missing: 'Ontbreekt',
  sendRest: 'Verstuur de rest',
  tryAgain: 'Probeer opnieuw',
  ambiguous: {
    what: 'Het is niet bekend of de verwijzing is aangekomen.',
    why: {
      'search-failed': 'Het EPD kon niet worden gevraagd of de verwijzing er staat.',
      vanished: 'Het EPD meldde dat de verwijzing is opgeslagen, maar die is daar niet te vinden.',
      several: 'Het EPD sloeg niets op: het meldde dat er al meer dan één is, maar er is er geen te vinden.',
      'other-subject': 'Wat het EPD onder dit nummer heeft, noemt een andere patiënt, of geen.',
    },
    next: 'Kijk opnieuw. Verstuur de verwijzing intussen niet langs een andere weg: de patiënt kan dan twee keer worden gebeld.',
    call: (recipient) =>
      `Wilt u het nu weten, bel dan ${recipient} en vraag of er een verwijzing van deze patiënt is binnengekomen.`,
    look: 'Kijk opnieuw',
    relaunch: `Het EPD geeft geen toegang meer. ${relaunch} Daar wordt opnieuw gekeken.`,
    references: 'Op te zoeken in het EPD',
  },
  outcome: {
    title: 'Nu niet: wat eruit kwam',
    kind: 'Wat kwam er uit het gesprek met de patiënt?',
    kinds: {
      interested: 'Belangstelling',
      'declined-by-patient': 'Patiënt ziet ervan af',
      deferred: 'Uitgesteld',
      'not-suitable': 'Niet geschikt',
    },
    reason: 'Waarom?',
    reasons: {
      interested: {
        'wants-information': 'Wil meer informatie',
        'wants-time': 'Wil bedenktijd',
        'wants-to-talk-at-home': 'Wil eerst thuis overleggen',
        other: 'Een andere reden',
      },
      'declined-by-patient': {
        'no-research': 'Wil geen onderzoek',
        burden: 'Te belastend',
        travel: 'Te ver reizen',
        'other-treatment': 'Wil liever een andere behandeling',
        'no-reason-given': 'Gaf geen reden',
        other: 'Een andere reden',
      },
      deferred: {
        'awaiting-results': 'Uitslagen worden afgewacht',
        'awaiting-board': 'Het MDO wordt afgewacht',
        'awaiting-recovery': 'Herstel wordt afgewacht',
        'other-treatment-first': 'Eerst een andere behandeling',
        other: 'Een andere reden',
      },
      'not-suitable': {
        condition: 'Toestand van de patiënt',
        'other-trial': 'Een andere studie past beter',
        understanding: 'Kan het niet begrijpen of instemmen',
        criterion: 'Voldoet niet aan een criterium',
        other: 'Een andere reden',
      },
    },
    note: 'In een paar woorden',
    optional: 'niet verplicht',
    save: 'Leg vast',
    missing: { kind: 'Kies eerst wat eruit kwam.', reason: 'Kies eerst een reden.' },
    saving: 'Wordt vastgelegd…',
    failed: 'Vastleggen is niet gelukt. Wat u invulde staat er nog: probeer het opnieuw.',
    last: 'Laatst vastgelegd',
    by: (by, on) => [by && `door ${by}`, on && `op ${on}`].filter(Boolean).join(' '),
    kept: {
      'in-chart': 'Staat in het dossier: wie deze kaart hierna opent, ziet het.',
      session: 'Staat alleen in dit tabblad: er kan hier niets in het dossier worden geschreven.',
    },
  },
  letter: {
    label: 'De brief',
    criterion: 'Criterium',
    result: 'Uitkomst',
    evidence: 'Uit het dossier',
    print: 'Druk af',
    copy: 'Kopieer als tekst',
    copied: 'Gekopieerd.',
    notCopied: 'De browser liet kopiëren niet toe. Selecteer de tekst en kopieer die.',
    notDecision: 'Geen besluit van het studieteam',
  },
}
