import { ALERTS, type JournalRecord, MINUTE_MS } from "@dosekit/protocols";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import { alertsOf } from "./alert-facts.ts";
import { dosesBetween, dosesOf } from "./dose-facts.ts";
import type { WatchedRun } from "./watched-run.ts";

/** How a fault showed: where, when, and by what. */
export interface Notice {
  readonly deviceId: string;
  readonly atMs: number;
  readonly by: BothTexts;
}

/** How long after a dose's end its alert may come, ms. */
const ALERT_LATE_MS = 15 * MINUTE_MS;

/** Alerts that tell of something wrong in the device itself. */
const TECHNICAL: ReadonlySet<string | undefined> = new Set([
  ...["1.2", "1.3", "1.5", "1.6", "1.7", "1.8", "1.13"],
]);

/** Rules that a run broke, each where it showed. */
export function rulesIn({ sums }: WatchedRun): readonly Notice[] {
  return sums.violations.map(({ check, deviceId, trueMs }) => ({
    ...{ deviceId, atMs: trueMs },
    by: {
      nb: `regel ${check}, ${CHECK_TEXTS.no[check]}`,
      en: `rule ${check}, ${CHECK_TEXTS.en[check]}`,
    },
  }));
}

/** Alerts about the device itself that somebody was told of, once a dose had left it since an instant. */
export function technicalAlerts({ log }: WatchedRun, sinceMs: number): readonly Notice[] {
  return log.devices().flatMap((deviceId) => {
    const released = dosesOf(log, deviceId).flatMap(({ releasedMs = 0 }) =>
      releasedMs >= sinceMs ? [releasedMs] : [],
    );
    const firstMs = Math.min(...released);
    return alertsOf(log, deviceId)
      .filter(({ code, raisedMs, toldMs }) => {
        return TECHNICAL.has(code) && raisedMs >= firstMs && toldMs !== undefined;
      })
      .map(({ code, toldMs = 0 }): Notice => {
        const text = code === undefined ? { no: "", en: "" } : ALERTS[code];
        const by = { nb: `varsel ${code} ${text.no}`, en: `alert ${code} ${text.en}` };
        return { deviceId, atMs: toldMs, by };
      });
  });
}

/** The gateway has it that a dose was missed, and no alert about it: that is for somebody to ask. */
export function missedInSilence({ log, endedMs }: WatchedRun, fromMs: number): readonly Notice[] {
  return log.devices().flatMap((deviceId) => {
    const told = alertsOf(log, deviceId).filter(({ code }) => code === "1.1");
    const reached = new Map<string, number>();
    for (const seen of log.of(deviceId)) {
      if (seen.seen !== "committed" || !isMissed(seen.record)) continue;
      reached.set(seen.record.doseId ?? "", seen.trueMs);
    }
    return dosesBetween(log, [deviceId], { fromMs, untilMs: endedMs })
      .filter(({ outcome, dueMs, closedMs = 0 }) => {
        const isIn = (atMs: number) => atMs >= dueMs && atMs <= closedMs + ALERT_LATE_MS;
        return outcome === "missed" && !told.some(({ raisedMs }) => isIn(raisedMs));
      })
      .flatMap(({ doseId }) => {
        const atMs = reached.get(doseId);
        return atMs === undefined ? [] : [{ deviceId, atMs: atMs + ALERT_LATE_MS, by: IN_SILENCE }];
      });
  });
}

function isMissed({ kind, outcome }: JournalRecord): boolean {
  return kind === "dose.closed" && outcome === "missed";
}

const IN_SILENCE: BothTexts = {
  nb: "daglig avstemming i mottaket: dosen er meldt ikke utlevert, uten varsel 1.1",
  en: "daily reckoning at the gateway: the dose is told as missed, without alert 1.1",
};
