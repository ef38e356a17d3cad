import { describe, expect, test } from "vitest";
import { alertRecord, responseBench } from "../../../support/simulator/response-bench.ts";

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000];
const ALWAYS = {
  ...{ name: "always", from: "00:00", to: "00:00" },
  days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"],
} as const;

function room(operators: number, times = {}) {
  return responseBench({
    plan: { centre: "shared", shifts: [{ ...ALWAYS, operators }] },
    times: { waitSigma: 0, workSigma: 0, unheeded: 0, ...times },
  });
}

describe("a centre that the whole fleet shares", () => {
  test("lets an alert wait until an operator is free", () => {
    const bench = room(1);
    for (const deviceId of ["a", "b", "c"]) bench.centreOf(deviceId).onCommitted(alertRecord());
    bench.wait(2 * HOUR_MS);
    const taken = bench.handled().filter(({ kind }) => kind === "handling.acknowledged");
    // Five minutes until somebody looks; reading, the call and the record keep the operator six.
    expect(taken.map(({ deviceId, min }) => [deviceId, min])).toEqual([
      ["a", 5],
      ["b", 11],
      ["c", 17],
    ]);
    expect(new Set(taken.map(({ operator }) => operator))).toEqual(new Set(["operator-1"]));
    expect(Math.max(...bench.standings().map(({ waiting }) => waiting))).toBe(2);
  });

  test("takes graver alerts first, then older ones", () => {
    const bench = room(1);
    const tell = (deviceId: string, severity: 20 | 30) =>
      bench.centreOf(deviceId).onCommitted(alertRecord({ severity, alert: "1.1" }));
    tell("first", 30);
    tell("moderate", 20);
    bench.wait(11 * MINUTE_MS);
    tell("grave", 30);
    bench.wait(1 * MINUTE_MS);
    tell("grave-later", 30);
    bench.wait(3 * HOUR_MS);
    const taken = bench.handled().filter(({ kind }) => kind === "handling.acknowledged");
    expect(taken.map(({ deviceId }) => deviceId)).toEqual([
      ...["first", "moderate", "grave", "grave-later"],
    ]);
    const busier = room(1, { callMin: 30 });
    for (const deviceId of ["x", "y"]) busier.centreOf(deviceId).onCommitted(alertRecord());
    busier.centreOf("m").onCommitted(alertRecord({ severity: 20 }));
    busier.wait(5 * HOUR_MS);
    const order = busier.handled().filter(({ kind }) => kind === "handling.acknowledged");
    expect(order.map(({ deviceId }) => deviceId)).toEqual(["x", "y", "m"]);
  });

  test("works on as many alerts at once as there are operators", () => {
    const bench = room(2);
    for (const deviceId of ["a", "b", "c"]) bench.centreOf(deviceId).onCommitted(alertRecord());
    bench.wait(6 * MINUTE_MS);
    const taken = bench.handled().filter(({ kind }) => kind === "handling.acknowledged");
    expect(taken.map(({ operator }) => operator)).toEqual(["operator-1", "operator-2"]);
    expect(bench.standings().at(-1)).toEqual({ waiting: 1, busy: 2, onDuty: 2 });
  });

  test("takes an alert out of the queue when its cause is gone", () => {
    const bench = room(1, { callMin: 60 });
    const [first, second] = [bench.centreOf("a"), bench.centreOf("b")];
    first.onCommitted(alertRecord());
    second.onCommitted(alertRecord());
    bench.wait(10 * MINUTE_MS);
    expect(bench.standings().at(-1)?.waiting).toBe(1);
    second.onCommitted(alertRecord({ kind: "alert.cleared", seq: 2 }));
    expect(bench.standings().at(-1)?.waiting).toBe(0);
    bench.wait(3 * HOUR_MS);
    expect(
      bench
        .handled()
        .some(({ deviceId, kind }) => deviceId === "b" && kind !== "handling.reported"),
    ).toBe(false);
  });

  test("begins nothing outside a shift, and finishes what was begun in it", () => {
    const bench = responseBench({
      plan: {
        centre: "shared",
        shifts: [{ ...ALWAYS, operators: 1, from: "08:00", to: "08:10" }],
      },
      times: { callMin: 20 },
    });
    bench.centreOf("a").onCommitted(alertRecord());
    bench.wait(6 * MINUTE_MS);
    bench.centreOf("b").onCommitted(alertRecord());
    bench.wait(25 * HOUR_MS);
    const of = (deviceId: string, kind: string) =>
      bench.handled().find((event) => event.deviceId === deviceId && event.kind === kind)?.min;
    expect(of("a", "handling.acknowledged")).toBe(5);
    expect(of("a", "handling.measure")).toBe(28);
    expect(of("b", "handling.acknowledged")).toBe(24 * 60);
  });

  test("keeps everybody waiting where nobody is ever on duty", () => {
    const bench = responseBench({ plan: { centre: "shared", shifts: [] } });
    bench.centreOf("a").onCommitted(alertRecord());
    bench.wait(30 * HOUR_MS);
    expect(bench.acts).toEqual([]);
    expect(bench.standings().at(-1)).toEqual({ waiting: 1, busy: 0, onDuty: 0 });
  });
});
