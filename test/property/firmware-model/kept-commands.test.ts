import type { ProductProfile } from "@dosekit/firmware-model";
import { type CommandVerb, type Instant, instant } from "@dosekit/protocols";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readyDevice } from "../../support/firmware-model/any-bench.ts";
import { ask } from "../../support/firmware-model/asking.ts";
import { complaintsAboutCommands } from "../../support/firmware-model/asking-oracle.ts";
import { CAROUSEL_28 } from "../../support/firmware-model/carousel-bench.ts";
import type { MechanismBench } from "../../support/firmware-model/mechanism-bench.ts";
import { MEDIDO, READERS } from "../../support/firmware-model/roll-stories.ts";
import { PILLY } from "../../support/firmware-model/tray-bench.ts";
import { MINUTE, recordsOf } from "../../support/firmware-model/tray-stories.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const RUNS = { numRuns: LONG ? 2_000 : 12 };
const PRODUCTS = [PILLY, CAROUSEL_28, MEDIDO, READERS[0]].map(
  (profile) => [profile.product, profile] as const,
);

/** A command that is kept, with its instants in seconds from now. */
interface Kept {
  readonly verb: CommandVerb;
  readonly fromS: number;
  readonly forS: number;
}
/** How long a device is on, and then off. */
interface Outage {
  readonly afterS: number;
  readonly offS: number;
}

const keptOf = (...verbs: readonly CommandVerb[]): fc.Arbitrary<Kept> =>
  fc.record({
    verb: fc.constantFrom(...verbs),
    fromS: fc.integer({ min: 1, max: 1_200 }),
    forS: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 3_000 })),
  });
const outages: fc.Arbitrary<readonly Outage[]> = fc.array(
  fc.record({
    afterS: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 600 })),
    offS: fc.integer({ min: 1, max: 900 }),
  }),
  { maxLength: 5 },
);

/** What was kept, each under its own id, and the device after all deadlines and a visit of staff. */
function live(profile: ProductProfile, wishes: readonly Kept[], cuts: readonly Outage[]) {
  const bench = readyDevice(profile);
  const startMs = bench.trueMs;
  const kept = wishes.map(({ verb, fromS, forS }, at) => {
    const notBeforeMs = instant(startMs + fromS * 1_000);
    const notAfterMs = instant(notBeforeMs + forS * 1_000);
    const what = { commandId: `k-${at}`, notBeforeMs, notAfterMs };
    ask(bench, verb, { ...what, doses: 1, volume: 5 });
    return { verb, ...what };
  });
  let onMs = startMs;
  for (const { afterS, offS } of cuts) {
    bench.advance(afterS * 1_000);
    bench.cutPower();
    bench.advance(offS * 1_000);
    bench.boot();
    onMs = bench.trueMs;
  }
  bench.advance(90 * MINUTE);
  // A release that an outage left half way is answered when staff have put it right.
  bench.load(28);
  bench.advance(5 * MINUTE);
  return { bench, kept, onMs };
}

function handled(bench: MechanismBench, commandId: string) {
  return recordsOf(bench, "command.handled").filter((record) => record.commandId === commandId);
}

describe.each(PRODUCTS)("%s", (_name, profile) => {
  test("answers each kept command once, never before its instant, and expired past its deadline", () => {
    const verbs = keptOf("self-test", "release-travel", "release-assisted", "set-volume", "pause");
    const wishes = fc.array(verbs, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wishes, outages, (all, cuts) => {
        const { bench, kept, onMs } = live(profile, all, cuts);
        expect(complaintsAboutCommands(bench)).toEqual([]);
        expect(bench.state?.commandsAhead).toEqual([]);
        for (const { commandId, notBeforeMs, notAfterMs } of kept) {
          const found = handled(bench, commandId);
          expect(found).toHaveLength(1);
          const { civilMs = 0, detail } = found[0] ?? {};
          expect(civilMs).toBeGreaterThanOrEqual(notBeforeMs);
          if (detail !== "expired") continue;
          expect(civilMs).toBeGreaterThanOrEqual(notAfterMs);
          expect(civilMs).toBeLessThanOrEqual(Math.max(notAfterMs, onMs));
        }
      }),
      RUNS,
    );
  });

  test("finds nothing busy for a kept self-test while no dose is asked for", () => {
    const wishes = fc.array(keptOf("self-test", "set-volume"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wishes, outages, (all, cuts) => {
        const { bench, kept } = live(profile, all, cuts);
        const acted = kept.filter(({ commandId }) => !isExpired(bench, commandId));
        for (const { commandId } of acted) {
          expect(handled(bench, commandId)).toMatchObject([{ commandId }]);
          expect(handled(bench, commandId)[0]?.detail).toBeUndefined();
        }
        // A self-test is answered at its end, and what comes behind it may be done before that.
        for (const verb of ["self-test", "set-volume"]) {
          const alike = acted.filter((one) => one.verb === verb);
          const instants = alike.map(({ notBeforeMs }) => notBeforeMs);
          expect(inOrderOf(bench, alike)).toEqual(instants.sort((one, other) => one - other));
        }
      }),
      RUNS,
    );
  });
});

function isExpired(bench: MechanismBench, commandId: string): boolean {
  return handled(bench, commandId).some(({ detail }) => detail === "expired");
}

/** The instants of commands in the order in which they were handled. */
function inOrderOf(
  bench: MechanismBench,
  commands: readonly { readonly commandId: string; readonly notBeforeMs: Instant }[],
): readonly Instant[] {
  return recordsOf(bench, "command.handled").flatMap(
    ({ commandId }) => commands.find((one) => one.commandId === commandId)?.notBeforeMs ?? [],
  );
}
