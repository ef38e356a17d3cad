import { ALERT_CODE, type AlertCode } from "@dosekit/protocols";
import { type RelativeAnswer, stepsFor } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { alertRecord, kindsOf, responseBench } from "../../../support/simulator/response-bench.ts";

const HOUR_MS = 3_600_000;

function lifeOf(alert: AlertCode, times = {}, kin: RelativeAnswer = "no-relative") {
  const bench = responseBench({ times, kin });
  bench.centreOf("d1").onCommitted(alertRecord({ alert, severity: 30 }));
  bench.wait(1.5 * HOUR_MS);
  return bench;
}

describe("what an operator does about an alert", () => {
  test("calls the user about a missed dose, and writes it down", () => {
    const { handled } = lifeOf("1.1");
    expect(handled().map(({ kind, min }) => [kind.slice(9), min])).toEqual([
      ["reported", 0],
      ["started", 5],
      ["acknowledged", 5],
      ["call", 9],
      ["measure", 11],
    ]);
    expect(handled().find(({ acted }) => acted === true)).toMatchObject({ detail: "answered" });
  });

  test("calls again, then next of kin, who go there", () => {
    const { handled, acts } = lifeOf("1.1", { userAnswers: 0 }, "will-help");
    expect(kindsOf(handled())).toEqual([
      ...["reported", "started", "acknowledged", "call unanswered", "call unanswered"],
      ...["other-actor next-of-kin", "measure", "action"],
    ]);
    expect(handled().at(-1)).toMatchObject({ actor: "next-of-kin", acted: true, min: 28 });
    expect(acts).toEqual(["acknowledge 1-1", "kin d1"]);
  });

  test.each(["no-answer", "no-relative"] as const)(
    "sends home care to look after the user when nobody answers: %s",
    (kin) => {
      const { handled, acts } = lifeOf("1.1", { userAnswers: 0 }, kin);
      expect(kindsOf(handled()).slice(5)).toEqual([
        ...["dispatched to-user", "dispatch-accepted", "measure", "action"],
      ]);
      expect(handled().filter(({ acted }) => acted === true)).toMatchObject([
        { kind: "handling.action", actor: "staff" },
      ]);
      expect(acts).toEqual(["acknowledge 1-1", "kin d1", "call d1"]);
    },
  );

  test("sends home care with the key for medicine, and looks remotely first at a fault", () => {
    expect(lifeOf("1.13").acts).toEqual(["acknowledge 1-1", "staff d1"]);
    const fault = lifeOf("1.5");
    expect(fault.acts).toEqual(["acknowledge 1-1", "staff d1"]);
    expect(kindsOf(fault.handled())).toContain("cause technical follow-up");
  });

  test("counts the record as what was done where there is nothing else to do", () => {
    const { handled } = lifeOf("1.16");
    expect(handled().at(-1)).toMatchObject({ kind: "handling.measure", acted: true });
  });

  test("breaks off before the next step when the cause is gone", () => {
    const bench = responseBench({ times: { userAnswers: 0 } });
    const centre = bench.centreOf("d1");
    centre.onCommitted(alertRecord());
    bench.wait(6.5 * 60_000);
    centre.onCommitted(alertRecord({ kind: "alert.cleared", seq: 2 }));
    bench.wait(HOUR_MS);
    expect(kindsOf(bench.handled()).slice(3)).toEqual([
      ...["call unanswered", "call unanswered", "measure"],
    ]);
  });

  test("knows something to do about every national code, and asks for a dose only where one waits", () => {
    const codes = Object.keys(ALERT_CODE.words) as AlertCode[];
    expect(codes.filter((code) => stepsFor(code).length === 0)).toEqual([]);
    const asked = codes.filter((code) => lifeOf(code).acts.includes("call d1"));
    expect(asked).toEqual(["1.1", "1.10"]);
  });
});
