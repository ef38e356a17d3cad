import type { DeviceEvent } from "@dosekit/protocols";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { CrashableTable } from "../../../support/sdk/crashable-table.ts";
import { newWorld, OWN_ID, WatchBench } from "../../../support/sdk/watch-bench.ts";

const MINUTE = 60_000;
const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 60;
const DEVICES = ["d1", "d2"];

type Act =
  | { readonly kind: "pass"; readonly minutes: number }
  | { readonly kind: "birth"; readonly device: number }
  | { readonly kind: "lose"; readonly device: number }
  | { readonly kind: "alert"; readonly device: number }
  | { readonly kind: "flush-table" }
  | { readonly kind: "flush-store" }
  | { readonly kind: "fail-table" }
  | { readonly kind: "kill"; readonly tableSurvives: boolean; readonly storeSurvives: boolean };

const device = fc.nat({ max: DEVICES.length - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("pass" as const),
      minutes: fc.integer({ min: 1, max: 50 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("birth" as const, "lose" as const, "alert" as const),
      device,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom("flush-table" as const, "flush-store" as const) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "fail-table" as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("kill" as const),
      tableSurvives: fc.boolean(),
      storeSurvives: fc.boolean(),
    }),
  },
);

/** Two devices and a gateway whose disk takes its time. */
class CrashWorld {
  readonly store = new CrashableStore();
  readonly table = new CrashableTable();
  readonly #sent: Partial<DeviceEvent>[][] = DEVICES.map(() => []);
  bench: WatchBench;

  constructor() {
    this.bench = new WatchBench(newWorld({ store: this.store, table: this.table }));
  }

  async do(one: Act): Promise<void> {
    const { bench } = this;
    if (one.kind === "pass") await bench.pass(one.minutes * MINUTE, MINUTE);
    else if (one.kind === "flush-table") this.table.flush();
    else if (one.kind === "flush-store") this.store.flush();
    else if (one.kind === "fail-table") {
      this.table.fail({ code: "inbox-io", message: "full", remedy: "make room" });
    } else if (one.kind === "kill") await this.#kill(one);
    else {
      const deviceId = DEVICES[one.device] ?? "";
      if (one.kind === "birth") bench.birth(deviceId);
      else if (one.kind === "lose") bench.lose(deviceId);
      else this.#alert(one.device);
    }
  }

  /** Lets the disk and time do all that is still to be done. */
  async settle(): Promise<void> {
    for (let round = 0; round < 60; round += 1) {
      for (const at of DEVICES.keys()) this.#resend(at);
      while (this.store.flush() || this.table.flush()) await this.bench.pass(1_000, 1_000);
      await this.bench.pass(10_000, 1_000);
    }
  }

  own(): readonly DeviceEvent[] {
    return this.store.rows().flatMap((row) => {
      if (row.deviceId !== OWN_ID) return [];
      if (row.kind !== "record") throw new Error(`a row that is ${row.kind}`);
      return [row.event];
    });
  }

  /** Every alert in the inbox, by device and name. */
  raised(): readonly string[] {
    return this.store.rows().flatMap((row) => {
      if (row.kind !== "record" || row.event.kind !== "alert.raised") return [];
      return [`${row.event.about ?? row.deviceId} ${row.event.alertId}`];
    });
  }

  #alert(at: number): void {
    const sent = this.#sent[at] ?? [];
    const alertId = `5-${sent.length + 1}`;
    sent.push({ kind: "alert.raised", alert: "1.1", severity: 30, alertId });
    this.#resend(at);
  }

  #resend(at: number): void {
    for (const [index, event] of (this.#sent[at] ?? []).entries()) {
      this.bench.send(DEVICES[at] ?? "", index + 1, event);
    }
  }

  async #kill(how: { readonly tableSurvives: boolean; readonly storeSurvives: boolean }) {
    const world = await this.bench.kill();
    this.table.crash(how.tableSurvives);
    this.store.crash(how.storeSurvives);
    this.bench = new WatchBench(world);
  }
}

test("what the gateway finds out by itself is in the inbox once, whenever it is killed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 60 }), async (acts) => {
      const world = new CrashWorld();
      for (const one of acts) await world.do(one);
      await world.settle();
      const own = world.own();
      await world.bench.kill();
      expect(own.map(({ seq }) => seq)).toEqual(own.map((_, at) => at + 1));
      expectAlternating(own);
      expectEachTold(own, world.raised());
    }),
    { numRuns: RUNS },
  );
});

/** An absence is raised once and cleared once, then the next may come. */
function expectAlternating(own: readonly DeviceEvent[]): void {
  for (const deviceId of DEVICES) {
    const steps = own.filter(
      ({ about, alert, kind }) =>
        about === deviceId && alert === "1.20" && kind !== "alert.notified",
    );
    const kinds = steps.map(({ kind }) => kind);
    expect(kinds).toEqual(kinds.map((_, at) => (at % 2 === 0 ? "alert.raised" : "alert.cleared")));
    for (let at = 0; at + 1 < steps.length; at += 2) {
      expect(steps[at + 1]?.alertId).toBe(steps[at]?.alertId);
    }
  }
}

/** Each alert is told to home care once; to the centre again only after an hour. */
function expectEachTold(own: readonly DeviceEvent[], raised: readonly string[]): void {
  const told = own.filter(({ kind }) => kind === "alert.notified");
  const names = new Set(told.map(({ about, alertId }) => `${about} ${alertId}`));
  expect([...names].sort()).toEqual([...raised].sort());
  for (const name of names) {
    const steps = told.filter(({ about, alertId }) => `${about} ${alertId}` === name);
    const [first, ...rest] = steps.map(({ recipient }) => recipient);
    expect([first, rest.every((recipient) => recipient === "response-centre")]).toEqual([
      "home-care",
      true,
    ]);
    const times = steps.slice(1).map(({ civilMs = 0 }) => Number(civilMs));
    for (let at = 1; at < times.length; at += 1) {
      expect((times[at] ?? 0) - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(60 * MINUTE);
    }
  }
}
