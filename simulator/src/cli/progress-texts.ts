import type { RunCounts } from "../results/run-collector.ts";
import type { TableLanguage } from "../results/run-texts.ts";

/** Words about how far a run is. */
export interface ProgressTexts {
  /** What is being done. */
  readonly phases: Readonly<Record<ProgressPhase, string>>;
  readonly deviceDaysPerSecond: string;
  readonly left: (duration: string) => string;
  readonly hours: string;
  readonly online: string;
  readonly withoutPower: string;
  readonly doses: string;
  readonly alerts: string;
  readonly events: string;
}

/** What a run is doing. */
export type ProgressPhase = "simulating" | "connecting" | "running" | "draining" | "ending";

/** These words by language. */
export const PROGRESS_TEXTS: Readonly<Record<TableLanguage, ProgressTexts>> = {
  en: {
    phases: {
      ...{ simulating: "simulating", connecting: "connecting", running: "running" },
      ...{ draining: "draining", ending: "ending" },
    },
    deviceDaysPerSecond: "device-days/s",
    left: (duration) => `about ${duration} left`,
    hours: "h",
    online: "online",
    withoutPower: "without power",
    doses: "doses",
    alerts: "alerts",
    events: "events",
  },
  no: {
    phases: {
      ...{ simulating: "simulerer", connecting: "kobler til", running: "kjører" },
      ...{ draining: "tømmer køene", ending: "avslutter" },
    },
    deviceDaysPerSecond: "enhetsdøgn/s",
    left: (duration) => `ca. ${duration} igjen`,
    hours: "t",
    online: "tilkoblet",
    withoutPower: "uten strøm",
    doses: "doser",
    alerts: "varsler",
    events: "hendelser",
  },
};

/** Says what has happened so far; of the events how many arrived of those that were sent. */
export function countsText(counts: RunCounts, texts: ProgressTexts, connected?: number): string {
  const { devices, poweredDown, closedDoses, alerts, sent, committed } = counts;
  return [
    ...(connected === undefined ? [] : [`${connected}/${devices} ${texts.online}`]),
    ...(poweredDown === 0 ? [] : [`${poweredDown} ${texts.withoutPower}`]),
    `${texts.doses} ${closedDoses}`,
    `${texts.alerts} ${alerts}`,
    `${texts.events} ${committed}/${sent}`,
  ].join(" · ");
}

/** Writes a length of time as people say it: seconds below a minute and a half, then minutes. */
export function durationText(ms: number, { hours }: Pick<ProgressTexts, "hours">): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} ${hours} ${minutes % 60} min`;
}
