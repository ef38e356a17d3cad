import {
  type CaseRecord,
  caseRecordOf,
  DEVICE_LINE_SCENARIOS,
  DEVICE_SCENARIOS,
  NEAR_PARAMS,
  type Observation,
  rebuildTrace,
  rejudge,
  runSideBySide,
  type Scenario,
  type ScenarioResult,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { ownDevice } from "../../support/conformance/own-device.ts";
import { ownSerialDevice } from "../../support/conformance/own-serial-device.ts";

/** Some of every area, with every kind of observation among them. */
const OVER_MQTT = everyNth(DEVICE_SCENARIOS, 9);
const ON_LINES = everyNth(DEVICE_LINE_SCENARIOS, 6);

function everyNth(scenarios: readonly Scenario[], n: number): readonly Scenario[] {
  return scenarios.filter((_one, at) => at % n === 0);
}

/** An observation without what is in the protocol and not in it; a writer leaves defaults out. */
function shown(seen: Observation): string {
  if (seen.type === "sent") {
    const { bytes, packet, frame } = seen.entry;
    return JSON.stringify({ ...seen, entry: [Array.from(bytes), packet?.cmd, frame] });
  }
  return JSON.stringify(seen, (key, value) => (key === "definition" ? value.name : value));
}

/** Each of so many runs is spoilt in every way. */
const SOME = 5;

function someOf<T>(all: readonly T[]): readonly T[] {
  return all.filter((_one, at) => at % SOME === 0);
}

const AROUND = { adapter: "own", startedMs: 0, assisted: [] };
const runs: { scenario: Scenario; result: ScenarioResult; record: CaseRecord }[] = [];

beforeAll(async () => {
  const results = [
    ...(await runSideBySide(OVER_MQTT, ownDevice(), NEAR_PARAMS)).values(),
    ...(await runSideBySide(ON_LINES, ownSerialDevice(), NEAR_PARAMS)).values(),
  ];
  const all = [...OVER_MQTT, ...ON_LINES];
  for (const result of results) {
    const scenario = all.find(({ id }) => id === result.id);
    if (scenario === undefined) throw new Error(result.id);
    // As it comes back from a file.
    const record = JSON.parse(JSON.stringify(caseRecordOf(scenario, result, AROUND)));
    runs.push({ scenario, result, record });
  }
});

describe("the record of a case", () => {
  it("holds every observation, so that it can be made again from bytes", () => {
    expect(runs.length).toBe(OVER_MQTT.length + ON_LINES.length);
    for (const { result, record } of runs) {
      const again = rebuildTrace(record.wire, record.trace);
      expect(again.observations.map(shown).join("\n")).toBe(
        result.trace.observations.map(shown).join("\n"),
      );
    }
  });

  it("is enough to judge every check again as it was judged", () => {
    for (const { scenario, record } of runs) {
      expect(rejudge(record, scenario, NEAR_PARAMS).differences).toEqual([]);
      expect(rejudge(record, scenario, NEAR_PARAMS).record.checks).toEqual(record.checks);
    }
  });

  it("gives another verdict when what was observed is changed by hand", () => {
    const changed = runs.filter(({ scenario, record }) => {
      const silent = { ...record, trace: [] };
      return rejudge(silent, scenario, NEAR_PARAMS).differences.length > 0;
    });
    expect(changed.length).toBe(runs.length);
  });

  it("names every check whose bounds were changed by hand", () => {
    for (const { scenario, record } of someOf(runs)) {
      record.checks.forEach((check, at) => {
        if (check.step === undefined || check.judged === "notrun") return;
        const { from, to, over, expected } = check;
        const others = [{ to: to - 1 }, { to: to + 1 }, { from: from + 1 }, { over: !over }];
        for (const other of others) {
          const checks = record.checks.with(at, { ...check, ...other });
          const { differences, record: again } = rejudge(
            { ...record, checks },
            scenario,
            NEAR_PARAMS,
          );
          expect(differences).toContainEqual(
            expect.stringContaining(`"${expected}" was judged by`),
          );
          expect(again.checks[at]).toEqual(check);
        }
      });
    }
  });

  it("names steps that were moved by hand, or cut short", () => {
    const isFound = (marks: (typeof runs)[number]["record"]["marks"], at: number) => {
      const { record, scenario } = runs[at] ?? {};
      if (record === undefined) throw new Error("no such run");
      return rejudge({ ...record, marks }, scenario, NEAR_PARAMS).differences.length > 0;
    };
    let cutShort = 0;
    runs.forEach(({ scenario, record }, run) => {
      const { marks, trace } = record;
      expect(isFound([], run)).toBe(true);
      expect(isFound(marks.slice(1), run)).toBe(true);
      marks.forEach((mark, at) => {
        const step = scenario.steps[mark.step];
        const cut = marks.with(at, { ...mark, atMs: (marks[at - 1]?.atMs ?? 0) + 2 });
        const waits = step?.type === "check" && mark.over === true ? step.withinMs(NEAR_PARAMS) : 0;
        if (waits > 10) {
          expect(isFound(cut, run)).toBe(true);
          cutShort += 1;
        }
        if (mark.over !== undefined) {
          const farther = marks.with(at, { ...mark, at: trace.length + 1 });
          expect(isFound(farther, run)).toBe(true);
        }
      });
    });
    expect(cutShort).toBeGreaterThan(3);
  });

  it("names steps that began after what they are said to have waited for", () => {
    let moved = 0;
    for (const { scenario, record } of someOf(runs)) {
      const { marks, trace } = record;
      marks.forEach((mark, at) => {
        if (!trace.slice(mark.at).some((seen) => "wire" in seen)) return;
        const later = marks.map((one, of) => (of < at ? one : delayed(one, 1e6)));
        const { differences } = rejudge({ ...record, marks: later }, scenario, NEAR_PARAMS);
        expect(differences).toContainEqual(expect.stringContaining("does not fit the times"));
        moved += 1;
      });
    }
    expect(moved).toBeGreaterThan(3);
  });

  it("names a check that was decided, and is said to have waited to its end", () => {
    let forged = 0;
    for (const { scenario, record } of someOf(runs)) {
      record.checks.forEach((check, which) => {
        const step = scenario.steps[check.step ?? -1];
        const limitMs = step?.type === "check" ? step.withinMs(NEAR_PARAMS) : 0;
        const at = record.marks.findIndex((one) => one.step === check.step && one.over === false);
        const atMs = record.marks[at]?.atMs;
        if (limitMs === 0 || atMs === undefined) return;
        // All that came later came later still, so that the times fit.
        const marks = record.marks
          .map((one, of) => (of < at ? one : delayed(one, limitMs)))
          .map((one, of) => (of === at ? { ...one, over: true } : one));
        const wire = record.wire.map((one) => (one.atMs < atMs ? one : delayed(one, limitMs)));
        const checks = record.checks.with(which, { ...check, over: true });
        const again = rejudge({ ...record, marks, wire, checks }, scenario, NEAR_PARAMS);
        expect(again.differences).toContainEqual(
          expect.stringContaining("was decided before its time was over"),
        );
        forged += 1;
      });
    }
    expect(forged).toBeGreaterThan(3);
  });
});

describe("the record of a case that has no time to wait", () => {
  it("names checks that are said to have waited", () => {
    let flipped = 0;
    for (const { scenario, record } of runs) {
      record.marks.forEach((mark, at) => {
        const step = scenario.steps[mark.step];
        if (mark.over !== true || step?.type !== "check" || step.withinMs(NEAR_PARAMS) > 0) return;
        const marks = record.marks.with(at, { ...mark, over: false });
        const { differences } = rejudge({ ...record, marks }, scenario, NEAR_PARAMS);
        expect(differences).toContainEqual(expect.stringContaining("has no time to wait"));
        flipped += 1;
      });
    }
    expect(flipped).toBeGreaterThan(3);
  });
});

function delayed<T extends { readonly atMs: number }>(one: T, byMs: number): T {
  return { ...one, atMs: one.atMs + byMs };
}
