import {
  DEFAULT_LADDER,
  type JournalRecord,
  type LadderState,
  resumeLadder,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import { lastAlertId, takeCharge } from "./escalating.ts";
import type { TrayBench } from "./tray-bench.ts";

/** Something that happens to a device, its link or its alerts. */
export type LadderHappening =
  | { readonly do: "wait"; readonly min: number }
  | { readonly do: "link"; readonly up: boolean }
  | { readonly do: "battery"; readonly permille: number }
  | { readonly do: "break-in" }
  | { readonly do: "close" }
  | { readonly do: "take-charge" }
  | { readonly do: "cut"; readonly min: number };

/** One notice, whoever gave it. */
export interface Told {
  readonly by: "device" | "gateway";
  readonly alertId: string;
  readonly rung: number;
  readonly isFirst: boolean;
  readonly trueMs: number;
}

/** A device and a gateway that reads its journal while there is contact, and runs what is its own. */
export class LadderParties {
  readonly told: Told[] = [];
  readonly #ladders = new Map<string, LadderState>();
  readonly #severities = new Map<string, Severity>();
  readonly #bench: TrayBench;
  #read = 0;
  #toldByDevice = 0;
  #linkUp = false;

  constructor(bench: TrayBench) {
    this.#bench = bench;
  }

  happen(what: LadderHappening): void {
    this.#act(what);
    this.#look();
  }

  #act(what: LadderHappening): void {
    const bench = this.#bench;
    switch (what.do) {
      case "wait":
        this.#wait(what.min);
        break;
      case "link":
        this.#linkUp = what.up;
        bench.input({ type: "link.changed", up: what.up });
        break;
      case "battery":
        bench.input({ type: "battery.measured", permille: what.permille });
        break;
      case "break-in":
        bench.openLid(false);
        break;
      case "close":
        bench.closeLid();
        bench.openLid(true);
        bench.closeLid();
        break;
      case "take-charge":
        if (this.#linkUp && bench.records.some(({ kind }) => kind === "alert.raised")) {
          takeCharge(bench, lastAlertId(bench));
        }
        break;
      case "cut":
        bench.cutPower();
        bench.advance(what.min * 60_000);
        this.#linkUp = false;
        bench.boot();
        break;
    }
  }

  /** Minute by minute, so that the gateway's ladders run beside the device's. */
  #wait(min: number): void {
    for (let minute = 0; minute < min; minute += 1) {
      this.#bench.advance(60_000);
      this.#look();
    }
  }

  #look(): void {
    for (const { notice, trueMs } of this.#bench.told.slice(this.#toldByDevice)) {
      const { alertId, rung, what } = notice;
      if (what === "over") continue;
      this.told.push({ by: "device", alertId, rung, isFirst: what === "first", trueMs });
    }
    this.#toldByDevice = this.#bench.told.length;
    if (this.#linkUp) {
      for (const record of this.#bench.records.slice(this.#read)) this.#take(record);
      this.#read = this.#bench.records.length;
    }
    for (const alertId of this.#ladders.keys()) this.#step(alertId, { type: "time" });
  }

  #take({ kind, alertId, runner, severity = 0, count = 0 }: JournalRecord): void {
    if (alertId === undefined) return;
    const { trueMs } = this.#bench;
    if (kind === "alert.raised") {
      this.#severities.set(alertId, severity as Severity);
      const start = () => startLadder(DEFAULT_LADDER, alertId, severity as Severity, trueMs);
      if (runner !== "device") this.#ladders.set(alertId, start());
    } else if (kind === "alert.handed-over") {
      const standing = { alertId, severity: this.#severities.get(alertId) ?? 0, rung: count - 1 };
      this.#ladders.set(alertId, resumeLadder(DEFAULT_LADDER, standing, trueMs));
    } else if (kind === "alert.cleared") this.#step(alertId, { type: "cleared" });
    else if (kind === "alert.acknowledged") {
      this.#step(alertId, { type: "acknowledged", actor: "staff" });
    }
  }

  #step(alertId: string, input: Parameters<typeof stepLadder>[2]): void {
    const before = this.#ladders.get(alertId);
    if (before === undefined) return;
    const { trueMs } = this.#bench;
    const [state, notices] = stepLadder(DEFAULT_LADDER, before, input, trueMs);
    this.#ladders.set(alertId, state);
    for (const { rung, repeat } of notices) {
      this.told.push({ by: "gateway", alertId, rung, isFirst: !repeat, trueMs });
    }
  }
}

/**
 * Says what is wrong with the notices of all alerts: a step told twice as a first, lost or gone back
 * to, or an alert that went from one party to the other without a record of it.
 */
export function ladderComplaints(
  told: readonly Told[],
  records: readonly JournalRecord[],
): readonly string[] {
  const alerts = new Set(told.map(({ alertId }) => alertId));
  return [...alerts].flatMap((alertId) => [
    ...stepComplaints(told.filter((one) => one.alertId === alertId)),
    ...partyComplaints(
      told.filter((one) => one.alertId === alertId),
      records.filter((one) => one.alertId === alertId),
    ),
  ]);
}

function stepComplaints(told: readonly Told[]): readonly string[] {
  const complaints: string[] = [];
  let rung = -1;
  for (const [at, one] of told.entries()) {
    const where = `${one.alertId} rung ${one.rung} by ${one.by}`;
    const isAgain = one.rung === rung || leadsUpTo(rung, told.slice(at));
    if (one.isFirst && one.rung !== rung + 1) complaints.push(`${where}: told after ${rung}`);
    if (!one.isFirst && !isAgain) complaints.push(`${where}: repeated after ${rung}`);
    rung = Math.max(rung, one.rung);
  }
  return complaints;
}

/** After a power cut a device tells steps again that it told in one breath, up to the last. */
function leadsUpTo(rung: number, [first, ...later]: readonly Told[]): boolean {
  if (first === undefined || first.isFirst || first.by !== "device") return false;
  if (first.rung === rung) return true;
  const [next] = later;
  const isNext = next?.trueMs === first.trueMs && next.rung === first.rung + 1;
  return isNext && leadsUpTo(rung, later);
}

/** Whoever the records name is the only one to tell, before and behind a handing over. */
function partyComplaints(
  told: readonly Told[],
  records: readonly JournalRecord[],
): readonly string[] {
  const raised = records.find(({ kind }) => kind === "alert.raised");
  const handed = records.find(({ kind }) => kind === "alert.handed-over");
  const first = raised?.runner ?? "gateway";
  return told.flatMap(({ by, alertId, trueMs }) => {
    const isAfter = handed?.civilMs !== undefined && trueMs >= handed.civilMs;
    const runner = isAfter && by !== "device" ? "gateway" : first;
    const isStale = by === "device" && handed?.civilMs !== undefined && trueMs > handed.civilMs;
    return by === runner && !isStale ? [] : [`${alertId}: told by the ${by}, not its runner`];
  });
}
