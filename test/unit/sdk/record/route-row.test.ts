import type { Instant } from "@dosekit/protocols";
import type { InboxRow } from "@dosekit/sdk";
import { type PlacementSource, routeRow } from "@dosekit/sdk/record";
import type { MunicipalityStay, Placement } from "@dosekit/sdk/register";
import { describe, expect, test } from "vitest";
import { EVENING_MS, rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { numberOf, placementOf } from "../../../support/synthetic-people.ts";
import { at } from "../../../support/vkp-rules.ts";

const MISSED = { kind: "dose.closed", doseId: "t/1", outcome: "missed" } as const;
const ALERT = { kind: "alert.raised", alertId: "9-1", alert: "1.17" } as const;
const first = placementOf({ id: "a", fromMs: 0, untilMs: EVENING_MS });
const second = placementOf({
  ...{ id: "b", fromMs: EVENING_MS },
  patient: { identityNumber: numberOf("418150001"), name: "Neste Person" },
});

function registerOf(...placements: readonly Placement[]): PlacementSource {
  return {
    placementsOf: () => placements,
    placementAt: (_device, at) =>
      placements.find(({ fromMs, untilMs = Number.POSITIVE_INFINITY }) => {
        return fromMs <= at && at < untilMs;
      }),
  };
}

function routed(row: InboxRow, ...placements: readonly Placement[]): string {
  const route = routeRow(row, registerOf(...placements), vkpOptions());
  return route.kind === "send" ? "send" : `${route.kind}: ${route.reason}`;
}

describe("a row of the inbox", () => {
  test("is about the person who had the device when it happened", () => {
    const personAt = (civilMs: number) => {
      const row = rowOf({ ...MISSED, civilMs: civilMs as Instant });
      const route = routeRow(row, registerOf(first, second), vkpOptions());
      const issue = route.kind === "send" ? route.bundle.entry[1]?.resource : undefined;
      return at(issue, "patient", "identifier", "value");
    };
    expect(personAt(EVENING_MS - 1)).toBe(first.patient.identityNumber);
    expect(personAt(EVENING_MS)).toBe(second.patient.identityNumber);
    expect(routed(rowOf(MISSED), first)).toBe("aside: no-placement");
    expect(routed(rowOf(MISSED), second)).toBe("send");
  });

  test("without a time is about nobody when two persons have had the device", () => {
    const row = rowOf({ ...MISSED, clock: "unset" });
    expect(routed(row, first, second)).toBe("aside: patient-unclear");
    expect(routed(row, placementOf())).toBe("send");
    expect(routed(row, placementOf({ fromMs: EVENING_MS + 10_000 }))).toBe("aside: no-placement");
  });

  test("about a device that nobody has is put aside for a dose, and let go otherwise", () => {
    expect(routed(rowOf(MISSED))).toBe("aside: no-placement");
    expect(routed(rowOf(ALERT))).toBe("skip: nobodys-device");
  });

  test("goes to the receivers of the municipality that serves the person then", () => {
    const home: MunicipalityStay = {
      ...{ municipality: "0301", kind: "home", fromMs: 0, receivers: ["other"] },
    };
    const holiday: MunicipalityStay = {
      ...{ municipality: "3024", kind: "holiday", fromMs: EVENING_MS, receivers: ["epj"] },
    };
    const municipalities = [home];
    expect(routed(rowOf(ALERT), placementOf({ municipalities }))).toBe("skip: other-receiver");
    const stays = [home, holiday];
    expect(routed(rowOf(ALERT), placementOf({ municipalities: stays }))).toBe("send");
  });

  test("that can't be read is put aside, and one that is lost is counted", () => {
    const { event: _event, ...place } = rowOf(ALERT);
    const unreadable: InboxRow = { ...place, kind: "unreadable", reason: "unknown" };
    expect(routed(unreadable, placementOf())).toBe("aside: unreadable");
    const { payload: _payload, ...rest } = place;
    expect(routed({ ...rest, kind: "lost" }, placementOf())).toBe("skip: lost");
    expect(routed(rowOf({ kind: "lid.opened" }), placementOf())).toBe("skip: not-for-records");
  });

  test("is put aside when a message can't be built of it", () => {
    const patient = { identityNumber: "1", name: "x" };
    expect(routed(rowOf(ALERT), placementOf({ patient }))).toBe("aside: not-buildable");
  });
});
