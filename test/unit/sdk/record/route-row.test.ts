import type { InboxRow } from "@dosekit/sdk";
import { type PlacementSource, routeRow } from "@dosekit/sdk/record";
import type { Placement } from "@dosekit/sdk/register";
import { describe, expect, test } from "vitest";
import { EVENING_MS, rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

const MISSED = { kind: "dose.closed", doseId: "t/1", outcome: "missed" } as const;
const ALERT = { kind: "alert.raised", alertId: "9-1", alert: "1.17" } as const;
const first = placementOf({ id: "a", fromMs: 0, untilMs: EVENING_MS });
const second = placementOf({ id: "b", fromMs: EVENING_MS });

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
    const idOf = (civilMs: number) => {
      const row = rowOf({ ...MISSED, civilMs } as Parameters<typeof rowOf>[0]);
      const route = routeRow(row, registerOf(first, placementOf({ ...second })), vkpOptions());
      return route.kind === "send" ? route.bundle.entry[1]?.resource["identifier"] : undefined;
    };
    expect(idOf(EVENING_MS - 1)).toBeDefined();
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
    const municipalities = [
      { municipality: "0301", kind: "home", fromMs: 0, receivers: ["other"] } as const,
    ];
    expect(routed(rowOf(ALERT), placementOf({ municipalities }))).toBe("skip: other-receiver");
    const holiday = { ...municipalities[0], kind: "holiday", fromMs: EVENING_MS } as const;
    const stays = [...municipalities, { ...holiday, receivers: ["epj"] }];
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
