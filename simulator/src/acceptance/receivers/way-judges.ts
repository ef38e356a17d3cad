import type { BothTexts } from "../criterion.ts";
import type { JudgeSubject } from "../judges/judge-subject.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { HOUSEHOLDS } from "./households.ts";
import { codesToldBy } from "./told-code.ts";
import { type ToldRows, toldRows } from "./told-rows.ts";
import {
  problemsAtCentre,
  problemsAtRecord,
  problemsOfIdentity,
  problemsOfNotes,
} from "./way-problems.ts";
import { runWay, type WayOutcome, type WaySpoilers } from "./way-run.ts";

/** What the judges of the way need besides the product. */
export interface WayRequest {
  readonly signal: AbortSignal;
  readonly spoil?: WaySpoilers;
}

/** A product's codes on their way, and what came of it. */
interface Walked {
  readonly told: ToldRows;
  readonly outcome: WayOutcome;
}

const KEPT_PROBLEMS = 5;

/**
 * every national code that a product can raise, and 1.20 of the gateway, reaches response
 * centre and record once, with the right device, time and severity, and the record the right person,
 * over an outage of each. Dispense events go to the record alone.
 */
export async function receiverWay(
  subject: JudgeSubject,
  request: WayRequest,
): Promise<CheckFinding> {
  const { told, outcome } = await walked(subject, request);
  const alerts = told.expected.filter(({ of }) => of === "alert").length;
  const problems = [...problemsAtCentre(told, outcome), ...problemsAtRecord(told, outcome)];
  return findingOf(outcome, problems, {
    nb: `${alerts} varsler fra ${HOUSEHOLDS.length} enheter kom til responssenteret og ${told.expected.length} meldinger til journalen, hver én gang, også etter et utfall hos begge.`,
    en: `${alerts} alerts of ${HOUSEHOLDS.length} devices reached the response centre and ${told.expected.length} messages the record, each once, over an outage of both.`,
  });
}

/**
 * in the record stand the person, the device, the time and the severity of each alert, an
 * acknowledgement becomes a note, and the identity number stands in the record and nowhere else.
 */
export async function recordWay(subject: JudgeSubject, request: WayRequest): Promise<CheckFinding> {
  const { told, outcome } = await walked(subject, request);
  const problems = [
    ...problemsOfNotes(told, outcome),
    ...problemsOfIdentity(HOUSEHOLDS, outcome),
    ...problemsAtRecord(told, outcome),
  ];
  return findingOf(outcome, problems, {
    nb: `${outcome.record.length} journalmeldinger hadde rett person, enhet, tid og alvorlighet; ${told.notes} kvitteringer ble notat. Fødselsnummeret sto verken i OMDP, SCAIP eller SMS.`,
    en: `${outcome.record.length} record messages had the right person, device, time and severity; ${told.notes} acknowledgements became a note. The identity number stood neither in OMDP, SCAIP nor SMS.`,
  });
}

async function walked(subject: JudgeSubject, request: WayRequest): Promise<Walked> {
  const told = toldRows(codesToldBy(subject), HOUSEHOLDS);
  return { told, outcome: await runWay(told, HOUSEHOLDS, request) };
}

function findingOf(
  { isComplete }: WayOutcome,
  problems: readonly BothTexts[],
  right: BothTexts,
): CheckFinding {
  const all = isComplete ? problems : [UNFINISHED, ...problems];
  if (all.length === 0) return { outcome: "passed", saw: right, timeline: [] };
  const kept = all.slice(0, KEPT_PROBLEMS);
  const more = all.length - kept.length;
  const join = (language: "nb" | "en", rest: string) =>
    [...kept.map((one) => one[language]), ...(more > 0 ? [`${more} ${rest}.`] : [])].join(" ");
  return {
    outcome: "failed",
    saw: { nb: join("nb", "til"), en: join("en", "more") },
    timeline: [],
  };
}

const UNFINISHED: BothTexts = {
  nb: "Ikke alt var levert innen fristen.",
  en: "Not everything was delivered in time.",
};
