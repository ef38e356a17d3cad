import { type LaterLane, MemoryTable, referenceOf } from "@dosekit/sdk/response-centre";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alertRow,
  type CentreBench,
  centreBench,
  clearedRow,
} from "../../../support/sdk/response-centre/centre-bench.ts";
import { ScriptedCentre } from "../../../support/sdk/response-centre/scripted-centre.ts";
import { ShortInbox } from "../../../support/sdk/short-inbox.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 1_500 : 25;
const HOUR_MS = 3_600_000;
const CONSUMER = "centre";
const SIGNAL = new AbortController().signal;

/** One gateway after the other over one table and one inbox; receivers come and go. */
class World {
  isThere = false;
  readonly receiver = new ScriptedCentre(() => (this.isThere ? "accept" : "drop"));
  readonly inbox = new ShortInbox();
  readonly #table = new MemoryTable();
  #bench: CentreBench;
  #lane: LaterLane;

  constructor() {
    this.inbox.registerConsumer(CONSUMER);
    [this.#bench, this.#lane] = this.#open();
  }

  get counters() {
    return this.#bench.centre.counters();
  }

  restart(): void {
    const { timers } = this.#bench;
    this.#bench.centre.close();
    [this.#bench, this.#lane] = this.#open(timers);
  }

  async take(row: ReturnType<typeof alertRow>): Promise<void> {
    this.inbox.put(row);
    let isDone = false;
    this.#bench.centre.take(row, () => {
      isDone = true;
    });
    const before = this.isThere;
    for (let hours = 0; !isDone && hours < 50; hours += 1) {
      this.isThere = true;
      await this.pass(HOUR_MS);
    }
    this.isThere = before;
    expect(isDone).toBe(true);
    this.inbox.consumed(CONSUMER, row.position);
  }

  async pass(ms: number): Promise<void> {
    this.#bench.timers.advance(ms);
    await this.#lane.look(SIGNAL);
    this.#lane.hold();
  }

  #open(timers?: CentreBench["timers"]): [CentreBench, LaterLane] {
    const bench = centreBench({
      receivers: [this.receiver],
      table: this.#table,
      ...(timers === undefined ? {} : { timers }),
      more: { limits: { waitingMax: 16, devicesOpenMax: 4 } },
    });
    return [bench, bench.centre.tellLater(this.inbox, CONSUMER)];
  }
}

const step = fc.record({
  device: fc.integer({ min: 1, max: 3 }),
  severity: fc.constantFrom(10, 20, 30),
  /** Ends the alert that so many rows before it began, if one did and it was of any device. */
  endsBefore: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined, freq: 1 }),
  passMs: fc.constantFrom(0, 0, 0, 1_000, 600_000),
  isThere: fc.integer({ min: 0, max: 4 }).map((draw) => draw === 0),
  restarts: fc.integer({ min: 0, max: 19 }).map((draw) => draw === 0),
});

test("whatever a device has above its share is told later, each alert and its end once", () =>
  fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 70 }), async (steps) => {
      const world = new World();
      const began = new Map<number, string>();
      const expected = new Set<string>();
      for (const [index, { device, severity, endsBefore, ...rest }] of steps.entries()) {
        const seq = index + 1;
        const of = seq - (endsBefore ?? 0);
        const owner = began.get(of);
        if (endsBefore !== undefined && owner !== undefined) {
          const { event } = clearedRow(seq, of) as Extract<
            ReturnType<typeof clearedRow>,
            { kind: "record" }
          >;
          await world.take(alertRow(seq, { ...event, deviceId: owner }));
          began.delete(of);
          expected.add(`${owner} 7-${of} ended`);
        } else {
          const deviceId = `d${device}`;
          await world.take(alertRow(seq, { deviceId, severity: severity as 30 }));
          began.set(seq, deviceId);
          expected.add(`${deviceId} 7-${seq} began`);
        }
        world.isThere = rest.isThere;
        await world.pass(rest.passMs);
        if (rest.restarts) world.restart();
      }
      world.isThere = true;
      for (let hours = 0; hours < 200 && world.counters.later > 0; hours += 1) {
        await world.pass(HOUR_MS);
      }
      await world.pass(3 * HOUR_MS);
      expect(world.counters).toMatchObject({ later: 0, waiting: 0, surplus: 0 });
      expect(world.receiver.accepted.size).toBe(expected.size);
      // An answer that a gateway did not live to hear is asked for again, and nothing else.
      if (!steps.some(({ restarts }) => restarts)) expect(world.receiver.repeats).toBe(0);
      // Nothing is kept for a lane that has nothing to do.
      expect([...world.inbox.consumers().keys()]).toEqual([CONSUMER]);
    }),
    { numRuns: RUNS },
  ));

test("the end of an alert that waits is told behind its beginning", async () => {
  const world = new World();
  for (let seq = 1; seq <= 5; seq += 1) await world.take(alertRow(seq, { severity: 10 }));
  await world.take(clearedRow(6, 5));
  world.isThere = true;
  for (let hours = 0; hours < 20; hours += 1) await world.pass(HOUR_MS);
  const told = [...world.receiver.accepted.keys()];
  expect(told).toHaveLength(6);
  const of = { deviceId: "d1", alertId: "7-5" } as const;
  const [began, ended] = (["raise", "restore"] as const).map((stage) =>
    told.indexOf(referenceOf({ ...of, stage })),
  );
  expect([began, ended]).toEqual([4, 5]);
});

test("forty devices that raise alerts without end leave room for every other one", async () => {
  const inbox = new ShortInbox();
  let isThere = false;
  const receiver = new ScriptedCentre(() => (isThere ? "accept" : "drop"));
  const bench = centreBench({
    receivers: [receiver],
    more: { limits: { waitingMax: 600, devicesOpenMax: 32 } },
  });
  const lane = bench.centre.tellLater(inbox, CONSUMER);
  inbox.registerConsumer(CONSUMER);
  let taken = 0;
  let seq = 0;
  const take = (deviceId: string) => {
    seq += 1;
    const row = alertRow(seq, { deviceId });
    inbox.put(row);
    bench.centre.take(row, () => {
      taken += 1;
      inbox.consumed(CONSUMER, row.position);
    });
  };
  for (let round = 0; round < 25; round += 1) {
    for (let at = 0; at < 40; at += 1) take(`bad-${at}`);
  }
  for (let at = 0; at < 50; at += 1) take(`good-${at}`);
  expect(taken).toBe(seq);
  expect(bench.centre.counters()).toMatchObject({ later: 40, surplus: 0 });
  isThere = true;
  const told = () => receiver.requests.filter(({ did }) => did?.startsWith("good-")).length;
  for (let steps = 0; steps < 1_000 && receiver.accepted.size < 900; steps += 1) {
    bench.timers.advance(1_000);
    await lane.look(SIGNAL);
    lane.hold();
    if (told() >= 50) break;
  }
  // Those that were few had their turn before the many of the others.
  expect(told()).toBeGreaterThanOrEqual(50);
  expect(receiver.accepted.size).toBeLessThan(50 + 40 * 20);
  for (let hours = 0; hours < 400 && bench.centre.counters().later > 0; hours += 1) {
    bench.timers.advance(HOUR_MS);
    await lane.look(SIGNAL);
    lane.hold();
  }
  bench.timers.advance(HOUR_MS);
  expect(receiver.accepted.size).toBe(seq);
});
