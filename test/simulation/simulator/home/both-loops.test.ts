import { contactIntervalMsOf, PROFILES } from "@dosekit/firmware-model";
import type { JournalRecord } from "@dosekit/protocols";
import {
  BareLimit,
  ConnectedHome,
  canBeBare,
  DEFAULT_RESPONSE,
  type DeviceFault,
  EventQueue,
  type FaultPreset,
  type PersonaName,
  type RunSpec,
  shippedPersonas,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RUN_START_MS, runSpecOf } from "../../../support/storm-spec.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
/** Products that never sleep, which alone can run without bytes. */
const AWAKE = PROFILES.filter((profile) => contactIntervalMsOf(profile) === undefined).map(
  ({ product }) => product,
);

interface Case {
  readonly seed: string;
  readonly product: string;
  readonly preset: FaultPreset;
  readonly persona: PersonaName;
  readonly days: number;
}

function specOf({ seed, product, preset, persona, days }: Case): RunSpec {
  const spec = runSpecOf({ seed, days, deviceIds: ["d01"], faults: { preset, planned: [] } });
  const devices = spec.devices.map((device) => ({ ...device, product, persona }));
  return { ...spec, devices, response: { ...DEFAULT_RESPONSE, centre: "none" } };
}

interface Lived {
  /** How long after it was durable each record was committed, ms, by when it was durable. */
  readonly commits: ReadonlyMap<number, number>;
  /** Every input, effect and journal record of the device, each with its true time. */
  readonly steps: readonly string[];
  readonly traceHash: string;
}

function live(spec: RunSpec, bare = false): Lived {
  const [device] = spec.devices;
  if (device === undefined) throw new RangeError("no device");
  const scheduler = new EventQueue(spec.startMs);
  const steps: string[] = [];
  const durableMs = new Map<number, number>();
  const commits = new Map<number, number>();
  const home = new ConnectedHome({
    ...{ scheduler, lane: 0, spec, device, bare },
    sink: {
      observe: (seen) => {
        if (seen.seen === "effect") steps.push(`${seen.trueMs} ${JSON.stringify(seen.effect)}`);
        else if (seen.seen === "input") steps.push(`${seen.trueMs} ${JSON.stringify(seen.input)}`);
        else if (seen.seen === "committed") {
          const sinceMs = durableMs.get(seen.record.seq) ?? 0;
          commits.set(sinceMs, seen.trueMs - sinceMs);
        } else if (seen.seen !== "record") return;
        else durableMs.set(seen.record.seq, seen.trueMs);
        if (seen.seen === "record") steps.push(`${seen.trueMs} ${textOf(seen.record)}`);
      },
    },
  });
  home.start();
  scheduler.runUntil(spec.endMs + spec.drainMs);
  home.stop();
  return { commits, steps, traceHash: home.home.traceDigest() };
}

/** As a run does: bare where that can be, on the SDK's runtime where it can't. */
function liveBare(spec: RunSpec): Lived {
  const [device] = spec.devices;
  if (device === undefined || !canBeBare(spec, device)) return live(spec);
  try {
    return live(spec, true);
  } catch (error) {
    if (!(error instanceof BareLimit)) throw error;
    return live(spec);
  }
}

function liveOpen(spec: RunSpec): Lived {
  return liveBare({ ...spec, loop: "open" });
}

/** A record that was read back from storage has its fields in another order. */
function textOf(record: JournalRecord): string {
  const fields = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields);
}

