/**
 * Why a plan is refused, in bokmål, by the English sentence of the reader of FHIR or of the device's
 * own check; `*` stands for what differs, `#` for a whole number.
 */
export const PLAN_REASONS: Readonly<Record<string, string>> = {
  // The reader of FHIR.
  "FHIR has an object in this place.": "FHIR har et objekt her.",
  "FHIR has a list in this place.": "FHIR har en liste her.",
  "The list is too short or too long.": "Listen er for kort eller for lang.",
  "The field may change when a dose is due, and this import does not honour it.":
    "Feltet kan endre når en dose skal tas, og det blir ikke fulgt her.",
  "Some requests name the patient by reference and some by identifier.":
    "Noen ordineringer navngir pasienten med henvisning og noen med identifikator.",
  "Which dose was moved is not clear, so that one already taken could be offered again.":
    "Det er uklart hvilken dose som er flyttet, så en dose som er tatt, kunne bli tilbudt på nytt.",
  "The dose at this clock time would hold other medicines on days that no entry can tell.":
    "Dosen på dette klokkeslettet ville ha andre legemidler på dager som ikke kan skilles ut.",
  "Nobody takes so many medicines; the requests may belong to several patients.":
    "Ingen tar så mange legemidler; ordineringene kan høre til flere pasienter.",
  "A plan holds no more entries.": "En plan har ikke plass til flere oppføringer.",
  "Plans come in as a FHIR R4 Bundle of MedicationRequest.":
    "Planer leses som en FHIR R4 Bundle av MedicationRequest.",
  "Other bundles hold changes, history or messages instead of what is in force.":
    "Andre slags Bundle har endringer, historikk eller meldinger i stedet for det som gjelder.",
  "Further requests are on the next page; a part of them is no plan.":
    "Det er flere ordineringer på neste side; en del av dem er ingen plan.",
  "Only requests plan doses; another kind of medication resource could be overlooked.":
    "Bare ordineringer planlegger doser; en annen slags legemiddelressurs kunne bli oversett.",
  "The same request is in the bundle twice, and which one is in force is not said.":
    "Samme ordinering står to ganger, og det er ikke sagt hvilken som gjelder.",
  "A medicine taken as needed has no due time.":
    "Et legemiddel som tas ved behov, har ikke noe tidspunkt.",
  "The order of dosages is a whole number.": "Rekkefølgen av doseringer er et helt tall.",
  "Only a request in force plans doses.": "Bare en ordinering som gjelder, planlegger doser.",
  "Only an order plans doses.": "Bare en bestilling planlegger doser.",
  "A request not to give a medicine plans no dose.":
    "En ordinering om ikke å gi et legemiddel planlegger ingen dose.",
  "A request names one medicine.": "En ordinering har ett legemiddel.",
  "Without a subject nobody knows whose plan it is.":
    "Uten pasient er det ukjent hvem planen gjelder.",
  "Dosages of different sequence follow one another; where one ends is not said.":
    "Doseringer med ulik rekkefølge følger hverandre, og det er ikke sagt hvor den ene slutter.",
  "The period ends before it starts.": "Perioden slutter før den begynner.",
  "Plans begin and end with whole local days; a month, or an instant in some zone, does not say which.":
    "Planer begynner og slutter med hele lokale dager; en måned, eller et øyeblikk i en tidssone, sier ikke hvilke.",
  "This is no weekday, or it is named twice.":
    "Dette er ingen ukedag, eller den er nevnt to ganger.",
  "Doses come every so many whole days, at the clock times of timeOfDay.":
    "Doser kommer med så mange hele dager mellom, på klokkeslettene i timeOfDay.",
  "It counts the doses of each of those days, and timeOfDay names their clock times: the two numbers have to agree.":
    "Tallet er dosene på hver av dagene, og timeOfDay har klokkeslettene: de to må stemme overens.",
  "How often does not say when: each dose of a day needs its clock time.":
    "Hvor ofte sier ikke når: hver dose på en dag må ha sitt klokkeslett.",
  "A dose every so many seconds has another clock time each day.":
    "En dose med så mange sekunder mellom har nytt klokkeslett hver dag.",
  "A dose every so many minutes may have another clock time each day.":
    "En dose med så mange minutter mellom kan ha nytt klokkeslett hver dag.",
  "A dose every so many hours is read as clock times: name those of one day in timeOfDay.":
    "En dose med så mange timer mellom leses som klokkeslett: før opp dem for én dag i timeOfDay.",
  "Weeks are read as weekdays: name them in dayOfWeek, or give seven times as many days.":
    "Uker leses som ukedager: før dem opp i dayOfWeek, eller oppgi sju ganger så mange dager.",
  "Months differ in length: a plan repeats by days or by weekdays.":
    "Måneder er ulike lange: en plan gjentas etter dager eller ukedager.",
  "Years differ in length: a plan repeats by days or by weekdays.":
    "År er ulike lange: en plan gjentas etter dager eller ukedager.",
  "A frequency or period means nothing without its unit: the three belong together.":
    "Antall og periode sier ingenting uten enhet: de tre hører sammen.",
  "This is no unit of time that FHIR knows.": "Dette er ingen tidsenhet i FHIR.",
  "A dispenser counts in minutes of the day.": "En dispenser regner i hele minutter.",
  "The same clock time is named twice; two doses at one instant can't be told apart.":
    "Samme klokkeslett er nevnt to ganger; to doser på samme tid kan ikke skilles.",
  "Weekdays and every n days together are two rhythms at once.":
    "Ukedager sammen med hver n-te dag er to rytmer på en gang.",
  "None of the weekdays lies in the period.": "Ingen av ukedagene er i perioden.",
  // The device's own check.
  "There is no offset table for the time zone of the plan.":
    "Tidssonen i planen er ukjent for enheten.",
  "The rhythm, the weekdays and the dates of the entry have no day in common.":
    "Rytmen, ukedagene og datoene i oppføringen har ingen dag felles.",
  "The zone table says nothing about any day of the entry.":
    "Ingen dag i oppføringen er i tidstabellen til enheten.",
  "Two entries have one name, so that two doses would have one name too.":
    "To oppføringer har samme navn, så to doser ville også hatt det.",
  "The plan asks for less spacing between doses than the device keeps.":
    "Planen vil ha kortere tid mellom dosene enn enheten holder.",
  "More doses are planned for one day than the device gives.":
    "Det er planlagt flere doser på en dag enn enheten gir.",
  "A window opens longer before its due time than the device allows.":
    "Et tidsvindu åpner tidligere før tidspunktet enn enheten tillater.",
  "A window stays open longer after its due time than the device allows.":
    "Et tidsvindu er åpent lenger etter tidspunktet enn enheten tillater.",
  "The last date of the entry is before its first date.":
    "Den siste datoen i oppføringen er før den første.",
  "The weekdays of the entry are not in ascending order, or one is named twice.":
    "Ukedagene i oppføringen står ikke i rekkefølge, eller en er nevnt to ganger.",
  "* is no date of the calendar.": "* er ingen dato i kalenderen.",
  "* has to be *.": "* har en verdi det ikke kan ha.",
  "Two doses are due closer to each other than the minimum spacing of the plan.":
    "To doser er nærmere hverandre enn den minste avstanden i planen.",
  "The window of one dose opens while the one before is still open.":
    "Tidsvinduet for en dose åpner mens det forrige er åpent.",
  "A release at the end of the earlier window would keep the next dose back, by the minimum spacing, until its own window has closed.":
    "En utlevering sist i det første tidsvinduet ville, med den minste avstanden, holde neste dose tilbake til dens eget er lukket.",
};

