import {
  type ActuatorEffect,
  type DeviceEvent,
  DeviceEvent as DeviceEventMessage,
  decodeAs,
  decodeJournalEntries,
  type Effect,
  type JournalRecord,
} from "@dosekit/protocols";
import { MemoryWitness } from "@dosekit/sdk/device";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ALERT, BENCH_EPOCH, bench, PRESS, TILT } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 400;

/** What can happen to a device; `cut` takes the power in the middle of whatever is under way. */
type Happening =
  | { readonly what: "press" | "tilt" | "alert" | "settle" | "fail" }
  | { readonly what: "ack" | "retry" | "up" | "down" }
  | { readonly what: "wait"; readonly ms: number }
  | { readonly what: "cut"; readonly fate: "lost" | "kept" | { readonly torn: number } }
  /** The power goes, and storage forgets the last entries of those that it had confirmed. */
  | { readonly what: "forget"; readonly entries: number }
  /** The power goes right before an effect that is still to come. */
  | { readonly what: "cut-before-effect"; readonly effects: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Happening>({ what: "press" }, { what: "tilt" }) },
  { weight: 2, arbitrary: fc.constantFrom<Happening>({ what: "alert" }, { what: "ack" }) },
  { weight: 8, arbitrary: fc.constant<Happening>({ what: "settle" }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Happening>({ what: "up" }, { what: "down" }, { what: "retry" }),
  },
  { weight: 1, arbitrary: fc.constant<Happening>({ what: "fail" }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("wait"), ms: fc.nat(1_500) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant("cut"),
      fate: fc.oneof(
        fc.constantFrom("lost", "kept"),
        fc.record({ torn: fc.nat(300) }),
      ) as fc.Arbitrary<"lost" | "kept" | { torn: number }>,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant("cut-before-effect"), effects: fc.nat(4) }),
  },
) as fc.Arbitrary<Happening>;

const forgetting = fc.record({
  what: fc.constant("forget" as const),
  entries: fc.integer({ min: 1, max: 6 }),
});

/** What a device says of records that its storage has lost. */
const LOST = "records lost by damaged storage";