/** Compares two lives up to the first difference, which is all that is worth reading. */
function expectSame(open: Lived, closed: Lived): void {
  const at = open.steps.findIndex((step, index) => step !== closed.steps[index]);
  if (at >= 0) expect(open.steps.slice(at - 3, at + 3)).toEqual(closed.steps.slice(at - 3, at + 3));
  expect(open.steps.length).toBe(closed.steps.length);
  expect(open.traceHash).toBe(closed.traceHash);
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Twelve hours of the first day, three doses in them. */
const span = { fromMs: RUN_START_MS + 7 * HOUR, durationMs: 12 * HOUR };
const LINK_FAULTS: readonly DeviceFault[] = [
  { ...span, kind: "half-open", way: "up" },
  { ...span, kind: "half-open", way: "down" },
  { ...span, kind: "link-clog", release: "sent" },
  { ...span, kind: "link-latency", addMs: 200_000, jitterMs: 0 },
  { ...span, kind: "link-cut" },
];
/** A runtime tries again each minute at the least, and so does the model of a bare device. */
const APART_MS = 2 * 60_000 + 5_000;

test.each(LINK_FAULTS)(
  "brings records as late in the open loop as in the closed one: $kind",
  (fault) => {
    const spec = specOf({
      seed: "1",
      product: "medido",
      preset: "none",
      persona: "stable",
      days: 1,
    });
    const faults = {
      preset: "none" as const,
      planned: [{ fault, target: { all: true as const } }],
    };
    const closed = live({ ...spec, faults, loop: "closed" });
    const found = liveOpen({ ...spec, faults });
    expectSame(found, closed);
    expect([...found.commits.keys()]).toEqual([...closed.commits.keys()]);
    for (const [durableMs, afterMs] of closed.commits) {
      expect(Math.abs((found.commits.get(durableMs) ?? DAY) - afterMs)).toBeLessThan(APART_MS);
    }
    const late = [...closed.commits.values()].filter((afterMs) => afterMs > 60_000);
    if (fault.kind === "half-open" && fault.way === "down") expect(late).toEqual([]);
    else expect(late.length).toBeGreaterThan(5);
  },
);

/** Storms take longer, and nearly all of their homes run on the SDK's runtime. */
const PRESETS: readonly FaultPreset[] = LONG
  ? ["none", "everyday", "storm", "swarm"]
  : ["none", "everyday"];

const lives: fc.Arbitrary<Case> = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 6 }),
  product: fc.constantFrom(...PROFILES.map(({ product }) => product)),
  preset: fc.constantFrom<FaultPreset[]>(...PRESETS),
  persona: fc.constantFrom(...shippedPersonas().map(({ name }) => name)),
  days: fc.integer({ min: 1, max: LONG ? 40 : 8 }),
});

test("a device lives through the same in the open loop as in a closed one where nobody answers", () => {
  fc.assert(
    fc.property(lives, (one) => {
      const spec = specOf(one);
      const closed = live({ ...spec, loop: "closed" });
      expectSame(liveOpen({ ...spec, response: DEFAULT_RESPONSE }), closed);
      expectSame(liveBare({ ...spec, loop: "closed", delivery: "bare" }), closed);
    }),
    { numRuns: LONG ? 400 : 12 },
  );
}, 600_000);

/** What became of each dose, and which alerts there were, in order; without instants. */
function outcomesOf(spec: RunSpec, bare: boolean): readonly string[] {
  const [device] = spec.devices;
  if (device === undefined) throw new RangeError("no device");
  const scheduler = new EventQueue(spec.startMs);
  const told: string[] = [];
  const home = new ConnectedHome({
    ...{ scheduler, lane: 0, spec, device, bare },
    sink: {
      observe: (seen) => {
        if (seen.seen === "acknowledged") told.push(`acknowledged ${seen.alertId}`);
        if (seen.seen !== "record") return;
        const { kind, doseId, outcome, alert, alertId } = seen.record;
        if (kind === "dose.closed") told.push(`${doseId} ${outcome}`);
        else if (kind.startsWith("alert.")) told.push(`${kind} ${alert} ${alertId}`);
      },
    },
  });
  home.start();
  scheduler.runUntil(spec.endMs + spec.drainMs);
  home.stop();
  // What happens within a second of something else may change places with it.
  return told.sort();
}

test("doses and alerts come to the same without bytes where operators answer", () => {
  // The number of an alert is that of its record: another record before it moves it.
  const withoutNumber = (line: string) => line.replace(/\d+-\d+$/, "");
  let acknowledged = 0;
  for (const product of AWAKE) {
    for (const seed of LONG ? ["1", "2", "3", "4", "5", "6"] : ["1", "2"]) {
      const days = LONG ? 40 : 6;
      const one = { seed, product, preset: "everyday", persona: "forgetful", days } as const;
      const spec = { ...specOf(one), response: DEFAULT_RESPONSE };
      const onWire = outcomesOf(spec, false);
      const bare = outcomesOf({ ...spec, delivery: "bare" }, true);
      expect(bare.map(withoutNumber), `${product} ${seed}`).toEqual(onWire.map(withoutNumber));
      acknowledged += onWire.filter((line) => line.startsWith("acknowledged")).length;
    }
  }
  expect(acknowledged).toBeGreaterThan(3);
});
