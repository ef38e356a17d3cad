import { DeviceEvent, encodeMessage } from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import { rowOfPayload } from "@dosekit/sdk";
import { type PlacementSource, routeRow } from "@dosekit/sdk/record";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENING_MS, vkpOptions } from "../../../support/record-rows.ts";
import { placementOf } from "../../../support/synthetic-people.ts";
import { at, problemsIn, ruleProblems } from "../../../support/vkp-rules.ts";

const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 20_000 : 600;
const register: PlacementSource = {
  placementAt: () => placementOf(),
  placementsOf: () => [placementOf()],
};
const OUT_OF_DEVICE = ["retrieved", "user-confirmed", "sensor-confirmed"];

const anyRow = fc
  .record({
    drawn: arbitraryOf(DeviceEvent),
    // What a device says about another one is believed of nobody here, so that it would end most rows.
    isAboutAnother: fc.nat(9).map((one) => one === 0),
    receivedMs: fc.integer({ min: 0, max: EVENING_MS }),
  })
  .map(({ drawn, isAboutAnother, receivedMs }) => {
    const { about: _about, ...own } = drawn;
    const event = isAboutAnother ? drawn : own;
    const { epoch, seq } = event;
    const place = { position: 1, deviceId: "d1", epoch, seq, span: 1, receivedMs };
    return rowOfPayload(place, encodeMessage(DeviceEvent, event));
  });

describe("whatever record a device sends", () => {
  test("becomes a message by the rules, or none", () => {
    let told = 0;
    fc.assert(
      fc.property(anyRow, (row) => {
        const route = routeRow(row, register, vkpOptions());
        expect(route.kind).not.toBe("aside");
        if (route.kind !== "send") return;
        told += 1;
        // The validator is slow, so that it sees one in twenty.
        const judge = told % 20 === 0 ? problemsIn : ruleProblems;
        expect(judge(route.bundle)).toEqual([]);
        expect(JSON.stringify(route.bundle).length).toBeLessThan(16_384);
      }),
      { numRuns },
    );
    expect(told).toBeGreaterThan(numRuns / 20);
  });

  test("claims a dose out of the device only by evidence for it", () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const route = routeRow(row, register, vkpOptions());
        if (route.kind !== "send" || row.kind !== "record") return;
        const { resource } = route.bundle.entry[1] ?? {};
        const isDispense = resource?.resourceType === "MedicationDispense";
        if (!isDispense || at(resource, "status") !== "completed") return;
        const { kind, evidence = "none" } = row.event;
        expect(kind === "message.acknowledged" || OUT_OF_DEVICE.includes(evidence)).toBe(true);
      }),
      { numRuns },
    );
  });
});
