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
      expect(rejudge(record, scenario).differences).toEqual([]);
      expect(rejudge(record, scenario).record.checks).toEqual(record.checks);
    }
  });

  it("gives another verdict when what was observed is changed by hand", () => {
    const changed = runs.filter(({ scenario, record }) => {
      const silent = { ...record, trace: [] };
      return rejudge(silent, scenario).differences.length > 0;
    });
    expect(changed.length).toBe(runs.length);
  });
});
