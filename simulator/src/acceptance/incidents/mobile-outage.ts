import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { alertsBetween } from "./alert-facts.ts";
import { absenceTold } from "./contact-checks.ts";
import { alertsArrived, backlogDrained } from "./delivery-checks.ts";
import { dosesBetween } from "./dose-facts.ts";
import { nobodyForgotten, timesTold } from "./follow-up-checks.ts";
import type { Incident } from "./incident.ts";
import { atLocal, clockText } from "./local-times.ts";
import { allDelivered, dosesThere, rulesHeld, scheduleUnmoved } from "./shared-checks.ts";
import { profileIn, quietRun } from "./town.ts";

const FROM_MIN = 5 * 60;
const LENGTH_MS = 24 * HOUR_MS;

/** The mobile network is gone for a day and a night, for every home. */
export const MOBILE_OUTAGE: Incident = {
  title: { nb: "Mobilnettet nede i et døgn", en: "Mobile network out for a day" },
  prepare: (town) => {
    const quiet = quietRun(town, 3);
    const fromMs = atLocal(town.startDay + 1, FROM_MIN);
    const span = { fromMs, untilMs: fromMs + LENGTH_MS };
    const fault = { kind: "link-cut", fromMs, durationMs: LENGTH_MS } as const;
    const planned = [{ fault, target: { all: true } }] as const;
    const spec = { ...quiet, faults: { preset: "none", planned } } as const;
    const all = quiet.devices.map(({ deviceId }) => deviceId);
    const away = quiet.devices
      .map(({ deviceId, product }) => {
        const lostAfterMs = profileIn(town, product).lostContactMin.value * MINUTE_MS;
        return { deviceId, fromMs, lostAfterMs };
      })
      .filter(({ lostAfterMs }) => lostAfterMs < LENGTH_MS);
    return {
      course: {
        nb: `Ingen av de ${all.length} dispenserne har kontakt i 24 timer fra kl. ${clockText(fromMs)}. ${away.length} av dem skal være i kontakt så ofte at noen må få vite det.`,
        en: `None of the ${all.length} dispensers has contact for 24 hours from ${clockText(fromMs)}. ${away.length} of them are due so often that somebody has to be told.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const { log, endedMs } = run;
            const alerts = alertsBetween(log, { fromMs, untilMs: spec.endMs });
            const [first] = away.length > 0 ? away : all.map((deviceId) => ({ deviceId }));
            return {
              checks: [
                dosesThere(log, dosesBetween(log, all, span)),
                scheduleUnmoved(log, dosesBetween(log, all, { fromMs, untilMs: spec.endMs })),
                ...(away.length > 0 ? [absenceTold(log, away)] : []),
                alertsArrived(run, alerts, span),
                backlogDrained(run, span),
                allDelivered(run),
                rulesHeld(run),
                nobodyForgotten(alerts.filter(isHeardOf), endedMs),
                timesTold(
                  alerts.filter(({ byGateway }) => byGateway),
                  town.service,
                ),
              ],
              ...(first === undefined
                ? {}
                : {
                    focus: {
                      deviceId: first.deviceId,
                      fromMs: fromMs - MINUTE_MS,
                      untilMs: span.untilMs + HOUR_MS,
                    },
                  }),
            };
          },
        },
      ],
    };
  },
};

/** One that nobody could hear of is judged by its arrival, and not by when somebody acted. */
function isHeardOf({
  committedMs,
  raisedMs,
}: {
  readonly committedMs?: number;
  readonly raisedMs: number;
}): boolean {
  return committedMs !== undefined && committedMs - raisedMs < HOUR_MS;
}