/** What was found in a plan; see {@link PLAN_REASONS}. */
export const PLAN_FOUND: Readonly<Record<string, string>> = {
  present: "det står der",
  "a list of #": "en liste med *",
  "an object": "et objekt",
  "another form": "en annen form",
  reference: "henvisning",
  identifier: "identifikator",
  next: "en neste side",
  "the id of an earlier entry": "id-en til en tidligere oppføring",
  "periods that overlap": "perioder som overlapper",
  "clock times moved, and others added or taken away":
    "klokkeslett som er flyttet, og andre som er lagt til eller tatt bort",
  "rhythms at * that meet on some days only": "rytmer klokken * som bare møtes noen dager",
  "# dosage instructions of one patient": "* doseringer for én pasient",
  "# entries": "* oppføringer",
  "nothing, but * in * *": "ingenting, men * per * *",
  "no day": "ingen dag",
  "every # days from *": "hver *. dag fra *",
  "* to no end": "* uten slutt",
  "#-#-# to #-#-#": "*-*-* til *-*-*",
  "* and *, # min apart": "* og *, * minutter fra hverandre",
};

/** What may stand in a plan; see {@link PLAN_REASONS}. */
export const PLAN_ALLOWED: Readonly<Record<string, string>> = {
  absent: "det må bort",
  "absent with a period of more than one day": "det må bort når perioden er mer enn en dag",
  "an object": "et objekt",
  "a value": "en verdi",
  "a list of # to #": "en liste med * til *",
  "a whole number from # to #": "et helt tall fra * til *",
  "a whole number": "et helt tall",
  "text of # to # bytes of the form *": "tekst på * til * byte med formen *",
  "text of # to # bytes": "tekst på * til * byte",
  "a bundle with all its pages in one": "en Bundle med alle sidene i én",
  "MedicationRequest, or a resource that requests refer to":
    "MedicationRequest, eller en ressurs som ordineringer viser til",
  "an id of its own": "en egen id",
  "one medicine": "ett legemiddel",
  "a reference to a resource of its own, or an identifier with system and value":
    "en henvisning til en egen ressurs, eller en identifikator med system og verdi",
  "periods that follow one another": "perioder som følger hverandre",
  "reference, as in the requests before": "henvisning, som i ordineringene foran",
  "identifier, as in the requests before": "identifikator, som i ordineringene foran",
  "*, as in the requests before": "*, som i ordineringene foran",
  "clock times moved, or added, or taken away":
    "klokkeslett som er flyttet, eller lagt til, eller tatt bort",
  "rhythms that never meet, or of which one has all days of the other":
    "rytmer som aldri møtes, eller der den ene har alle dagene til den andre",
  "a date of the calendar, YYYY-MM-DD": "en dato i kalenderen, ÅÅÅÅ-MM-DD",
  "one or more clock times, HH:MM:00": "ett eller flere klokkeslett, TT:MM:00",
  "# clock times, HH:MM:00": "* klokkeslett, TT:MM:00",
  "a time of day in whole minutes, HH:MM:00": "et klokkeslett i hele minutter, TT:MM:00",
  "each time once": "hvert klokkeslett én gang",
  "*, each once": "*, hver én gang",
  "at least one day": "minst én dag",
  "at least one MedicationRequest": "minst én MedicationRequest",
  "a zone that the device has a table of": "en tidssone enheten kjenner",
  "a day from * to *": "en dag fra * til *",
  "a name of its own": "et eget navn",
  "weekdays in ascending order, each once": "ukedager i rekkefølge, hver én gang",
  "# min apart or more": "minst * minutter fra hverandre",
  "* or later": "* eller senere",
  "* or more": "* eller mer",
  "* or fewer": "* eller færre",
  "* or less": "* eller mindre",
};
