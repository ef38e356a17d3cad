import type { EventKind, JournalRecord } from "@dosekit/protocols";
import { EVENTS } from "@dosekit/protocols";
import {
  CaseKeeper,
  type Happening,
  isTold,
  type Observation,
  type SeenThing,
  timelineEntry,
} from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

const START_MS = Date.UTC(2027, 2, 1);
const KINDS = Object.keys(EVENTS) as readonly EventKind[];
const DEVICE = "tone-0001";

function recordOf(kind: EventKind, trueMs: number): Observation {
  return { trueMs, deviceId: DEVICE, seen: "record", record: { kind } as JournalRecord };
}

/** Something of each kind that is seen in a home, told in a timeline or not. */
const thing = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...KINDS).map((kind) => ({ kind })) },
  { weight: 3, arbitrary: fc.constantFrom("moved", "loaded", "hazard") },
  { weight: 1, arbitrary: fc.constantFrom("power", "fault", "press", "plan", "committed") },
);
type Thing = typeof thing extends fc.Arbitrary<infer T> ? T : never;

function thingOf(one: Thing, trueMs: number): SeenThing {
  const where = { trueMs, deviceId: DEVICE };
  if (typeof one === "object") return recordOf(one.kind, trueMs);
  switch (one) {
    case "moved":
      return {
        ...{ ...where, seen: "plant" },
        fact: { type: "moved", from: "slot", to: "user", slot: 0, doses: 1 },
      };
    case "loaded":
      return { ...where, seen: "plant", fact: { type: "loaded", doses: 14 } };
    case "hazard":
      return {
        ...{ ...where, seen: "plant" },
        fact: { type: "hazard", hazard: "wrong-dose", detectable: false },
      } as Observation;
    case "power":
      return { ...where, seen: "power", on: true };
    case "fault":
      return { ...where, seen: "fault", fault: "link-cut", active: true };
    case "plan":
      return { ...where, seen: "clock-jump" };
    case "committed":
      return { ...recordOf("dose.closed", trueMs), seen: "committed" } as Observation;
    case "press": {
      const done: Happening = {
        ...{ atMs: trueMs, what: "gesture" },
        action: { type: "press", actor: "user" },
      };
      return { done, deviceId: DEVICE };
    }
  }
}

test("is asked of all that is seen whether a timeline tells it, and says what the timeline says", () => {
  fc.assert(
    fc.property(thing, (one) => {
      const seen = thingOf(one, START_MS);
      expect(isTold(seen)).toBe(timelineEntry(seen) !== undefined);
    }),
  );
});

/** Things of kinds that a timeline never tells are not counted among those that it looks back at. */
const isCounted = (one: Thing) => one !== "plan" && one !== "committed";

test("always tells the last 40 things of the 64 to 128 that were seen before a case", () => {
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 400, size: "max" }), (things) => {
      const keeper = new CaseKeeper(undefined);
      let row: SeenThing[] = [];
      for (const [at, one] of things.entries()) {
        const seen = thingOf(one, START_MS + at);
        if ("done" in seen) keeper.happened(DEVICE, seen.done);
        else keeper.observe(seen);
        if (isCounted(one)) row.push(seen);
        if (row.length > 128) row = row.slice(64);
      }
      keeper.note("alert", DEVICE, START_MS + things.length);
      const told = row.flatMap((seen) => timelineEntry(seen) ?? []);
      expect(keeper.pack().alert?.timeline).toEqual(told.slice(-40));
    }),
  );
});

test("gives cases in the order of their kinds, whichever was met first", () => {
  const keeper = new CaseKeeper(undefined);
  keeper.note("stop", DEVICE, START_MS);
  keeper.note("alert", DEVICE, START_MS + 1);
  expect(Object.keys(keeper.pack())).toEqual(["alert", "stop"]);
});
