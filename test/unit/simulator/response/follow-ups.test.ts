import type { AlertCode } from "@dosekit/protocols";
import { DEFAULT_RESPONSE, RESPONSE_FIGURES } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { alertRecord, kindsOf, responseBench } from "../../../support/simulator/response-bench.ts";

const HOUR_MS = 3_600_000;

/** A device that is broken, and staff who come; `mend` is what the alert's end needs. */
function broken(alert: AlertCode = "1.8", severity = 30) {
  const bench = responseBench();
  const centre = bench.centreOf("d1");
  centre.onCommitted(alertRecord({ alert, severity }));
  const mend = () => centre.onCommitted(alertRecord({ kind: "alert.cleared", seq: 9 }));
  const visits = () => bench.acts.filter((act) => act === "staff d1").length;
  const inVain = () => kindsOf(bench.handled()).filter((kind) => kind === "cause in vain").length;
  return { ...bench, centre, mend, visits, inVain };
}

describe("a visit", () => {
  test("after which the alert still stands was in vain, and somebody comes again until it is over", () => {
    const { wait, visits, inVain, mend, handled } = broken();
    wait(1.4 * HOUR_MS);
    expect([visits(), inVain()]).toEqual([1, 0]);
    wait(0.5 * HOUR_MS);
    expect([visits(), inVain()]).toEqual([1, 1]);
    wait(2 * HOUR_MS);
    expect([visits(), inVain()]).toEqual([2, 1]);
    mend();
    wait(48 * HOUR_MS);
    expect([visits(), inVain()]).toEqual([2, 1]);
    expect(kindsOf(handled()).filter((kind) => kind === "dispatched again")).toHaveLength(1);
    expect(handled().filter(({ kind }) => kind === "handling.action")).toHaveLength(2);
  });

  test("comes as soon again as the severity asks for", () => {
    const { seriousAgain, moderateAgain } = RESPONSE_FIGURES;
    const apart = (severity: number) => {
      const { wait, handled } = broken("1.8", severity);
      wait(48 * HOUR_MS);
      const [vain, next] = handled().filter(
        ({ kind, min, detail }) =>
          detail === "in vain" || (kind === "handling.action" && min > 300),
      );
      return (next?.min ?? 0) - (vain?.min ?? 0);
    };
    expect(apart(20)).toBe(moderateAgain.value);
    expect(DEFAULT_RESPONSE.times.serious.againMin).toBe(seriousAgain.value);
  });

  test("that two alerts asked for is in vain once", () => {
    const { wait, centre, inVain, visits } = broken();
    centre.onCommitted(alertRecord({ alert: "1.13", alertId: "1-2", seq: 2 }));
    wait(2 * HOUR_MS);
    expect([visits(), inVain()]).toEqual([1, 1]);
  });

  test.each(["1.1", "1.2", "1.3"] as const)("about one dose is not repeated: %s", (alert) => {
    const { wait, inVain, visits } = broken(alert);
    wait(72 * HOUR_MS);
    expect(inVain()).toBe(0);
    expect(visits()).toBeLessThanOrEqual(1);
  });

  test("is the last when the service has ended, or the journal begins anew", () => {
    const over = [
      alertRecord({ kind: "mode.changed", mode: "ended", seq: 5 }),
      alertRecord({ kind: "device.booted", epoch: 2 }),
    ];
    for (const record of over) {
      const { wait, centre, inVain } = broken();
      wait(1.4 * HOUR_MS);
      centre.onCommitted(record);
      wait(48 * HOUR_MS);
      expect(inVain()).toBe(0);
    }
  });

  test("is not begun any more when the alert ended after it was acknowledged", () => {
    const { wait, centre, mend, visits } = broken("1.5");
    wait(5.5 * 60_000);
    centre.onCommitted(alertRecord({ kind: "alert.acknowledged", seq: 2 }));
    wait(5 * 60_000);
    mend();
    wait(24 * HOUR_MS);
    expect(visits()).toBe(0);
  });
});
