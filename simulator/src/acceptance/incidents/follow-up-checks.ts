import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
import type { ServiceFile } from "../service-schema.ts";
import type { AlertFact } from "./alert-facts.ts";
import type { JudgedCheck } from "./incident.ts";

/** How long an alert that somebody must do something about may stand without it, ms. */
const FORGOTTEN_MS = 24 * HOUR_MS;
/** Part of an incident's alerts that may be acted on late, per cent; inferred. */
const LATE_PERCENT = 25;

/** The file's limit until somebody acts on an alert of this severity, ms; absent without one. */
export function actLimitMs(service: ServiceFile, { severity }: AlertFact): number | undefined {
  const { serious, moderate, low } = service.response.limits;
  const limit = severity >= 30 ? serious : severity >= 20 ? moderate : low;
  return limit === undefined ? undefined : limit.actMinutes * MINUTE_MS;
}

/** Nobody is forgotten: of each alert somebody takes charge, or it is over by itself. */
export function nobodyForgotten(alerts: readonly AlertFact[], endedMs: number): JudgedCheck {
  const grave = alerts.filter(({ severity }) => severity >= 20);
  const forgotten = grave.filter((alert) => isForgotten(alert, endedMs));
  return {
    id: "followed-up",
    class: "A",
    expect: {
      nb: "Hvert varsel som krever noe av noen, blir fulgt opp eller er over innen et døgn.",
      en: "Every alert that asks something of somebody is followed up, or over, within a day.",
    },
    outcome: forgotten.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${grave.length} slike varsler, ${forgotten.length} uten oppfølging.`,
      en: `${grave.length} such alerts, ${forgotten.length} without follow-up.`,
    },
    cases: forgotten.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

/** One that nobody has even taken charge of is forgotten too, however short the run was after it. */
function isForgotten({ raisedMs, actedMs, clearedMs, acknowledgedMs }: AlertFact, endedMs: number) {
  const overMs = Math.min(
    actedMs ?? Number.POSITIVE_INFINITY,
    clearedMs ?? Number.POSITIVE_INFINITY,
  );
  const isOver = overMs !== Number.POSITIVE_INFINITY;
  if (isOver) return overMs - raisedMs > FORGOTTEN_MS;
  return (
    endedMs - raisedMs > FORGOTTEN_MS ||
    (acknowledgedMs === undefined && endedMs - raisedMs > 3 * HOUR_MS)
  );
}

/** Somebody acts within the limits of the file, but for a part. */
export function actedInTime(alerts: readonly AlertFact[], service: ServiceFile): JudgedCheck {
  const counted = alerts.filter(({ severity, actedMs, clearedMs }) => {
    return severity >= 20 && (actedMs !== undefined || clearedMs === undefined);
  });
  const late = counted.filter((alert) => isLate(alert, service));
  const percent = counted.length === 0 ? 0 : (100 * late.length) / counted.length;
  const longest = Math.max(
    0,
    ...counted.map(({ actedMs, raisedMs }) => (actedMs ?? raisedMs) - raisedMs),
  );
  const minutes = Math.round(longest / MINUTE_MS);
  return {
    id: "in-time",
    class: "B",
    expect: {
      nb: `Høyst ${LATE_PERCENT} % av varslene får tiltak etter fristen (vårt forslag; filens terskler gjelder daglig drift).`,
      en: `At most ${LATE_PERCENT} % of the alerts are acted on after the limit (our proposal; those of the file are for daily operation).`,
    },
    outcome: percent <= LATE_PERCENT ? "passed" : "failed",
    saw: {
      nb: `${late.length} av ${counted.length} varsler fikk tiltak etter fristen; lengst tid til tiltak ${inMinutes(minutes).nb}.`,
      en: `${late.length} of ${counted.length} alerts were acted on after the limit; longest time to action ${inMinutes(minutes).en}.`,
    },
    cases: late.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

/**
 * Time to action against the limits, where all homes are struck at once: it is told, and not judged, as
 * who answers sees that it is one thing and not so many.
 */
export function timesTold(alerts: readonly AlertFact[], service: ServiceFile): JudgedCheck {
  const grave = alerts.filter(({ severity, clearedMs, actedMs }) => {
    return severity >= 20 && (actedMs !== undefined || clearedMs === undefined);
  });
  const tookMs = ({ actedMs = Number.POSITIVE_INFINITY, raisedMs }: AlertFact) =>
    actedMs - raisedMs;
  const limitMs = (alert: AlertFact) => actLimitMs(service, alert) ?? Number.POSITIVE_INFINITY;
  const late = grave.filter((alert) => tookMs(alert) > limitMs(alert));
  const acted = grave.map(tookMs).filter(Number.isFinite);
  const longest = Math.round(Math.max(0, ...acted) / MINUTE_MS);
  return {
    id: "times-to-action",
    class: "C",
    expect: {
      nb: "Tiden til tiltak blir målt mot fristene. Når alle hjem rammes samtidig, dømmes tjenesten ikke etter dem.",
      en: "Time to action is measured against the limits. Where all homes are struck at once the service is not judged by them.",
    },
    outcome: acted.length > 0 || grave.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${late.length} av ${grave.length} varsler fikk tiltak etter fristen eller aldri; lengst tid til tiltak ${inMinutes(longest).nb}.`,
      en: `${late.length} of ${grave.length} alerts were acted on after the limit or never; longest time to action ${inMinutes(longest).en}.`,
    },
    cases: late.map(({ deviceId, raisedMs }) => ({ deviceId, atMs: raisedMs })),
  };
}

function isLate(alert: AlertFact, service: ServiceFile): boolean {
  const limitMs = actLimitMs(service, alert) ?? Number.POSITIVE_INFINITY;
  return (alert.actedMs ?? Number.POSITIVE_INFINITY) - alert.raisedMs > limitMs;
}