/** A device, a world that mistreats it, and everything that must not be seen. */
class World {
  readonly #store = new HeldStore();
  readonly #durable = new Map<number, string>();
  readonly #atHost = new Map<number, string>();
  readonly #moved: number[] = [];
  #effectsUntilCut = -1;
  #ackedSeq = 0;
  #hasForgotten = false;
  readonly #device = bench({
    store: this.#store,
    witness: new MemoryWitness(),
    spoolEventsMax: 10_000,
    actuators: { start: (effect) => this.#move(effect) },
    watch: {
      onRecord: (record) => this.#recorded(record),
      onEffect: (effect, durableSeq) => this.#effect(effect, durableSeq),
    },
  });

  constructor() {
    this.#device.transport.onSend = (channel, payload) => {
      if (channel === "evt") this.#received(payload);
    };
    this.#start();
  }

  happen(event: Happening): void {
    const { runner, clock, retry, transport } = this.#device;
    if (event.what === "press") runner.input(PRESS);
    else if (event.what === "tilt") runner.input(TILT);
    else if (event.what === "alert") runner.input(ALERT);
    else if (event.what === "settle") this.#store.settle();
    else if (event.what === "fail") this.#store.settle("io");
    else if (event.what === "ack") this.#acknowledge();
    else if (event.what === "retry") retry.fire();
    else if (event.what === "up") transport.listener?.onLink(true);
    else if (event.what === "down") transport.listener?.onLink(false);
    else if (event.what === "wait") clock.advance(event.ms);
    else if (event.what === "cut") this.#cut(event.fate);
    else if (event.what === "forget") this.#cut("lost", event.entries);
    else if (event.what === "cut-before-effect") this.#effectsUntilCut = event.effects;
    if (!runner.isOn()) this.#cut("lost");
  }

  /** Heals everything and lets the device bring what it has; then all of it must be there. */
  settleDown(): void {
    this.#effectsUntilCut = -1;
    this.#cut("lost");
    this.#store.settleAll();
    const { transport, runner } = this.#device;
    transport.listener?.onLink(true);
    while (this.#ackedSeq < this.#lastDurable()) this.#acknowledge();
    const { acksBeyondJournal, damagedEntries } = runner.counters;
    expect({ acksBeyondJournal, damagedEntries }).toEqual({
      acksBeyondJournal: 0,
      damagedEntries: 0,
    });
    expect([...this.#atHost.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: this.#lastDurable() }, (_, index) => index + 1),
    );
    for (const [seq, content] of this.#durable) expect(this.#atHost.get(seq)).toBe(content);
    expect(new Set(this.#moved).size).toBe(this.#moved.length);
  }

  /** Whatever was forgotten: no dose moved twice, and the host's row ends where the device's does. */
  settleGivenTwice(): void {
    this.#effectsUntilCut = -1;
    this.#cut("lost");
    this.#store.settleAll();
    expect(new Set(this.#moved).size).toBe(this.#moved.length);
  }

  #start(): void {
    this.#device.runner.powerOn("power-restored");
  }

  #cut(fate: "lost" | "kept" | { readonly torn: number }, forgotten = 0): void {
    this.#device.runner.powerOff();
    this.#store.cut(fate);
    // One entry is left: of a storage that comes back empty nothing but its epoch is known to be old.
    const forgettable = this.#store.recover().length - 1;
    const entries = Math.max(0, Math.min(forgotten, forgettable));
    this.#hasForgotten ||= entries > 0;
    this.#store.forget(entries);
    this.#start();
  }

  #acknowledge(): void {
    while (this.#atHost.has(this.#ackedSeq + 1)) this.#ackedSeq++;
    this.#device.transport.acknowledge(BENCH_EPOCH, this.#ackedSeq);
  }

  #lastDurable(): number {
    return Math.max(0, ...this.#durable.keys());
  }

  /**
   * A number never stands for two contents; but where storage forgot what it had confirmed, the
   * device says of its number that a record is lost, and the host keeps what it has.
   */
  #note(where: Map<number, string>, record: JournalRecord): void {
    const content = JSON.stringify(Object.entries(record).sort());
    if (where.has(record.seq) && this.#hasForgotten && record.detail === LOST) return;
    expect(where.get(record.seq) ?? content).toBe(content);
    where.set(record.seq, content);
  }

  #recorded(record: JournalRecord): void {
    this.#note(this.#durable, record);
  }

  #received(payload: Uint8Array): void {
    const decoded = decodeAs(DeviceEventMessage, payload);
    if (!decoded.ok) throw new Error(decoded.error.message);
    this.#note(this.#atHost, decoded.value as DeviceEvent);
  }

  /** Nothing moves unless storage itself, read again, holds the record that announces it. */
  #effect(effect: Effect, durableSeq: number): void {
    if (this.#effectsUntilCut >= 0 && this.#effectsUntilCut-- === 0) {
      this.#device.runner.powerOff();
      return;
    }
    if (effect.type !== "motion.start") return;
    const reading = decodeJournalEntries(this.#store.recover());
    const records = reading.ok ? reading.entries.flatMap((entry) => entry.records) : [];
    const announced = records.find(({ record }) => record.doseId === `dose/${effect.slot}`);
    expect(announced).toBeDefined();
    expect(announced?.record.seq).toBeLessThanOrEqual(durableSeq);
  }

  #move(effect: ActuatorEffect): void {
    expect(this.#device.runner.isOn()).toBe(true);
    if (effect.type === "motion.start") this.#moved.push(effect.slot ?? -1);
  }
}

describe("whenever the power is cut", () => {
  test("no durable record is lost, no number is used twice, and nothing moves unannounced", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const world = new World();
        for (const event of happenings) world.happen(event);
        world.settleDown();
      }),
      { numRuns: RUNS },
    );
  });

  test("no number is used twice and no dose is given twice by storage that forgets", () => {
    const events = fc.array(fc.oneof({ weight: 9, arbitrary: happening }, forgetting), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(events, (happenings) => {
        const world = new World();
        for (const event of happenings) world.happen(event);
        world.settleGivenTwice();
      }),
      { numRuns: RUNS },
    );
  });
});
