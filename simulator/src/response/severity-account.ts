import { Histogram, type PackedHistogram } from "../results/histogram.ts";

/** How often each thing happened to alerts of one severity. */
export interface SeverityCounts {
  readonly raised: number;
  readonly acknowledged: number;
  /** Cleared by themselves before anybody acknowledged them. */
  readonly clearedFirst: number;
  /** Neither acknowledged nor cleared by the end. */
  readonly unattended: number;
  /** Acknowledged, but nobody has reached the user or the device by the end. */
  readonly withoutAction: number;
}

/** What was counted of one severity, as plain data; histograms without a value are absent. */
export interface PackedSeverity {
  readonly counts: SeverityCounts;
  readonly toAcknowledgement?: PackedHistogram;
  readonly acknowledgementToAction?: PackedHistogram;
  readonly toAction?: PackedHistogram;
}

/** Times that are measured of each severity. */
const TIMES = ["toAcknowledgement", "acknowledgementToAction", "toAction"] as const;

/** Counts what became of the alerts of one severity, and how long it took. */
export class SeverityAccount {
  /** Times in ms: alert to acknowledgement, acknowledgement to action, alert to action. */
  readonly times: Readonly<Record<(typeof TIMES)[number], Histogram>> = {
    toAcknowledgement: new Histogram(),
    acknowledgementToAction: new Histogram(),
    toAction: new Histogram(),
  };
  #counts: SeverityCounts = {
    ...{ raised: 0, acknowledged: 0, clearedFirst: 0, unattended: 0, withoutAction: 0 },
  };

  /** What was counted so far. */
  get counts(): SeverityCounts {
    return this.#counts;
  }

  /** An alert was raised. */
  raised(): void {
    this.#count("raised");
  }

  /** An operator took charge, so long after the alert was raised. */
  acknowledged(afterMs: number): void {
    this.#count("acknowledged");
    this.times.toAcknowledgement.record(afterMs);
  }

  /** Somebody reached the user or the device. */
  acted(sinceRaisedMs: number, sinceAcknowledgedMs: number): void {
    this.times.toAction.record(sinceRaisedMs);
    this.times.acknowledgementToAction.record(sinceAcknowledgedMs);
  }

  /** It cleared before anybody took charge. */
  clearedFirst(): void {
    this.#count("clearedFirst");
  }

  /** It stands at the end of the run. */
  left(isAcknowledged: boolean): void {
    this.#count(isAcknowledged ? "withoutAction" : "unattended");
  }

  /** Puts it into plain data. */
  pack(): PackedSeverity {
    const counted = TIMES.filter((name) => this.times[name].count > 0);
    const packed = counted.map((name) => [name, this.times[name].pack()]);
    return { counts: this.#counts, ...Object.fromEntries(packed) };
  }

  #count(name: keyof SeverityCounts): void {
    this.#counts = { ...this.#counts, [name]: this.#counts[name] + 1 };
  }
}

/** Adds up what was counted of the same severity in two parts of a run. */
export function addSeverities(a: PackedSeverity, b: PackedSeverity): PackedSeverity {
  const names = Object.keys(a.counts) as (keyof SeverityCounts)[];
  const counts = Object.fromEntries(names.map((name) => [name, a.counts[name] + b.counts[name]]));
  const times = TIMES.flatMap((name) => {
    const both = addTimes(a[name], b[name]);
    return both === undefined ? [] : [[name, both] as const];
  });
  return { counts: counts as unknown as SeverityCounts, ...Object.fromEntries(times) };
}

function addTimes(a?: PackedHistogram, b?: PackedHistogram): PackedHistogram | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const both = new Histogram(a);
  both.merge(new Histogram(b));
  return both.pack();
}
