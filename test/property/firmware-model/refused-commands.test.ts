import { PROFILES, type ProductProfile, RIGHTS } from "@dosekit/firmware-model";
import {
  ACTOR_ROLE,
  type ActorRole,
  COMMAND_VERB,
  type CommandVerb,
  instant,
  REFUSAL,
  SERVICE_MODE,
  type ServiceMode,
} from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readyDevice, takeDose } from "../../support/firmware-model/any-bench.ts";
import { ask } from "../../support/firmware-model/asking.ts";
import type { MechanismBench } from "../../support/firmware-model/mechanism-bench.ts";
import {
  FIRST,
  FIRST_LATE_MS,
  HOUR,
  MINUTE,
  SECOND,
} from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 3_000 : 30 };
const REFUSALS = Object.keys(REFUSAL.words);
const ROLES = Object.keys(ACTOR_ROLE.words) as ActorRole[];

/** Moments of a device's life at which somebody may ask something of it. */
const MOMENTS = {
  "before the first window": (_bench: MechanismBench) => undefined,
  "in a window": (bench: MechanismBench) => bench.advanceTo(FIRST.dueMs + MINUTE),
  "after a dose was taken": (bench: MechanismBench) => {
    bench.advanceTo(FIRST.dueMs + MINUTE);
    takeDose(bench);
  },
  "after a dose was missed": (bench: MechanismBench) => bench.advanceTo(FIRST_LATE_MS + HOUR),
  "in a pause": (bench: MechanismBench) => void ask(bench, "pause"),
  "after the end of service": (bench: MechanismBench) =>
    void ask(bench, "set-mode", { mode: "ended" }),
  "with the lid open": (bench: MechanismBench) => bench.openLid(true),
} as const;

const wish = fc.record(
  {
    doseId: fc.constantFrom(FIRST.doseId, SECOND.doseId, "nobody/2026-11-22"),
    alertId: fc.constantFrom("1001-1", "none"),
    doses: fc.integer({ min: 1, max: 255 }),
    fromMs: minutesFromFirst(),
    untilMs: minutesFromFirst(),
    notAfterMs: minutesFromFirst(),
    notBeforeMs: minutesFromFirst(),
    civilMs: minutesFromFirst(),
    mode: fc.constantFrom(...(Object.keys(SERVICE_MODE.words) as ServiceMode[])),
    on: fc.constantFrom(0, 1),
    text: fc.constantFrom("Drink water"),
    volume: fc.integer({ min: 0, max: 10 }),
    epoch: fc.integer({ min: 1, max: 2_000 }),
    throughSeq: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: [] },
);
const moment = fc.constantFrom(...(Object.keys(MOMENTS) as (keyof typeof MOMENTS)[]));
/** Mostly by somebody who has the right, so that what is asked is what is judged. */
const asked = fc.constantFrom(...(Object.keys(COMMAND_VERB.words) as CommandVerb[])).chain((verb) =>
  fc.record({
    verb: fc.constant(verb),
    actor: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...RIGHTS[verb].roles) },
      { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
    ),
    wish,
  }),
);
const manyAsked = fc.array(asked, { minLength: 1, maxLength: 25 });

function minutesFromFirst() {
  return fc
    .integer({ min: -24 * 60, max: 48 * 60 })
    .map((minutes) => instant(FIRST.dueMs + minutes * MINUTE));
}

/** What a device is, without its answers and the row of its records. */
function restOf({ state, signal, begun }: MechanismBench) {
  if (state === undefined) throw new Error("the device is off");
  const { journal: _row, replies: _answers, ...rest } = state;
  return { rest, signal, begun: begun.length };
}

function deviceAtMoment(profile: ProductProfile, moment: keyof typeof MOMENTS): MechanismBench {
  const bench = readyDevice(profile);
  MOMENTS[moment](bench);
  bench.advance(MINUTE);
  // A step that says nothing new, so that the next one finds no time that has passed.
  bench.input({ type: "link.changed", up: true });
  return bench;
}

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "%s",
  (_product, profile) => {
    test("answers whatever anybody asks, and a refusal changes nothing", () => {
      fc.assert(
        fc.property(moment, manyAsked, (when, wishes) => {
          const bench = deviceAtMoment(profile, when);
          for (const { verb, actor, wish: what } of wishes) {
            const before = restOf(bench);
            const commandId = ask(bench, verb, { actor, ...what });
            const reply = bench.replies.find((one) => one.commandId === commandId);
            // What is done, or under way, leads to another moment.
            if (reply?.result !== "refused") return;
            expect(REFUSALS).toContain(reply.refusal);
            // Too little medicine for a journey is told to staff.
            if (reply.refusal === "too-few") return;
            expect(restOf(bench), `${verb}: ${reply.refusal}`).toEqual(before);
          }
        }),
        RUNS,
      );
    });

    test("answers a command that comes again as the first time, and does nothing", () => {
      fc.assert(
        fc.property(moment, asked, (when, { verb, actor, wish: what }) => {
          const bench = deviceAtMoment(profile, when);
          const commandId = `again-${verb}`;
          ask(bench, verb, { actor, ...what, commandId });
          const first = bench.replies.filter((one) => one.commandId === commandId);
          // A reset has forgotten, and what is under way has no answer yet.
          if (verb === "reset" || first.length === 0) return;
          const before = { ...restOf(bench), records: bench.records.length };
          ask(bench, verb, { actor, ...what, commandId });
          const answers = bench.replies.filter((one) => one.commandId === commandId);
          expect(answers.slice(1)).toEqual(first);
          expect({ ...restOf(bench), records: bench.records.length }).toEqual(before);
        }),
        RUNS,
      );
    });
  },
);
