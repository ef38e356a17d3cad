import type { NoticeSend } from "@dosekit/protocols";
import type { Observation } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  alertRecord,
  type BenchWish,
  kindsOf,
  responseBench,
} from "../../../support/simulator/response-bench.ts";

const HOUR_MS = 3_600_000;

function centre(wish: BenchWish = {}) {
  const bench = responseBench(wish);
  return { ...bench, response: bench.centreOf("d1") };
}

function notices(seen: readonly Observation[]) {
  return seen.filter((what) => what.seen === "notice");
}

describe("the response centre", () => {
  test("tells home care at once and acts on it, in the end", () => {
    const { response, seen, acts, wait } = centre();
    response.onCommitted(alertRecord());
    expect(seen[0]).toMatchObject({ seen: "notice", notice: { recipient: "home-care", rung: 0 } });
    wait(12 * HOUR_MS);
    expect(seen).toContainEqual(expect.objectContaining({ seen: "acknowledged", alertId: "1-1" }));
    expect(acts).toEqual(["acknowledge 1-1", "call d1"]);
    expect(response.open()).toBe(0);
  });

  test("climbs to the response centre and repeats there while nobody heeds the alert", () => {
    const { response, seen, wait } = centre({ times: { unheeded: 1 } });
    response.onCommitted(alertRecord());
    wait(2 * HOUR_MS);
    expect(notices(seen)).toMatchObject([
      { notice: { recipient: "home-care" } },
      { notice: { recipient: "response-centre", repeat: false } },
      { notice: { recipient: "response-centre", repeat: true } },
    ]);
    expect(response.open()).toBe(1);
  });

  test("stops climbing when the alert clears, and leaves it alone", () => {
    const { response, seen, acts, wait } = centre();
    response.onCommitted(alertRecord());
    response.onCommitted(alertRecord({ kind: "alert.cleared", seq: 2 }));
    wait(12 * HOUR_MS);
    expect(notices(seen)).toHaveLength(1);
    expect(acts).toEqual([]);
    expect(response.open()).toBe(0);
  });

  test("raises one ladder for one alert, however often it is committed", () => {
    const { response, seen, handled } = centre();
    response.onCommitted(alertRecord());
    response.onCommitted(alertRecord());
    expect(notices(seen)).toHaveLength(1);
    expect(kindsOf(handled())).toEqual(["reported"]);
  });

  test("sends staff once for several alerts about the same lack", () => {
    const { response, acts, wait, handled } = centre();
    response.onCommitted(alertRecord({ alert: "1.13", alertId: "1-2" }));
    response.onCommitted(alertRecord({ alert: "1.2", alertId: "1-3" }));
    wait(1.4 * HOUR_MS);
    expect(acts.filter((act) => act === "staff d1")).toHaveLength(1);
    expect(kindsOf(handled()).filter((kind) => kind === "action")).toHaveLength(2);
  });

  test("acts only on notices to those for whom its operators answer", () => {
    const { response, handled, wait } = centre({ plan: { answers: ["response-centre"] } });
    response.onCommitted(alertRecord());
    wait(14 * 60_000);
    expect(handled()).toEqual([]);
    wait(HOUR_MS);
    expect(handled()[0]).toMatchObject({ kind: "handling.reported", min: 15 });
  });

  test("tells everybody and answers nobody where there is no centre", () => {
    const { response, acts, seen, handled, wait } = centre({ plan: { centre: "none" } });
    response.onCommitted(alertRecord());
    wait(3 * HOUR_MS);
    expect(acts).toEqual([]);
    expect(notices(seen)).toHaveLength(4);
    expect(kindsOf(handled())).toEqual(["reported"]);
  });

  test("answers what a device tells by itself, again when its answer did not arrive", () => {
    const { response, acts, handled, wait } = centre();
    const told: Omit<NoticeSend, "what"> = {
      ...{ type: "notice.send", alertId: "1-1", alert: "1.1", severity: 30, rung: 0 },
      ...{ recipient: "home-care", contacts: [] },
    };
    response.onTold({ ...told, what: "first" });
    wait(HOUR_MS);
    response.onTold({ ...told, what: "again" });
    wait(HOUR_MS);
    expect(acts).toEqual(["acknowledge 1-1", "call d1", "acknowledge 1-1"]);
    expect(kindsOf(handled()).filter((kind) => kind === "reported")).toHaveLength(1);
    response.onTold({ ...told, what: "over" });
    wait(HOUR_MS);
    expect(acts).toHaveLength(3);
  });
});
