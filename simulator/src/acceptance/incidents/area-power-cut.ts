import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { placeOfHome } from "../../world/home-place.ts";
import { type AlertFact, alertsBetween, alertsOf } from "./alert-facts.ts";
import { dosesBetween } from "./dose-facts.ts";
import { actedInTime, nobodyForgotten } from "./follow-up-checks.ts";
import type { Focus, Incident, JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { atLocal, clockText } from "./local-times.ts";
import { allDelivered, dosesThere, rulesHeld, scheduleUnmoved } from "./shared-checks.ts";
import { profileIn, quietRun, type Town } from "./town.ts";

/** The morning of the second day: doses fall due while it is dark. */
const FROM_MIN = 6 * 60 + 30;
const LENGTH_MS = 4 * HOUR_MS;
const AREA = "area-01";
/** How soon a device is to tell that mains went, and that they are back, ms; inferred. */
const TOLD_WITHIN_MS = 5 * MINUTE_MS;

/** Mains go in half of the municipality for four hours, and its base stations after their backup. */
export const AREA_POWER_CUT: Incident = {
  title: { nb: "Strømbrudd i et område i fire timer", en: "Power cut of an area for four hours" },
  prepare: (town) => {
    const quiet = quietRun(town, 2);
    const fromMs = atLocal(town.startDay + 1, FROM_MIN);
    const untilMs = fromMs + LENGTH_MS;
    const fault = { kind: "area-outage", fromMs, durationMs: LENGTH_MS } as const;
    const spec = {
      ...quiet,
      faults: { preset: "none", planned: [{ fault, places: [AREA] }] },
    } as const;
    const struck = quiet.devices
      .filter(
        ({ deviceId }) =>
          placeOfHome(quiet.world ?? { areas: [] }, quiet.seed, deviceId).area.name === AREA,
      )
      .map(({ deviceId }) => deviceId);
    const onMains = struck.filter((deviceId) => hasMains(town, deviceId));
    return {
      course: {
        nb: `Strømmen er borte fra kl. ${clockText(fromMs)} til ${clockText(untilMs)} i ${struck.length} av ${quiet.devices.length} hjem (${onMains.length} med nettstrøm). Basestasjonene går på batteri i 2 eller 4 timer.`,
        en: `Mains are out from ${clockText(fromMs)} to ${clockText(untilMs)} in ${struck.length} of ${quiet.devices.length} homes (${onMains.length} on mains). Base stations last 2 or 4 hours.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const { log, endedMs } = run;
            const during = dosesBetween(log, struck, { fromMs, untilMs });
            const after = dosesBetween(log, struck, { fromMs, untilMs: spec.endMs });
            const alerts = alertsBetween(log, { fromMs, untilMs: spec.endMs });
            return {
              checks: [
                dosesThere(log, during),
                scheduleUnmoved(log, after),
                ...(onMains.length > 0 ? [mainsTold(log, onMains, { fromMs, untilMs })] : []),
                allDelivered(run),
                rulesHeld(run),
                nobodyForgotten(alerts, endedMs),
                actedInTime(alerts, town.service),
              ],
              ...focusOn(onMains[0] ?? struck[0], fromMs, untilMs),
            };
          },
        },
      ],
    };
  },
};

function hasMains(town: Town, deviceId: string): boolean {
  const device = town.devices.find((one) => one.deviceId === deviceId);
  return device !== undefined && profileIn(town, device.product).power !== "battery";
}

function focusOn(
  deviceId: string | undefined,
  fromMs: number,
  untilMs: number,
): { readonly focus?: Focus } {
  if (deviceId === undefined) return {};
  return { focus: { deviceId, fromMs: fromMs - MINUTE_MS, untilMs: untilMs + HOUR_MS } };
}

/** 1.19 is raised soon and ends soon, in each home that lost mains. */
function mainsTold(
  log: LifeLog,
  devices: readonly string[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): JudgedCheck {
  const told = devices.map((deviceId) => ({
    deviceId,
    alert: alertsOf(log, deviceId).find(
      ({ code, raisedMs }) => code === "1.19" && raisedMs >= fromMs && raisedMs < untilMs,
    ),
  }));
  const isTold = ({ raisedMs, clearedMs = Number.POSITIVE_INFINITY }: AlertFact) =>
    raisedMs - fromMs <= TOLD_WITHIN_MS &&
    clearedMs >= untilMs &&
    clearedMs - untilMs <= TOLD_WITHIN_MS;
  const untold = told.filter(({ alert }) => alert === undefined || !isTold(alert));
  const slowest = Math.max(0, ...told.map(({ alert }) => (alert?.raisedMs ?? fromMs) - fromMs));
  const slowestS = Math.round(slowest / 1_000);
  const good = devices.length - untold.length;
  return {
    id: "mains-alert",
    class: "B",
    expect: {
      nb: "Hver dispenser med nettstrøm varsler 1.19 innen fem minutter, og varselet slutter når strømmen er tilbake.",
      en: "Each dispenser on mains raises 1.19 within five minutes, and it ends when mains are back.",
    },
    outcome: untold.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${good} av ${devices.length} dispensere varslet og avsluttet i tide; det seneste varselet kom etter ${slowestS} s.`,
      en: `${good} of ${devices.length} dispensers told and ended it in time; the last alert came after ${slowestS} s.`,
    },
    cases: untold.map(({ deviceId }) => ({ deviceId, atMs: fromMs })),
  };
}
