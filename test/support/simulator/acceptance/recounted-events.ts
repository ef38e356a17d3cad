/** What a reader of an event file needs of its lines; nothing of the simulator's code is used here. */
interface Line {
  readonly t: string | null;
  readonly trueAt?: string;
  readonly device: string;
  readonly kind: string;
  readonly doseId?: string;
  readonly outcome?: string;
  readonly alertId?: string;
  readonly severity?: number;
  readonly mode?: string;
  readonly reason?: string;
  readonly acted?: boolean;
}

interface Alert {
  readonly severity: number;
  readonly raised: number;
  acknowledged?: number;
  acted?: number;
  cleared?: number;
}

/** Limits of one severity in minutes. */
export interface MinuteLimits {
  readonly acknowledge: number;
  readonly act: number;
}

/** Everything that is counted once more. */
export interface Recounted {
  readonly due: number;
  readonly missed: number;
  readonly visits: number;
  readonly calls: number;
  readonly unattended: number;
  readonly bySeverity: Record<
    number,
    { raised: number; lateAcknowledgements: number; lateActions: number }
  >;
}

/**
 * Counts an event file once more, line by line.
 *
 * @param endMs true time at the end of the run, its drain included
 */
export function recountEvents(
  text: string,
  limits: Readonly<Record<number, MinuteLimits>>,
  endMs: number,
): Recounted {
  const outcomes = new Map<string, string>();
  const alerts = new Map<string, Alert>();
  const ends = new Map<string, number>();
  let [visits, calls] = [0, 0];
  for (const row of text.split("\n")) {
    if (row === "") continue;
    const line = JSON.parse(row) as Line;
    const device = line.device.split(".")[0] ?? "";
    const at = Date.parse(line.trueAt ?? line.t ?? "");
    if (line.doseId !== undefined && line.device === device) {
      const dose = `${device} ${line.doseId}`;
      const isEnd = line.kind === "dose.closed" || line.kind === "dose.corrected";
      if (isEnd) outcomes.set(dose, line.outcome ?? "open");
      else if (!outcomes.has(dose)) outcomes.set(dose, "open");
    }
    if (line.kind === "handling.dispatched") visits += 1;
    if (line.kind === "handling.call") calls += 1;
    if (
      line.kind === "mode.changed" &&
      (line.mode === "ended" || line.reason === "service-ended")
    ) {
      ends.set(device, Math.min(at, ends.get(device) ?? Number.POSITIVE_INFINITY));
    }
    if (line.alertId === undefined) continue;
    const name = `${device} ${line.alertId}`;
    const known = alerts.get(name);
    if (line.kind === "alert.raised" && known === undefined && (line.severity ?? 0) > 0) {
      alerts.set(name, { severity: line.severity ?? 0, raised: at });
    }
  }
  // Lines come by the devices' own clocks, so what follows an alert may stand before it.
  for (const row of text.split("\n")) {
    if (row === "") continue;
    const line = JSON.parse(row) as Line;
    const alert = alerts.get(`${line.device.split(".")[0] ?? ""} ${line.alertId}`);
    if (alert === undefined) continue;
    const at = Date.parse(line.trueAt ?? line.t ?? "");
    if (line.kind === "alert.cleared") alert.cleared = Math.min(at, alert.cleared ?? at);
    if (line.kind === "handling.acknowledged") {
      alert.acknowledged = Math.min(at, alert.acknowledged ?? at);
    }
    if (line.acted === true) alert.acted = Math.min(at, alert.acted ?? at);
  }
  const bySeverity: Recounted["bySeverity"] = {};
  let unattended = 0;
  for (const [name, alert] of alerts) {
    const serviceEnd = ends.get(name.split(" ")[0] ?? "") ?? Number.POSITIVE_INFINITY;
    const over = Math.min(alert.cleared ?? Number.POSITIVE_INFINITY, serviceEnd, endMs);
    const row = bySeverity[alert.severity] ?? {
      ...{ raised: 0, lateAcknowledgements: 0, lateActions: 0 },
    };
    const limit = limits[alert.severity];
    const isLate = (done: number | undefined, minutes: number) =>
      Math.min(done ?? Number.POSITIVE_INFINITY, over) - alert.raised > minutes * 60_000;
    bySeverity[alert.severity] = {
      raised: row.raised + 1,
      lateAcknowledgements:
        row.lateAcknowledgements +
        Number(limit !== undefined && isLate(alert.acknowledged, limit.acknowledge)),
      lateActions: row.lateActions + Number(limit !== undefined && isLate(alert.acted, limit.act)),
    };
    if (alert.acknowledged === undefined && alert.cleared === undefined) unattended += 1;
  }
  const missed = [...outcomes.values()].filter((outcome) => outcome === "missed").length;
  return { due: outcomes.size, missed, visits, calls, unattended, bySeverity };
}
