import { instant, type UpChannel } from "@dosekit/protocols";
import { type DeviceSnapshot, type GatewayCounters, sumCounters } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { type GatewayBench, openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, dropped, eventBytes, record } from "../../../support/sdk/messages.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const GOOD = Array.from({ length: 20 }, (_, at) => `good-${at}`);
const DEVICES_MAX = 22;
const BURST = 200;
/** Flushes of the store until a record that arrived is durable: one under way, and its own. */
const FLUSHES_MAX = 2;
const UINT32_MAX = 0xffff_ffff;
const YEARS_MS = 40 * 365 * 86_400_000;

/** What one hostile device sends within a round. */
interface Attack {
  readonly what: string;
  readonly from: string;
  readonly channel: UpChannel;
  readonly payload: Uint8Array;
  readonly times: number;
}

const seq = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: UINT32_MAX }));
const epoch = fc.oneof(fc.constant(9), fc.integer({ min: 1, max: UINT32_MAX }));
const times = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 500 }));
const place = fc.tuple(epoch, seq);

function attack(
  what: string,
  channel: UpChannel,
  payload: fc.Arbitrary<Uint8Array>,
  from: fc.Arbitrary<string> = fc.constant("hostile"),
): fc.Arbitrary<Attack> {
  return fc.record({
    what: fc.constant(what),
    channel: fc.constant(channel),
    from,
    payload,
    times,
  });
}

const valid = place.map(([at, number]) => eventBytes(record(at, number)));
const attacks = fc.oneof(
  attack(
    "forged id",
    "evt",
    valid,
    fc.constantFrom("", "../good-1", "good-1/evt", "#", "é".repeat(40)),
  ),
  attack(
    "made-up id",
    "evt",
    valid,
    fc.nat(10_000).map((at) => `made-up-${at}`),
  ),
  attack("replay", "evt", fc.constant(eventBytes(record(9, 1)))),
  attack("flood", "evt", valid),
  attack(
    "huge",
    "evt",
    fc.integer({ min: 1_025, max: 60_000 }).map((size) => new Uint8Array(size)),
  ),
  attack(
    "clock years off",
    "evt",
    fc
      .tuple(seq, fc.constantFrom(0, YEARS_MS, 8_640_000_000_000))
      .map(([number, civilMs]) =>
        eventBytes(record(9, number, { civilMs: instant(civilMs), clock: "synced" })),
      ),
  ),
  attack(
    "endless marker",
    "evt",
    seq.map((number) => eventBytes(dropped(9, number, UINT32_MAX))),
  ),
  attack(
    "birth",
    "state",
    place.map(([at, last]) => birthBytes(at, 1, last)),
  ),
  attack(
    "contradiction",
    "state",
    place.map(([at, first]) => birthBytes(at, first, 0)),
  ),
  attack("garbage", "rsp", fc.uint8Array({ maxLength: 300 })),
);

/** Lets one round of attacks and one record of each good device arrive, mixed with each other. */
function play(
  { transport, timers }: GatewayBench,
  attacksOfRound: readonly Attack[],
  round: number,
) {
  const waiting = [...GOOD];
  for (const { from, channel, payload, times: count } of attacksOfRound) {
    for (let time = 0; time < count; time += 1) transport.deliver(from, channel, payload);
    const good = waiting.shift();
    if (good !== undefined) transport.deliver(good, "evt", eventBytes(record(5, round)));
  }
  for (const good of waiting) transport.deliver(good, "evt", eventBytes(record(5, round)));
  timers.advance(200);
}

describe("one hostile device among twenty good ones", () => {
  it("delays nobody by more than a flush, loses nobody a record, and is counted by what it does", () => {
    const seen: GatewayCounters[] = [];
    const hostile: DeviceSnapshot[] = [];
    const rounds = fc.array(fc.array(attacks, { minLength: 1, maxLength: 12 }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(rounds, (story) => {
        const store = new CrashableStore();
        const limits = { burstMessages: BURST, messagesPerSecond: 100, devicesMax: DEVICES_MAX };
        const bench = openGateway({ store, limits });
        for (const good of GOOD) bench.transport.deliver(good, "state", birthBytes(5, 0, 0));
        while (store.flush());
        for (const [at, attacksOfRound] of story.entries()) {
          play(bench, attacksOfRound, at + 1);
          for (let flush = 0; flush < FLUSHES_MAX; flush += 1) store.flush();
          for (const good of GOOD) {
            expect(bench.client.device(good)?.throughSeq, `${good} in round ${at + 1}`).toBe(
              at + 1,
            );
          }
        }
        for (const good of GOOD) {
          const rows = store.rows().filter(({ deviceId }) => deviceId === good);
          expect(rows.map((row) => [row.kind, row.seq])).toEqual(
            story.map((_, at) => ["record", at + 1]),
          );
        }
        expect(bench.client.devices().length).toBeLessThanOrEqual(DEVICES_MAX);
        seen.push(bench.client.counters());
        hostile.push(...bench.client.devices().filter(({ deviceId }) => !GOOD.includes(deviceId)));
      }),
      { numRuns: LONG ? 2_000 : 60 },
    );
    const of = sumCounters(hostile.map(({ counters }) => counters));
    const refused = (name: "invalidIds" | "refusedMessages") =>
      seen.reduce((sum, counters) => sum + counters[name], 0);
    const counted = {
      ...{ forged: refused("invalidIds"), madeUp: refused("refusedMessages") },
      ...{ replays: of.duplicates, floods: of.flooded, huge: of.oversized },
      ...{ early: of.held, contradictory: of.malformed["state-contradictory"] ?? 0 },
    };
    for (const [what, count] of Object.entries(counted)) expect(count, what).toBeGreaterThan(0);
  });
});
