import {
  type EventLine,
  type HomeSpoilers,
  type LanesRun,
  measuredService,
  operationDeviations,
  operationPlan,
  RunRecorder,
  type ServiceFile,
  thresholdRecords,
  VirtualHost,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { recountUnrecorded } from "../../../support/simulator/acceptance/recounted-plans.ts";
import { smallService } from "../../../support/simulator/acceptance/small-service.ts";
import { spoiledLogic } from "../../../support/simulator/acceptance/spoil-logic.ts";

const WEEK = { start: "2027-03-22", weeks: 1 };
const SERVICE: ServiceFile = smallService({
  stories: smallService()
    .stories.slice(0, 2)
    .map((story) => ({ ...story, devices: 1 })),
  approval: {
    ...WEEK,
    thresholds: [{ measure: "missed-per-1000-doses", atMost: 50, class: "B" }],
  },
});
const DAY_MS = 86_400_000;

/** Runs a service of devices that are all spoiled alike, and says what was found. */
async function lived(service: ServiceFile, spoil: HomeSpoilers) {
  const plan = operationPlan(service, "silent");
  const spec = { ...plan.fleet.run, delivery: "wire" as const };
  const lines: EventLine[] = [];
  const recorder = new RunRecorder(spec, { add: (line) => void lines.push(line) });
  const host = new VirtualHost(spec, recorder, spoil);
  host.advance(host.endMs());
  recorder.close(host.nowMs());
  host.finish();
  const sums = recorder.sums();
  if (sums.service === undefined) throw new Error("nothing was measured");
  const thresholds = thresholdRecords(service.approval.thresholds ?? [], sums.service, false);
  const deviations = await operationDeviations({
    ...{ plan, thresholds, repeat: undefined },
    run: { sums, partial: false } as unknown as LanesRun,
    caseOf: async () => undefined,
  });
  const devices = spec.devices.map(({ deviceId, plan: given, startsMs = spec.startMs }) => ({
    ...{ deviceId, plan: given, putUpMs: startsMs },
  }));
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  const again = recountUnrecorded(text, devices, host.endMs());
  return { measured: measuredService(sums.service), thresholds, deviations, again, spec, lines };
}

/** Devices that take nothing in from some time of the run on. */
function silentFrom(afterMs: number): HomeSpoilers {
  const { startMs } = operationPlan(SERVICE, "silent").fleet.run;
  return {
    logic: spoiledLogic(() => ({
      input: (input, civilMs) => (civilMs >= startMs + afterMs ? undefined : input),
    })),
  };
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe("the planned doses of a device", () => {
  test("are all recorded by right products", async () => {
    const { measured, deviations, again } = await lived(SERVICE, {});
    expect(measured["unrecorded-doses"]).toBe(0);
    expect(again).toEqual([]);
    expect(idsOf(deviations)).not.toContain("unrecorded-doses");
  });

  test("that falls silent are missed, each day until the end", async () => {
    const { measured, thresholds, deviations, again, spec } = await lived(
      SERVICE,
      silentFrom(3 * DAY_MS),
    );
    expect(again.length).toBeGreaterThan(6);
    expect(measured["unrecorded-doses"]).toBe(again.length);
    expect(thresholds[0]).toMatchObject({ outcome: "failed" });
    expect(measured["missed-per-1000-doses"]).toBeGreaterThan(300);
    const found = deviations.find(({ id }) => id === "unrecorded-doses");
    const startDay = Math.floor(spec.startMs / DAY_MS) + 1;
    expect(found).toMatchObject({ class: "A", count: again.length, openedDay: startDay + 3 });
    expect(found?.timeline.map(({ what }) => what.en).join(" ")).toContain("planned dose is due");
  });

  test("that falls silent while they wait are missed like the rest, and due once", async () => {
    const right = await lived(SERVICE, {});
    const { startMs } = right.spec;
    const offered = right.lines.find(
      ({ kind, trueAt, t }) =>
        kind === "dose.offered" && Date.parse(trueAt ?? t ?? "") > startMs + 3 * DAY_MS,
    );
    const atMs = Date.parse(offered?.trueAt ?? offered?.t ?? "");
    const { measured, again, lines } = await lived(SERVICE, silentFrom(atMs + 1_000 - startMs));
    expect(again).toContain(`${offered?.device} ${offered?.doseId}`);
    expect(
      lines.some(({ kind, doseId }) => kind === "dose.offered" && doseId === offered?.doseId),
    ).toBe(true);
    expect(measured["unrecorded-doses"]).toBe(again.length);
    const ended = lines.filter(({ kind }) => kind === "dose.closed");
    const missed = ended.filter(({ outcome }) => outcome === "missed").length + again.length;
    const due = ended.length + again.length;
    expect(measured["missed-per-1000-doses"]).toBeCloseTo((missed * 1_000) / due, 2);
  });

  test("that never takes its plan are missed from the day after it was put up", async () => {
    const { measured, deviations, again } = await lived(SERVICE, silentFrom(-DAY_MS * 30_000));
    expect(measured["unrecorded-doses"]).toBe(again.length);
    expect(measured["missed-per-1000-doses"]).toBe(1_000);
    expect(idsOf(deviations)).toContain("unrecorded-doses");
  });

  test("are judged by a threshold of their own where the file has one", async () => {
    const measure = "unrecorded-doses";
    const thresholds = [{ measure, atMost: 3, class: "B" } as const];
    const service = { ...SERVICE, approval: { ...WEEK, thresholds } };
    const { deviations } = await lived(service, silentFrom(3 * DAY_MS));
    expect(idsOf(deviations)).toContain("threshold-unrecorded-doses");
    expect(idsOf(deviations)).not.toContain("unrecorded-doses");
  });
});
