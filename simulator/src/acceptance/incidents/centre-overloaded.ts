import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
import { type AlertFact, alertsBetween } from "./alert-facts.ts";
import { nobodyForgotten, timesTold } from "./follow-up-checks.ts";
import type { Incident, JudgedCheck } from "./incident.ts";
import { atLocal, clockText } from "./local-times.ts";
import { allDelivered, rulesHeld } from "./shared-checks.ts";
import { quietRun } from "./town.ts";
import type { WatchedRun } from "./watched-run.ts";

const FROM_MIN = 16 * 60;
const CUT_MS = 3 * HOUR_MS;
const OPEN_MS = 30 * MINUTE_MS;
/** Part of the homes in which something serious happens at the same time. */
const SERIOUS_PERMILLE = 300;

/** Alerts of all homes come at once: mains go everywhere, and some dispensers are broken into. */
export const CENTRE_OVERLOADED: Incident = {
  title: { nb: "Responssenteret overbelastet", en: "Response centre overloaded" },
  prepare: (town) => {
    const quiet = quietRun(town, 2);
    const fromMs = atLocal(town.startDay + 1, FROM_MIN);
    const mains = { kind: "area-outage", fromMs, durationMs: CUT_MS } as const;
    const opened = { kind: "case-open", fromMs, durationMs: OPEN_MS } as const;
    const target = { sharePermille: SERIOUS_PERMILLE };
    const planned = [{ fault: mains }, { fault: opened, target, seed: "opened" }];
    const spec = { ...quiet, faults: { preset: "none", planned } } as const;
    return {
      course: {
        nb: `Kl. ${clockText(fromMs)} går strømmen i alle ${quiet.devices.length} hjem i 3 timer, og samtidig åpnes kabinettet på om lag hver tredje dispenser (varsel 1.22). Operatører og ansatte er i samme forhold til antall hjem som i filen, aldri færre enn to.`,
        en: `At ${clockText(fromMs)} mains go in all ${quiet.devices.length} homes for 3 hours, and the case of about every third dispenser is opened (alert 1.22). Operators and staff are in proportion to the homes as in the file, never fewer than two.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const alerts = alertsBetween(run.log, { fromMs, untilMs: fromMs + CUT_MS });
            const last = [...alerts].sort((a, b) => waitOf(b) - waitOf(a))[0];
            const stretch = { fromMs: fromMs - MINUTE_MS, untilMs: fromMs + 8 * HOUR_MS };
            return {
              checks: [
                nobodyForgotten(alerts, run.endedMs),
                ...gravestFirst(alerts, run),
                timesTold(alerts, town.service),
                allDelivered(run),
                rulesHeld(run),
              ],
              ...(last === undefined ? {} : { focus: { deviceId: last.deviceId, ...stretch } }),
            };
          },
        },
      ],
    };
  },
};

function waitOf({ raisedMs, acknowledgedMs = Number.POSITIVE_INFINITY }: AlertFact): number {
  return acknowledgedMs - raisedMs;
}

/** Three of four alerts of the higher severity are taken before as many of the lower one. */
function gravestFirst(alerts: readonly AlertFact[], { sums }: WatchedRun): readonly JudgedCheck[] {
  const serious = alerts.filter(({ severity }) => severity >= 30);
  const moderate = alerts.filter(({ severity }) => severity === 20);
  if (serious.length === 0 || moderate.length === 0) return [];
  const [first, second] = [mostMin(serious), mostMin(moderate)];
  const { waiting } = sums.response.centre.queue;
  return [
    {
      id: "gravest-first",
      class: "B",
      expect: {
        nb: "De alvorligste varslene tas først.",
        en: "The gravest alerts are taken first.",
      },
      outcome: first <= second ? "passed" : "failed",
      saw: {
        nb: `Tre av fire av de ${serious.length} alvorlige var kvittert etter ${textOf(first, "nb")}, tre av fire av de ${moderate.length} moderate etter ${textOf(second, "nb")}. Lengste kø: ${waiting} varsler.`,
        en: `Three of four of the ${serious.length} serious ones were taken within ${textOf(first, "en")}, as many of the ${moderate.length} moderate ones within ${textOf(second, "en")}. Longest queue: ${waiting} alerts.`,
      },
      cases: [],
    },
  ];
}

function mostMin(alerts: readonly AlertFact[]): number {
  const waits = alerts.map(waitOf).sort((a, b) => a - b);
  return Math.round((waits[Math.floor((3 * (waits.length - 1)) / 4)] ?? 0) / MINUTE_MS);
}

function textOf(minutes: number, language: "nb" | "en"): string {
  if (Number.isFinite(minutes)) return inMinutes(minutes)[language];
  return language === "nb" ? "slutten av kjøringen" : "the end of the run";
}
