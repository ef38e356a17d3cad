import type { DurableStore } from "@dosekit/protocols";
import { type HomeSpoilers, tryHome } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { runSpecOf } from "../../../support/storm-spec.ts";

const DAY = 86_400_000;

/** Storage that gives back as many of its entries, when the device starts, as it likes. */
function recovering(some: (rows: readonly Uint8Array[]) => readonly Uint8Array[]): HomeSpoilers {
  return {
    store: (store: DurableStore) => ({
      recover: () => some(store.recover()),
      append: (entry, done) => store.append(entry, done),
      replaceAll: (entry, done) => store.replaceAll(entry, done),
      freeBytes: () => store.freeBytes(),
    }),
  };
}

/** Rules that are broken in a home that loses power once a day. */
function brokenIn(spoil: HomeSpoilers): readonly string[] {
  const days = [1, 2, 3];
  const { startMs } = runSpecOf({ days: 4, deviceIds: ["d01"] });
  const planned = days.map((day) => ({
    fault: {
      kind: "power-cut" as const,
      fromMs: startMs + day * DAY,
      durationMs: 600_000,
      ...({ aim: "start", write: "kept" } as const),
    },
    target: { all: true as const },
  }));
  const spec = runSpecOf({ days: 4, deviceIds: ["d01"], faults: { preset: "none", planned } });
  const [device] = spec.devices;
  if (device === undefined) throw new RangeError("no device");
  return tryHome(spec, device, { spoil }).findings.map(({ rule }) => rule);
}

describe("a home whose storage is spoiled", () => {
  test("breaks no rule with storage that gives back everything", () => {
    expect(brokenIn(recovering((rows) => rows))).toEqual([]);
  });

  test("loses records, and with them outcomes, with storage that gives back old entries alone", () => {
    const rules = brokenIn(recovering((rows) => rows.slice(0, -3)));
    expect(rules).toContain("lost");
    expect(rules).toContain("S3");
  });
});
