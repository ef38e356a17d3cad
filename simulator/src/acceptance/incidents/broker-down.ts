import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { alertsBetween } from "./alert-facts.ts";
import { noFalseAbsence } from "./contact-checks.ts";
import { alertsArrived, backlogDrained } from "./delivery-checks.ts";
import { dosesBetween } from "./dose-facts.ts";
import { nobodyForgotten } from "./follow-up-checks.ts";
import type { Incident } from "./incident.ts";
import { atLocal, clockText } from "./local-times.ts";
import { allDelivered, dosesThere, rulesHeld, scheduleUnmoved } from "./shared-checks.ts";
import { quietRun } from "./town.ts";

const FROM_MIN = 7 * 60;
const LENGTH_MS = 6 * HOUR_MS;

/** The broker between devices and gateway is gone for six hours and comes back without its memory. */
export const BROKER_DOWN: Incident = {
  title: { nb: "Meldingstjeneren (broker) nede i seks timer", en: "Broker down for six hours" },
  prepare: (town) => {
    const quiet = quietRun(town, 2);
    const fromMs = atLocal(town.startDay + 1, FROM_MIN);
    const span = { fromMs, untilMs: fromMs + LENGTH_MS };
    const fault = { kind: "broker-outage", fromMs, durationMs: LENGTH_MS, forgets: true } as const;
    const spec = { ...quiet, faults: { preset: "none", planned: [{ fault }] } } as const;
    const all = quiet.devices.map(({ deviceId }) => deviceId);
    return {
      course: {
        nb: `Meldingstjeneren er borte fra kl. ${clockText(fromMs)} til ${clockText(span.untilMs)} og har glemt alt når den kommer tilbake. ${all.length} dispensere. Hvem i kommunen eller hos leverandøren som får vite at den er nede, prøves ikke her.`,
        en: `The broker is gone from ${clockText(fromMs)} to ${clockText(span.untilMs)} and comes back without its memory. ${all.length} dispensers. Who of the municipality or supplier hears of it is not tested here.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const { log, endedMs } = run;
            const alerts = alertsBetween(log, { fromMs, untilMs: spec.endMs });
            const told = alerts.find(({ raisedMs }) => raisedMs < span.untilMs)?.deviceId;
            const deviceId = told ?? all[0];
            const stretch = { fromMs: fromMs - MINUTE_MS, untilMs: span.untilMs + HOUR_MS };
            return {
              checks: [
                allDelivered(run),
                backlogDrained(run, span),
                alertsArrived(run, alerts, span),
                dosesThere(log, dosesBetween(log, all, span)),
                scheduleUnmoved(log, dosesBetween(log, all, { fromMs, untilMs: spec.endMs })),
                noFalseAbsence(log, all),
                rulesHeld(run),
                nobodyForgotten(alerts, endedMs),
              ],
              ...(deviceId === undefined ? {} : { focus: { deviceId, ...stretch } }),
            };
          },
        },
      ],
    };
  },
};
