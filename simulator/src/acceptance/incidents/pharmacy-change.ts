import { nextWindow, zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { DeviceSpec } from "../../home/run-spec.ts";
import { type AlertFact, alertsBetween, alertsOf } from "./alert-facts.ts";
import { type DoseFact, dosesOf } from "./dose-facts.ts";
import { nobodyForgotten } from "./follow-up-checks.ts";
import { hazardsOf } from "./hazard-facts.ts";
import type { Case, Incident, JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { atLocal } from "./local-times.ts";
import { newPharmacy } from "./new-pharmacy.ts";
import { NO_ROLLS, rollOf } from "./rolls-swapped.ts";
import { allDelivered, rulesHeld } from "./shared-checks.ts";
import { quietRun } from "./town.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Homes of one product whose rolls change. */
const HOMES_OF_PRODUCT = 8;
/** Every so manieth home gets its first new roll late, in a wrong format, or overlapping. */
const EVERY = 4;
/** From when on the new pharmacy delivers, and until when the old one's last rolls last. */
const NEW_FROM_MIN = 6 * 60;
/** How long after its end a dose that was not had may be without an alert, ms. */
const TOLD_WITHIN_MS = 10 * MINUTE_MS;

const TWICE = new Set(["wrong-pouch", "two-pouches", "two-doses"]);
/** Alerts by which somebody hears that a dose is not to be had, or was not taken. */
const ABOUT_GAPS: ReadonlySet<AlertFact["code"]> = new Set([
  ...(["1.1", "1.2", "1.3", "1.5", "1.6", "1.7", "1.8", "1.9", "1.13"] as const),
]);
const LAST_POUCHES: ReadonlySet<AlertFact["code"]> = new Set(["1.12", "1.13"] as const);

/** The municipality's rolls come from another pharmacy: last pouches, overlap, a wrong format. */
export const PHARMACY_CHANGE: Incident = {
  title: { nb: "Bytte av apotek (multidoseleverandør)", en: "Change of pharmacy" },
  prepare: (town) => {
    const homes = town.homes
      .filter(({ product }) => rollOf(town, product) !== undefined)
      .flatMap(({ devices }) => devices.slice(0, HOMES_OF_PRODUCT));
    if (homes.length === 0) return { notTested: NO_ROLLS };
    const reads = ({ product }: DeviceSpec) => rollOf(town, product) === "reads";
    const place = ({ deviceId }: DeviceSpec) => homes.findIndex((one) => one.deviceId === deviceId);
    const isLate = (device: DeviceSpec) => place(device) % EVERY === 1;
    const newFromMs = atLocal(town.startDay + 2, NEW_FROM_MIN);
    const oldUntilMs = atLocal(town.startDay + 3, NEW_FROM_MIN);
    const lateIds = homes.filter(isLate).map(({ deviceId }) => deviceId);
    const fault = { kind: "refill-late", fromMs: newFromMs, durationMs: 36 * HOUR_MS } as const;
    const quiet = quietRun(town, 5, homes);
    const spec = {
      ...quiet,
      refill: { onAlert: true, everyDays: 2 },
      faults: {
        preset: "none",
        planned: lateIds.length === 0 ? [] : [{ fault, target: { deviceIds: lateIds } }],
      },
    } as const;
    const wrong = homes.filter((device) => reads(device) && place(device) % EVERY === 2);
    const overlapping = homes.filter((device) => reads(device) && place(device) % EVERY === 3);
    return {
      course: {
        nb: `${homes.length} hjem går over til ruller fra et nytt apotek. De siste rullene fra det gamle slutter midt i uken. ${lateIds.length} hjem får sin nye rull 36 timer for sent, i ${overlapping.length} overlapper den med den gamle, og i ${wrong.length} har posene en trykk dispenseren ikke kan lese. Der dispenseren ikke leser posene, tar ansatte av overlappende poser når de legger i rullen.`,
        en: `${homes.length} homes go over to rolls of another pharmacy. The last rolls of the old one end in mid-week. ${lateIds.length} homes get their new roll 36 hours late, in ${overlapping.length} it overlaps with the old one, and in ${wrong.length} its print can't be read. Where the dispenser reads no pouches, staff take off those that overlap.`,
      },
      trials: [
        {
          spec,
          spoil: newPharmacy({
            ...{ town, newFromMs, oldUntilMs },
            firstRollOf: (device) => ({
              overlaps: overlapping.includes(device),
              isUnreadable: wrong.includes(device),
            }),
          }),
          judge: (run) => {
            const alerts = alertsBetween(run.log, { fromMs: newFromMs, untilMs: spec.endMs });
            const names = homes.map(({ deviceId }) => deviceId);
            const deviceId = lateIds[0] ?? names[0];
            const stretch = { fromMs: newFromMs, untilMs: newFromMs + 2 * DAY_MS };
            return {
              checks: [
                neverTwice(run, names),
                noSilentGap(run, homes),
                lastPouchesTold(run.log, names, oldUntilMs),
                ...(wrong.length > 0 ? [formatTold(run.log, wrong, newFromMs)] : []),
                allDelivered(run),
                rulesHeld(run),
                nobodyForgotten(alerts, run.endedMs),
              ],
              ...(deviceId === undefined ? {} : { focus: { deviceId, ...stretch } }),
            };
          },
        },
      ],
    };
  },
};

function neverTwice({ log }: WatchedRun, devices: readonly string[]): JudgedCheck {
  const twice = hazardsOf(log, devices, TWICE);
  return {
    id: "never-twice",
    class: "A",
    expect: {
      nb: "Ingen pose gis ut til feil tid eller sammen med en annen, selv om rullene overlapper.",
      en: "No pouch is let go at a wrong time or with another one, though rolls overlap.",
    },
    outcome: twice.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${twice.length} poser ble gitt ut til feil tid eller sammen med en annen.`,
      en: `${twice.length} pouches were let go at a wrong time or with another one.`,
    },
    cases: twice,
  };
}

/** Of every dose of the plan that the user did not get, somebody is told. */
function noSilentGap({ log, spec }: WatchedRun, homes: readonly DeviceSpec[]): JudgedCheck {
  let planned = 0;
  let gaps = 0;
  const silent: Case[] = [];
  for (const device of homes) {
    const { deviceId } = device;
    const known = new Map(dosesOf(log, deviceId).map((dose) => [dose.doseId, dose]));
    const alerts = alertsOf(log, deviceId).filter(({ code }) => ABOUT_GAPS.has(code));
    for (const { doseId, dueMs, lateMs } of plannedDoses(device, spec)) {
      planned += 1;
      if (wasHad(known.get(doseId))) continue;
      gaps += 1;
      if (!isToldOf(alerts, dueMs, lateMs)) silent.push({ deviceId, atMs: dueMs });
    }
  }
  return {
    id: "no-silent-gap",
    class: "A",
    expect: {
      nb: "Hver planlagte dose som brukeren ikke fikk, er varslet.",
      en: "Somebody is told of every planned dose that the user did not get.",
    },
    outcome: silent.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${planned} planlagte doser, ${gaps} ble ikke gitt ut, ${silent.length} av dem uten varsel.`,
      en: `${planned} planned doses, ${gaps} were not let go, ${silent.length} of them without an alert.`,
    },
    cases: silent,
  };
}

function wasHad(dose: DoseFact | undefined): boolean {
  return dose?.outcome === "retrieved" || dose?.outcome === "released-not-retrieved";
}

function isToldOf(alerts: readonly AlertFact[], dueMs: number, lateMs: number): boolean {
  const byMs = lateMs + TOLD_WITHIN_MS;
  return alerts.some(
    ({ raisedMs, clearedMs = Number.POSITIVE_INFINITY }) => raisedMs <= byMs && clearedMs >= dueMs,
  );
}

/** Doses from the first hour of the run on whose windows end before its days do. */
function plannedDoses(
  { plan }: DeviceSpec,
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
) {
  const table = zoneTableOf(plan.zone);
  const doses: { readonly doseId: string; readonly dueMs: number; readonly lateMs: number }[] = [];
  let window = table === undefined ? undefined : nextWindow(plan, table, startMs + HOUR_MS);
  while (table !== undefined && window !== undefined && window.lateMs < endMs) {
    doses.push(window);
    window = nextWindow(plan, table, window.dueMs);
  }
  return doses;
}

function lastPouchesTold(log: LifeLog, devices: readonly string[], byMs: number): JudgedCheck {
  const untold = devices.filter(
    (deviceId) =>
      !alertsOf(log, deviceId).some(
        ({ code, raisedMs }) => LAST_POUCHES.has(code) && raisedMs < byMs,
      ),
  );
  const told = devices.length - untold.length;
  return {
    id: "last-pouches-told",
    class: "B",
    expect: {
      nb: "Hver dispenser varsler at rullen snart er tom (1.12) før den siste posen er brukt.",
      en: "Each dispenser tells that its roll runs out (1.12) before the last pouch is used.",
    },
    outcome: untold.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${told} av ${devices.length} varslet i tide.`,
      en: `${told} of ${devices.length} told in time.`,
    },
    cases: untold.map((deviceId) => ({ deviceId, atMs: byMs })),
  };
}

function formatTold(log: LifeLog, homes: readonly DeviceSpec[], fromMs: number): JudgedCheck {
  const untold = homes.filter(
    ({ deviceId }) =>
      !alertsOf(log, deviceId).some(({ code, raisedMs }) => code === "1.6" && raisedMs >= fromMs),
  );
  return {
    id: "wrong-format-told",
    class: "A",
    expect: {
      nb: "En rull dispenseren ikke kan lese, varsles (1.6), og ingenting gis ut av den.",
      en: "A roll that can't be read is told of (1.6), and nothing of it is let go.",
    },
    outcome: untold.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${homes.length - untold.length} av ${homes.length} dispensere varslet.`,
      en: `${homes.length - untold.length} of ${homes.length} dispensers told.`,
    },
    cases: untold.map(({ deviceId }) => ({ deviceId, atMs: fromMs })),
  };
}
