/**
 * What was found and what is allowed, in bokmål, by the English words; `*` stands for what differs,
 * `#` for a whole number. The first that fits is taken: what is said exactly stands before the rest.
 */
export const MISTAKE_PHRASES: Readonly<Record<string, string>> = {
  // Found.
  nothing: "ingenting",
  both: "begge",
  neither: "ingen av dem",
  "no version": "ingen versjon",
  "shares of 0": "andeler på 0",
  "no MedicationRequest": "ingen MedicationRequest",
  tests: "tests",
  "a file that is there already": "en fil som finnes fra før",
  "a quotation mark inside a cell that does not begin with one":
    "et anførselstegn inne i en celle som ikke begynner med det",
  "a quotation mark that never ends": "et anførselstegn som aldri avsluttes",
  "a reason why nothing decides it": "en grunn til at ingenting avgjør det",
  ENOENT: "filen finnes ikke",
  EACCES: "ingen tilgang til filen",
  EISDIR: "en mappe",
  "* (ENOENT)": "* (mappen finnes ikke)",
  "* (EACCES)": "* (ingen tilgang)",
  "* (EISDIR)": "* (en mappe)",
  "a result that a run wrote": "et resultat som en kjøring skrev",
  "a comma, and # behind it": "et komma, og * bak det",
  "a workbook of Excel or LibreOffice": "en arbeidsbok fra Excel eller LibreOffice",
  "a value that holds itself": "en verdi som inneholder seg selv",
  "nothing, and no terminal to ask at": "ingenting, og ingen terminal å spørre på",
  "only some of *": "bare noen av *",
  "something with the shape of an identity number (not repeated here)":
    "noe med form som et fødselsnummer (gjentas ikke her)",
  "text after a quotation mark that ended": "tekst etter et anførselstegn som er avsluttet",
  "the same field under two names": "samme felt under to navn",
  "the same step twice": "samme trinn to ganger",
  "# devices, which need about * GB": "* enheter, som trenger omtrent * GB",
  "# devices": "* enheter",
  "# bytes": "* byte",
  "# cells": "* celler",
  "# characters": "* tegn",
  "* *, check *, step *, filled in * too": "* *, kontroll *, trinn *, fylt ut i * også",
  "*, twice": "*, to ganger",
  "* twice": "* to ganger",
  // Allowed: one value.
  "a whole number from * to *, or null for no limit":
    "et helt tall fra * til *, eller null for ingen grense",
  "a whole number from * to *": "et helt tall fra * til *",
  "a number of minutes from * to *": "et antall minutter fra * til *",
  "a number from * to *": "et tall fra * til *",
  "kroner, from * to *": "kroner, fra * til *",
  "text of 1 to # characters, or a number; the same seed gives the same result":
    "tekst på 1 til * tegn, eller et tall; samme frø gir samme resultat",
  "text of 1 to # characters that says what it rests on":
    "tekst på 1 til * tegn om hva det bygger på",
  "a text of 1 to # characters": "en tekst på 1 til * tegn",
  "text of 1 to # characters": "tekst på 1 til * tegn",
  "text that says where it was measured": "tekst om hvor det ble målt",
  "a point for decimals, such as *": "punktum for desimaler, som *",
  "a date that exists": "en dato som finnes",
  "a local time in quotes": "et klokkeslett i anførselstegn",
  "a date that exists, such as *": "en dato som finnes, som *",
  "a local time in quotes, such as *": "et klokkeslett i anførselstegn, som *",
  "a national alert code in quotes: *": "en nasjonal varselkode i anførselstegn: *",
  "path of a file, relative to this file": "stien til en fil, regnet fra denne filen",
  "path of a test": "stien til en test",
  "beginning of the test's title": "begynnelsen på tittelen til testen",
  "name of a product profile": "navnet på et produkt",
  "1 to 40 small letters, digits and hyphens": "1 til 40 små bokstaver, sifre og bindestreker",
  "1 to 8 capital letters, a hyphen and a number, such as K-1":
    "1 til 8 store bokstaver, bindestrek og et tall, som K-1",
  "the id of a criterion, such as K-1": "nummeret på et krav, som K-1",
  "figures by name, such as `minutes: 60`": "tall med navn, som `minutes: 60`",
  "a story, its product and the number of devices, such as *":
    "en brukerhistorie, produktet og antall enheter, som *",
  "two numbers of minutes from * to *, the second not below the first, such as *":
    "to tall i minutter fra * til *, det andre ikke mindre enn det første, som *",
  "three whole numbers from * to *, such as *": "tre hele tall fra * til *, som *",
  // Allowed: lists and mappings.
  "a mapping of fields such as * and *": "felt som * og *",
  "a list of 1 to # plans, each with * and perhaps *":
    "en liste med 1 til * planer, hver med * og eventuelt *",
  "a list of 1 to # stories with their products":
    "en liste med 1 til * brukerhistorier med produktene sine",
  "a list of 1 to # stories, each with *, * and *":
    "en liste med 1 til * brukerhistorier, hver med *, * og *",
  "a list of 1 to # steps, each with * and *": "en liste med 1 til * trinn, hvert med * og *",
  "a list of at most # ladders": "en liste med høyst * varslingstrapper",
  "a list of at most # routes, each with * or *, and *":
    "en liste med høyst * ruter, hver med * eller *, og *",
  "a list of 1 to # shifts of home care": "en liste med 1 til * vakter i hjemmetjenesten",
  "a list of 1 to # shifts": "en liste med 1 til * vakter",
  "a list of personas, each with *: *": "en liste med personer, hver med *: *",
  "a list of names of incidents": "en liste med navn på hendelser",
  "a list of at most # thresholds": "en liste med høyst * terskler",
  "a list of 1 to # zones, each with * and *": "en liste med 1 til * soner, hver med * og *",
  "a list of at most # paths of files": "en liste med høyst * stier til filer",
  "a list of at most # deviations, each with *": "en liste med høyst * avvik, hvert med *",
  "a list of 1 to # names of product profiles": "en liste med 1 til * navn på produkter",
  "a list of at most # stories, each with *": "en liste med høyst * brukerhistorier, hver med *",
  "a list of stories with products, such as *":
    "brukerhistorier med produkter, som sammenlign: [{ historie: roar, produkter: [medido] }]",
  "a list of 1 to # criteria": "en liste med 1 til * krav",
  "a list of 1 to # ids of other criteria": "en liste med 1 til * nummer på andre krav",
  "a list of 1 to # checks": "en liste med 1 til * prøver",
  "a list of 1 to # tests, each with * and *": "en liste med 1 til * tester, hver med * og *",
  "a list of *": "en liste med *",
  "`nb` and `en`, each a text of 1 to * characters": "`nb` og `en`, hver en tekst på 1 til * tegn",
  "A (always 0), B and C": "A (alltid 0), B og C",
  // Allowed: beside the rest of the file.
  "at most * devices in all stories together": "høyst * enheter i alle brukerhistoriene til sammen",
  "each story with a product once": "hver brukerhistorie med et produkt bare én gang",
  "as many devices as the stories have: *": "så mange enheter som brukerhistoriene har: *",
  "before the approval period ends, *": "før godkjenningsperioden er slutt, *",
  "a name of its own": "et eget navn",
  "one ladder for each *": "én varslingstrapp for hver *",
  "each incident once": "hver hendelse én gang",
  "one threshold for each * and *": "én terskel for hver * og *",
  "one route for each * or *": "én rute for hver * eller *",
  "either * or *, which may name a preset of its own":
    "enten * eller *, som selv kan nevne et forvalg",
  "either * or *": "enten * eller *",
  "each persona once": "hver persona én gang",
  "one share above 0": "én andel over 0",
  "at least one share above 0": "minst én andel over 0",
  "one entry for each deviation": "én oppføring for hvert avvik",
  "*, * and * together, of a deviation that people found":
    "*, * og * sammen, om et avvik som folk har funnet",
  "* with its date in *": "* med datoen i *",
  "no date in * while it is open; * beside the date":
    "ingen dato i * så lenge avviket er åpent; * ved siden av datoen",
  "not before it was found, *": "ikke før det ble funnet, *",
  "each story once": "hver brukerhistorie én gang",
  "each product once": "hvert produkt én gang",
  "at least *, *": "minst *, *",
  "a story of the service, or every product: *": "en brukerhistorie i tjenesten, eller alle: *",
  // Allowed: criteria.
  "an id that no other has": "et nummer som ingen andre har",
  "a `judge`, or steps": "en `judge`, eller trinn",
  "none in an automatic check": "ingen i en automatisk prøve",
  "only in an automatic check": "bare i en automatisk prøve",
  "nothing where something decides it": "ingenting der noe avgjør det",
  "*, or `open` with the reason why there are none":
    "*, eller `open` med grunnen til at det ikke er noen",
  "nothing: this judge takes no figures": "ingenting: denne prøven tar ingen tall",
  // Allowed: protocols.
  "CSV: choose it where the program asks for a file type on saving":
    "CSV: velg det der programmet spør om filtype ved lagring",
  "an acceptance file; results are for `dosekit accept report` and `compare`":
    "en akseptansefil; resultater er for `dosekit accept report` og `compare`",
  "a table with the headings *": "en tabell med overskriftene *",
  "# cells, as in the headings": "* celler, som i overskriftene",
  "a step that `accept init` printed for this service":
    "et trinn som `accept init` skrev ut for denne tjenesten",
  "ja, nei, yes, no or ok": "ja, nei eller ok",
  "what was seen instead": "hva som ble sett i stedet",
  "the name of who did the step": "navnet på den som utførte trinnet",
  "the date on which it was done, such as * or *": "datoen det ble gjort, som * eller *",
  "the step as it was printed; print anew when the criterion has changed":
    "trinnet slik det ble skrevet ut; skriv ut på nytt når kravet er endret",
  "each step once": "hvert trinn én gang",
  "each step filled in once": "hvert trinn fylt ut én gang",
  "no user of the service; the tester's name only":
    "ingen bruker av tjenesten; bare navnet på testeren",
  "no real person; made-up people have 80 added to the month":
    "ingen virkelig person; oppdiktede personer har 80 lagt til måneden",
  "no real person": "ingen virkelig person",
  // Allowed: files and the command.
  "YAML 1.2 or JSON": "YAML 1.2 eller JSON",
  "a FHIR R4 Bundle as JSON": "en FHIR R4 Bundle som JSON",
  "at least one MedicationRequest": "minst én MedicationRequest",
  "a file that exists and may be read": "en fil som finnes og kan leses",
  "a file in a folder that exists and may be written to":
    "en fil i en mappe som finnes og kan skrives til",
  "a file in a folder that may be written to": "en fil i en mappe som kan skrives til",
  "a name that no file has; take the old one away first, or choose another folder":
    "et navn ingen fil har; flytt den gamle først, eller velg en annen mappe",
  "another file than that of the result": "en annen fil enn resultatfilen",
  "another file than that of *": "en annen fil enn den til *",
  "at most * uses of aliases, none of them inside what it stands for":
    "høyst * bruk av aliaser, ingen inne i det de står for",
  "at most * characters": "høyst * tegn",
  "at most * bytes": "høyst * byte",
  "at most *": "høyst *",
  "no arguments": "ingen flere ord",
  "operation among them": "operation blant dem",
  "product=adapter, once for each product of the file: *":
    "produkt=adapter, én gang for hvert produkt i filen: *",
  "what the conformance kit reaches, with its statement":
    "noe som samsvarsprøven når, med erklæringen sin",
  "what fits into * GB: fewer devices, or operators of each home's own":
    "det som får plass i * GB: færre enheter",
  "what fits into * GB: fewer devices, threads, or no event file":
    "det som får plass i * GB: færre enheter eller tråder, eller ingen hendelsesfil",
  "1, as in a file that `dosekit accept run` wrote":
    "1, som i en fil `dosekit accept run` har skrevet",
  "what `dosekit accept run` wrote, unchanged": "det `dosekit accept run` skrev, uendret",
  "what `dosekit accept run` wrote there": "det `dosekit accept run` skrev der",
  "JSON, as `dosekit accept run` wrote it": "JSON, slik `dosekit accept run` skrev den",
  "# to #": "* til *",
};
