import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { faultedHome } from "../../home/run-faults.ts";
import { alertsBetween } from "./alert-facts.ts";
import { absenceTold, noFalseAbsence } from "./contact-checks.ts";
import { dosesBetween } from "./dose-facts.ts";
import { nobodyForgotten } from "./follow-up-checks.ts";
import type { Incident, JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { atLocal } from "./local-times.ts";
import { dosesThere, rulesHeld, scheduleUnmoved } from "./shared-checks.ts";
import { profileIn, quietRun } from "./town.ts";

/** The 2G network is switched off for good, at midnight, and nobody has replaced anything. */
export const TWO_G_SHUT_DOWN: Incident = {
  title: { nb: "2G-nettet slås av", en: "2G is switched off" },
  prepare: (town) => {
    const offMs = atLocal(town.startDay + 1, 0);
    const isOn2g = ({
      deviceId,
      product,
    }: {
      readonly deviceId: string;
      readonly product: string;
    }) => faultedHome(town, { deviceId, product }).isOn2g;
    const struck = town.devices.filter(isOn2g);
    const others = town.devices.filter((one) => !isOn2g(one)).map(({ deviceId }) => deviceId);
    const away = struck.map(({ deviceId, product }) => ({
      ...{ deviceId, fromMs: offMs },
      lostAfterMs: profileIn(town, product).lostContactMin.value * MINUTE_MS,
    }));
    const longestMs = Math.max(0, ...away.map(({ lostAfterMs }) => lostAfterMs));
    const quiet = quietRun(town, Math.min(6, 2 + Math.ceil(longestMs / DAY_MS)));
    const { areas } = quiet.world ?? { areas: [] };
    const spec = { ...quiet, world: { areas, twoGOffMs: offMs } };
    const names = struck.map(({ deviceId }) => deviceId);
    return {
      course: {
        nb: `2G slås av ved midnatt. ${struck.length} av ${town.devices.length} dispensere trenger 2G, og ingen er byttet ut.`,
        en: `2G is switched off at midnight. ${struck.length} of ${town.devices.length} dispensers need it, and none has been replaced.`,
      },
      trials: [
        {
          spec,
          judge: (run) => {
            const { log, endedMs } = run;
            const span = { fromMs: offMs, untilMs: spec.endMs };
            const heard = alertsBetween(log, span).filter(
              ({ byGateway, deviceId }) => byGateway || !names.includes(deviceId),
            );
            const deviceId = names[0] ?? others[0];
            const stretch = { fromMs: offMs - HOUR_MS, untilMs: offMs + longestMs + 12 * HOUR_MS };
            return {
              checks: [
                ...(away.length > 0 ? [absenceTold(log, away), unheard(log, names, offMs)] : []),
                ...(others.length > 0 ? [noFalseAbsence(log, others)] : []),
                dosesThere(log, dosesBetween(log, names, span)),
                scheduleUnmoved(log, dosesBetween(log, names, span)),
                rulesHeld(run),
                nobodyForgotten(heard, endedMs),
              ],
              ...(deviceId === undefined ? {} : { focus: { deviceId, ...stretch } }),
            };
          },
        },
      ],
    };
  },
};

/**
 * What nobody hears any more is counted: the service has to send somebody by itself once it knows
 * that a dispenser is gone.
 */
function unheard(log: LifeLog, devices: readonly string[], offMs: number): JudgedCheck {
  const silent = alertsBetween(log, { fromMs: offMs, untilMs: Number.POSITIVE_INFINITY }).filter(
    ({ deviceId, byGateway, committedMs }) =>
      devices.includes(deviceId) && !byGateway && committedMs === undefined,
  );
  const missed = silent.filter(({ code }) => code === "1.1").length;
  const before = silent.filter(({ deviceId, raisedMs }) => !isKnownGone(log, deviceId, raisedMs));
  return {
    id: "unheard-alerts",
    class: "B",
    expect: {
      nb: "Ingen varsler om en utelatt dose (1.1) blir borte før noen vet at dispenseren er uten kontakt.",
      en: "No alert about a missed dose (1.1) is lost before somebody knows that the dispenser is without contact.",
    },
    outcome: before.some(({ code }) => code === "1.1") ? "failed" : "passed",
    saw: {
      nb: `${silent.length} varsler nådde aldri fram, ${missed} av dem om en utelatt dose; ${before.length} kom før noen visste at dispenseren var borte.`,
      en: `${silent.length} alerts never got through, ${missed} of them about a missed dose; ${before.length} came before somebody knew that it was gone.`,
    },
    cases: before.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

function isKnownGone(log: LifeLog, deviceId: string, atMs: number): boolean {
  return alertsBetween(log, { fromMs: 0, untilMs: atMs }).some(
    (one) =>
      one.deviceId === deviceId &&
      one.code === "1.20" &&
      (one.toldMs ?? Number.POSITIVE_INFINITY) <= atMs,
  );
}
