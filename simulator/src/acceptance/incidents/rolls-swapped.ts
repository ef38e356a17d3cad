import { HOUR_MS } from "@dosekit/protocols";
import type { PlannedFault } from "../../faults/fault.ts";
import type { DeviceSpec } from "../../home/run-spec.ts";
import { type AlertFact, alertsBetween } from "./alert-facts.ts";
import { dosesBetween } from "./dose-facts.ts";
import { nobodyForgotten } from "./follow-up-checks.ts";
import { hazardsOf } from "./hazard-facts.ts";
import type { Incident, JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { atLocal, clockText } from "./local-times.ts";
import { allDelivered, dosesThere, rulesHeld } from "./shared-checks.ts";
import { profileIn, quietRun, type Town } from "./town.ts";

const FROM_MIN = 9 * 60 + 30;
const LENGTH_MS = 28 * HOUR_MS;
/** Homes of one product whose rolls are mixed up, two by two. */
const HOMES_OF_PRODUCT = 6;
/** How long after its due time the first dose from the wrong roll is told at the latest, ms. */
const TOLD_WITHIN_MS = 3 * HOUR_MS;

const SOMEBODY_ELSES = new Set(["wrong-patient"]);
const ROLL_ALERTS = new Set(["1.6", "1.7"]);
const BOTH_BACK = {
  nb: "Når de rette rullene er på plass igjen, er hver dose klar for brukeren.",
  en: "Once the right rolls are back every dose is there for its user.",
};

/** Home care puts the rolls of two users into each other's dispensers. */
export const ROLLS_SWAPPED: Incident = {
  title: { nb: "Ruller byttet om mellom to brukere", en: "Rolls swapped between two users" },
  prepare: (town) => {
    const fromMs = atLocal(town.startDay + 1, FROM_MIN);
    const untilMs = fromMs + LENGTH_MS;
    const pairs = town.homes
      .filter(({ product }) => rollOf(town, product) !== undefined)
      .flatMap(({ devices }) => pairsOf(devices.slice(0, HOMES_OF_PRODUCT)));
    if (pairs.length === 0) return { notTested: NO_ROLLS };
    const planned = pairs.flatMap(([a, b]) => [swapped(a, b, fromMs), swapped(b, a, fromMs)]);
    const homes = pairs.flat();
    const spec = { ...quietRun(town, 3, homes), faults: { preset: "none", planned } } as const;
    return {
      course: {
        nb: `Kl. ${clockText(fromMs)} legges rullene til ${pairs.length} par brukere (${homes.length} hjem) i hverandres dispensere. Feilen oppdages og rettes etter 28 timer.`,
        en: `At ${clockText(fromMs)} the rolls of ${pairs.length} pairs of users (${homes.length} homes) go into each other's dispensers. It is found and mended after 28 hours.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const { log, endedMs } = run;
            const names = (isReader: boolean) =>
              homes
                .filter(({ product }) => (rollOf(town, product) === "reads") === isReader)
                .map(({ deviceId }) => deviceId);
            const [readers, others] = [names(true), names(false)];
            const alerts = alertsBetween(log, { fromMs, untilMs: spec.endMs });
            const after = { fromMs: untilMs + HOUR_MS, untilMs: spec.endMs };
            const deviceId = others[0] ?? readers[0];
            const focus = { fromMs: fromMs - HOUR_MS / 6, untilMs: untilMs + HOUR_MS };
            return {
              checks: [
                ...(readers.length > 0
                  ? [
                      noneGivenByReaders(log, readers),
                      toldByReaders(log, readers, { fromMs, untilMs }),
                    ]
                  : []),
                ...(others.length > 0 ? [nothingReads(log, others)] : []),
                dosesThere(log, dosesBetween(log, readers, after), BOTH_BACK),
                allDelivered(run),
                rulesHeld(run),
                nobodyForgotten(alerts, endedMs),
              ],
              ...(deviceId === undefined ? {} : { focus: { deviceId, ...focus } }),
            };
          },
        },
      ],
    };
  },
};

/** Why an incident with rolls can't be tested. */
export const NO_ROLLS = {
  nb: "Ingen av kommunens produkter har multidoserull.",
  en: "No product of the municipality has a multidose roll.",
};

/** Says of a product whether it reads the pouches of its roll; `undefined` where it has none. */
export function rollOf(town: Town, product: string): "reads" | "reads-not" | undefined {
  const { value } = profileIn(town, product).mechanism;
  if (value === "pouch-roll-reader") return "reads";
  return value === "pouch-roll-plan" ? "reads-not" : undefined;
}

function pairsOf(devices: readonly DeviceSpec[]): readonly (readonly [DeviceSpec, DeviceSpec])[] {
  return devices.flatMap((device, at) => {
    const other = devices[at + 1];
    return at % 2 === 0 && other !== undefined ? [[device, other] as const] : [];
  });
}

function swapped(into: DeviceSpec, { deviceId, plan }: DeviceSpec, fromMs: number): PlannedFault {
  const other = { deviceId, plan };
  const fault = { kind: "roll-swapped", fromMs, durationMs: LENGTH_MS, other } as const;
  return { fault, target: { deviceIds: [into.deviceId] } };
}

function noneGivenByReaders(log: LifeLog, devices: readonly string[]): JudgedCheck {
  const given = hazardsOf(log, devices, SOMEBODY_ELSES);
  return {
    id: "nothing-of-others",
    class: "A",
    expect: {
      nb: "En dispenser som leser posene, gir aldri ut en annens pose.",
      en: "A dispenser that reads its pouches never lets go one of somebody else.",
    },
    outcome: given.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${given.length} av en annens poser ble gitt ut av ${devices.length} dispensere med feil rull.`,
      en: `${given.length} pouches of somebody else were let go by ${devices.length} dispensers with the wrong roll.`,
    },
    cases: given,
  };
}

function toldByReaders(
  log: LifeLog,
  devices: readonly string[],
  span: { readonly fromMs: number; readonly untilMs: number },
): JudgedCheck {
  const alerts = alertsBetween(log, span);
  const untold = devices.filter((deviceId) => {
    const [first] = dosesBetween(log, [deviceId], span);
    const isTold = ({ deviceId: of, code, raisedMs }: AlertFact) =>
      of === deviceId &&
      code !== undefined &&
      ROLL_ALERTS.has(code) &&
      raisedMs <= (first?.dueMs ?? 0) + TOLD_WITHIN_MS;
    return first !== undefined && !alerts.some(isTold);
  });
  return {
    id: "swap-told",
    class: "A",
    expect: {
      nb: "Dispenseren varsler feil rull (1.6 eller 1.7) ved den første dosen.",
      en: "The dispenser tells of the wrong roll (1.6 or 1.7) at the first dose.",
    },
    outcome: untold.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${devices.length - untold.length} av ${devices.length} varslet i tide.`,
      en: `${devices.length - untold.length} of ${devices.length} told in time.`,
    },
    cases: untold.map((deviceId) => ({ deviceId, atMs: span.fromMs })),
  };
}

/** What nothing reads nothing can notice: then people are the only barrier. */
function nothingReads(log: LifeLog, devices: readonly string[]): JudgedCheck {
  const given = hazardsOf(log, devices, SOMEBODY_ELSES);
  const homes = new Set(given.map(({ deviceId }) => deviceId)).size;
  return {
    id: "swap-unnoticed",
    class: "A",
    expect: {
      nb: "Ingen bruker får en annens pose. Dispenseren leser ikke posene; barrieren er at den ansatte leser navnet på rullen sammen med brukeren eller en kollega ved hvert rullbytte.",
      en: "No user gets a pouch of somebody else. The dispenser does not read them; the barrier is that staff read the name on the roll with the user or a colleague whenever a roll is put in.",
    },
    outcome: given.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${given.length} av en annens poser ble gitt ut i ${homes} av ${devices.length} hjem uten at dispenseren kunne merke det.`,
      en: `${given.length} pouches of somebody else were let go in ${homes} of ${devices.length} homes, and no dispenser could notice.`,
    },
    cases: given,
  };
}
