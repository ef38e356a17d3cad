import type { Outcome } from "@dosekit/protocols";
import type { TableLanguage } from "../results/run-texts.ts";

/** What each outcome says of a dose, for whoever reads of it for the first time. */
export const OUTCOME_MEANINGS: Readonly<Record<TableLanguage, Readonly<Record<Outcome, string>>>> =
  {
    en: {
      retrieved: "offered in its time window and taken out of the device",
      "released-not-retrieved": "released by the device, but not seen to be taken out",
      missed: "offered, but not fetched before its time window closed",
      prevented: "never offered, for a reason that the device gives, such as no medicine left",
      "released-ahead": "handed out before its time, for a journey or by staff",
      withheld: "kept back because of a pause, a stop or a changed plan",
      uncertain: "power or mechanism failed in the middle; whether it left the device is not known",
    },
    no: {
      retrieved: "tilbudt i tidsvinduet og tatt ut av enheten",
      "released-not-retrieved": "utlevert av enheten, men ikke registrert som tatt ut",
      missed: "tilbudt, men ikke hentet før tidsvinduet lukket seg",
      prevented: "aldri tilbudt, av en grunn som enheten oppgir, for eksempel tom for medisin",
      "released-ahead": "utlevert før tiden, til en reise eller av personell",
      withheld: "holdt igjen på grunn av pause, stans eller endret plan",
      uncertain: "strøm eller mekanisme sviktet underveis; det er ukjent om dosen forlot enheten",
    },
  };
