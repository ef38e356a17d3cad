import { subjectOf } from "@dosekit/sdk/forwarding";
import { findPatient, routeRow } from "@dosekit/sdk/record";
import { expect, test } from "vitest";
import { rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

const sources = new Set(["gateway"]);
const alert = { kind: "alert.raised", alertId: "gw-1-1", alert: "1.20", about: "d1" } as const;
const register = {
  placementAt: (deviceId: string) => (deviceId === "d1" ? placementOf() : undefined),
  placementsOf: (deviceId: string) => (deviceId === "d1" ? [placementOf()] : []),
};

test("a row is about its sender, or about the device that a believed source names", () => {
  expect(subjectOf(rowOf({ kind: "lid.opened" }))).toBe("d1");
  expect(subjectOf(rowOf(alert, { deviceId: "gateway" }), sources)).toBe("d1");
  expect(subjectOf(rowOf({ ...alert, about: "d9" }, { deviceId: "d9" }))).toBe("d9");
});

test("nobody else may speak about a device", () => {
  expect(subjectOf(rowOf(alert, { deviceId: "d2" }), sources)).toBeUndefined();
  expect(subjectOf(rowOf(alert, { deviceId: "gateway" }))).toBeUndefined();
  const route = routeRow(rowOf(alert, { deviceId: "d2" }), register, vkpOptions({ sources }));
  expect(route).toEqual({ kind: "skip", reason: "not-believed" });
});

test("what the gateway says about a device is told of the person who has it", () => {
  const row = rowOf(alert, { deviceId: "gateway" });
  expect(findPatient(row, register, sources)).toMatchObject({
    kind: "found",
    placement: { id: "placement-1" },
  });
  const route = routeRow(row, register, vkpOptions({ sources }));
  expect(route.kind).toBe("send");
  expect(JSON.stringify(route)).toContain("Meldt av systemet, ikke av dispenseren.");
});

test("a step of handling by another source is about the issue that the device's alert is", () => {
  const raised = rowOf({ kind: "alert.raised", alertId: "9-1", alert: "1.1" });
  const handled = rowOf(
    { kind: "handling.started", alertId: "9-1", alert: "1.1", about: "d1" },
    { deviceId: "gateway" },
  );
  const issueIn = (row: typeof raised) => {
    const text = JSON.stringify(routeRow(row, register, vkpOptions({ sources })));
    return /"resourceType":"DetectedIssue","id":"([^"]+)"/.exec(text)?.[1];
  };
  expect(issueIn(handled)).toBeDefined();
  expect(issueIn(handled)).toBe(issueIn(raised));
});
