import { HOST_DELAY_MAX_MS, type HostTimer, PacedScheduler } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** A host whose time passes only when told to. */
class ManualHost implements HostTimer {
  #nowMs = 1_000;
  #alarms: { dueMs: number; run: () => void }[] = [];
  readonly delays: number[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    this.delays.push(delayMs);
    const alarm = { dueMs: this.#nowMs + delayMs, run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  /** Lets host time pass without giving anybody a turn, as a busy process does. */
  hold(ms: number): void {
    this.#nowMs += ms;
  }

  /** Lets host time pass, waking whoever is due on the way. */
  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const [next] = this.#alarms
        .filter(({ dueMs }) => dueMs <= endMs)
        .sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined) break;
      this.#alarms = this.#alarms.filter((alarm) => alarm !== next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
  }
}

const START_MS = 1_795_392_000_000;

function paced(speed: number): { host: ManualHost; scheduler: PacedScheduler } {
  const host = new ManualHost();
  const scheduler = new PacedScheduler(START_MS, speed, host, (fault) => {
    throw fault;
  });
  return { host, scheduler };
}

describe("paced time", () => {
  it("passes speed times as fast as the host's", () => {
    const { host, scheduler } = paced(60);
    const seen: number[] = [];
    scheduler.start();
    for (const minute of [1, 2, 3])
      scheduler.at(START_MS + minute * 60_000, 0, () => seen.push(scheduler.nowMs() - START_MS));
    host.pass(2_500);
    expect(seen).toEqual([60_000, 120_000]);
    host.pass(500);
    expect(seen).toEqual([60_000, 120_000, 180_000]);
  });

  it("runs each event at its own time however late the host is, and never drifts", () => {
    const { host, scheduler } = paced(1_000);
    const seen: number[] = [];
    scheduler.start();
    for (let second = 1; second <= 10; second += 1)
      scheduler.at(START_MS + second * 1_000, 0, () => {
        seen.push(scheduler.nowMs() - START_MS);
        if (second === 3) host.hold(4);
      });
    host.pass(20);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((second) => second * 1_000));
    expect(scheduler.nowMs() - START_MS).toBeLessThanOrEqual(20_000);
  });

  it("reports how far behind it fell", () => {
    const { host, scheduler } = paced(10);
    scheduler.start();
    scheduler.at(START_MS + 1_000, 0, () => undefined);
    host.hold(350);
    host.pass(0);
    expect(scheduler.report()).toEqual({ lagMaxMs: 250, overruns: 1, slices: 1 });
  });

  it("brings time up to the host's before something from outside is let in", () => {
    const { host, scheduler } = paced(100);
    const seen: string[] = [];
    scheduler.start();
    scheduler.at(START_MS + 1_000, 0, () => seen.push("armed"));
    host.hold(50);
    scheduler.catchUp();
    seen.push(`message at ${scheduler.nowMs() - START_MS}`);
    expect(seen).toEqual(["armed", "message at 5000"]);
  });

  it("does not begin a second round from inside an event", () => {
    const { host, scheduler } = paced(100);
    const seen: string[] = [];
    scheduler.start();
    scheduler.at(START_MS + 100, 0, () => {
      seen.push("first begins");
      host.hold(5);
      scheduler.catchUp();
      seen.push("first ends");
    });
    scheduler.at(START_MS + 200, 0, () => seen.push("second"));
    host.pass(10);
    expect(seen).toEqual(["first begins", "first ends", "second"]);
  });

  it("gives the host a turn when much is due at once", () => {
    const { host, scheduler } = paced(1);
    let ran = 0;
    scheduler.start();
    for (let index = 0; index < 100; index += 1)
      scheduler.at(START_MS + 10, 0, () => {
        ran += 1;
        host.hold(1);
      });
    host.hold(10);
    scheduler.catchUp();
    expect(ran).toBeGreaterThan(5);
    expect(ran).toBeLessThan(20);
    host.pass(200);
    expect(ran).toBe(100);
  });

  it("lets messages in at once while it is behind, instead of a slice before each", () => {
    const { host, scheduler } = paced(1);
    let ran = 0;
    scheduler.start();
    for (let index = 0; index < 100; index += 1)
      scheduler.at(START_MS + 10, 0, () => {
        ran += 1;
        host.hold(1);
      });
    host.hold(10);
    scheduler.catchUp();
    const inOneSlice = ran;
    for (let message = 0; message < 50; message += 1) scheduler.catchUp();
    expect(ran).toBe(inOneSlice);
    host.pass(200);
    expect(ran).toBe(100);
  });

  it("waits for a far deadline in pieces that a host timer can keep", () => {
    const { host, scheduler } = paced(1);
    let ran = false;
    scheduler.start();
    const farMs = 40 * 86_400_000;
    scheduler.at(START_MS + farMs, 0, () => {
      ran = true;
    });
    expect(Math.max(...host.delays)).toBe(HOST_DELAY_MAX_MS);
    host.pass(HOST_DELAY_MAX_MS + 1_000);
    expect(ran).toBe(false);
    host.pass(farMs - HOST_DELAY_MAX_MS);
    expect(ran).toBe(true);
  });

  it("goes on from where it is when its speed changes", () => {
    const { host, scheduler } = paced(1);
    const seen: number[] = [];
    scheduler.start();
    for (const minute of [1, 2])
      scheduler.at(START_MS + minute * 60_000, 0, () => seen.push(scheduler.nowMs() - START_MS));
    host.pass(2_000);
    scheduler.changeSpeed(1_000);
    host.pass(57);
    expect(seen).toEqual([]);
    host.pass(63);
    expect(seen).toEqual([60_000, 120_000]);
    expect(scheduler.pacedMs() - START_MS).toBe(2_000 + 120_000);
  });

  it("keeps to a change of speed that was planned, however late the host is", () => {
    const { host, scheduler } = paced(1_000);
    const seen: number[] = [];
    scheduler.start();
    scheduler.changeSpeedAt(START_MS + 60_000, 1);
    for (const second of [59, 61, 3_600])
      scheduler.at(START_MS + second * 1_000, 0, () => seen.push(second));
    host.hold(960);
    host.pass(0);
    expect(seen).toEqual([59]);
    expect(scheduler.pacedMs() - START_MS).toBe(60_900);
    host.pass(200);
    expect(seen).toEqual([59, 61]);
  });

  it("runs nothing after it was stopped", () => {
    const { host, scheduler } = paced(10);
    let ran = 0;
    scheduler.start();
    scheduler.at(START_MS + 100, 0, () => {
      ran += 1;
      scheduler.stop();
    });
    scheduler.at(START_MS + 200, 0, () => {
      ran += 1;
    });
    host.pass(1_000);
    expect(ran).toBe(1);
  });

  it("refuses a speed below one", () => {
    expect(() => paced(0.5)).toThrow(RangeError);
    expect(() => paced(1).scheduler.changeSpeed(Number.NaN)).toThrow(RangeError);
  });
});
