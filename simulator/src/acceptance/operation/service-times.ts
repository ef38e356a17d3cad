import { DEFAULT_RESPONSE_TIMES } from "../../response/response-defaults.ts";
import type { ResponseTimes } from "../../response/response-plan.ts";
import type { BothTexts } from "../criterion.ts";
import type { ServiceFile } from "../service-schema.ts";

/** Something that daily operation takes for granted, and how sure it is. */
export interface OperationAssumption {
  readonly what: BothTexts;
  readonly confidence: "found" | "stand-in" | "inferred";
}

/**
 * How fast people of a service are who are free, where its file says nothing: they sit at a screen,
 * so that it is queues and ways that make alerts late and not their noticing. The usual times of the
 * simulator have half of all alerts late by themselves, since their medians are the limits.
 */
export const SERVICE_TIMES: ResponseTimes = {
  ...DEFAULT_RESPONSE_TIMES,
  serious: { ...DEFAULT_RESPONSE_TIMES.serious, noticeMin: 1, arriveMin: 30 },
  moderate: { ...DEFAULT_RESPONSE_TIMES.moderate, noticeMin: 3, arriveMin: 60 },
  unheeded: 0.01,
};

/** What is taken for granted in the daily operation of a service, for the report. */
export function operationAssumptions({
  conditions = {},
}: Pick<ServiceFile, "conditions">): readonly OperationAssumption[] {
  const { faults = "everyday", faultFile } = conditions;
  return [...OF_PEOPLE, ...(faults === "none" || faultFile !== undefined ? [] : [OF_FAULTS])];
}

const OF_PEOPLE: readonly OperationAssumption[] = [
  {
    what: {
      nb: "En operatør som er ledig, ser et alvorlig varsel etter 1 minutt og et moderat etter 3 (median). Ett varsel av hundre blir oversett første gang.",
      en: "An operator who is free notices a serious alert after 1 minute and a moderate one after 3 (median). One alert in a hundred is overlooked the first time.",
    },
    confidence: "inferred",
  },
  {
    what: {
      nb: "Hjemmetjenesten er framme 30 minutter etter at de ble sendt ut på et alvorlig varsel (median; tallet er fra trygghetsalarmer i Bodø), 60 minutter etter et moderat.",
      en: "Home care is there 30 minutes after they were sent about a serious alert (median; the figure is from safety alarms in Bodø), 60 minutes about a moderate one.",
    },
    confidence: "stand-in",
  },
  {
    what: {
      nb: "Tre av fire telefonsamtaler til brukeren blir besvart, og brukeren ringes to ganger.",
      en: "Three of four calls to the user are answered, and the user is called twice.",
    },
    confidence: "inferred",
  },
  {
    what: {
      nb: "Dispenserne fylles på faste runder, så ofte som produktet med kortest påfyllingstid trenger, og ellers når et varsel sier at det er lite medisin.",
      en: "Dispensers are filled on planned rounds, as often as the product that needs it most, and besides when an alert says that little is left.",
    },
    confidence: "inferred",
  },
  {
    what: {
      nb: "Et varsel med alvorlighet 20 eller mer skal være løst innen 7 døgn, uansett hva som er gjort. De 7 døgnene er satt av dette prosjektet.",
      en: "An alert of severity 20 or more is to be resolved within 7 days, whatever was done. The 7 days are set by this project.",
    },
    confidence: "inferred",
  },
  {
    what: {
      nb: "En enhet er i drift senest et døgn etter at den ble satt opp, og en planlagt dose er registrert senest 3 timer etter siste frist; ellers regnes dosen som ikke utlevert.",
      en: "A device is in service a day after it was put up at the latest, and a planned dose is recorded 3 hours after its late limit at the latest; otherwise the dose counts as missed.",
    },
    confidence: "inferred",
  },
];

const OF_FAULTS: OperationAssumption = {
  what: {
    nb: "Feil på strøm, nett og utstyr skjer så ofte som i simulatorens forvalg. Tallene er anslag.",
    en: "Faults of power, network and equipment happen as often as in the simulator's preset. The figures are estimates.",
  },
  confidence: "inferred",
};
