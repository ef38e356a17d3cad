import { type HostTimer, LeapingTime } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** A host whose time passes when it is told to. */
class HandTimer implements HostTimer {
  #nowMs = 0;
  #alarms: { dueMs: number; run: () => void }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const alarm = { dueMs: this.#nowMs + delayMs, run };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((one) => one !== alarm);
    };
  }

  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#alarms
        .filter(({ dueMs }) => dueMs <= endMs)
        .sort((left, right) => left.dueMs - right.dueMs)[0];
      if (due === undefined) break;
      this.#alarms = this.#alarms.filter((one) => one !== due);
      this.#nowMs = Math.max(this.#nowMs, due.dueMs);
      due.run();
    }
    this.#nowMs = endMs;
  }
}

function time() {
  const host = new HandTimer();
  const leaping = new LeapingTime(1_000_000, host, (fault) => {
    throw fault;
  });
  leaping.scheduler.start();
  return { host, leaping, scheduler: leaping.scheduler };
}

describe("time that can leap", () => {
  it("lets everything on the way happen at its own time and in order", () => {
    const { host, leaping, scheduler } = time();
    const seen: number[] = [];
    for (const afterMs of [90_000, 10_000, 50_000]) {
      scheduler.at(1_000_000 + afterMs, 0, () => seen.push(scheduler.nowMs() - 1_000_000));
    }
    leaping.leapTo(1_060_000);
    host.pass(5);
    expect(seen).toEqual([10_000, 50_000]);
    expect(scheduler.pacedMs()).toBe(1_060_005);
  });

  it.each([1, 60])("goes on at its speed behind the leap (%i)", (speed) => {
    const { host, leaping, scheduler } = time();
    leaping.changeSpeed(speed);
    const seen: number[] = [];
    scheduler.at(9_000_000, 0, () => seen.push(scheduler.nowMs()));
    leaping.leapTo(9_000_000 - 5_000 * speed);
    host.pass(4_900);
    expect(seen).toEqual([]);
    host.pass(200);
    expect(seen).toEqual([9_000_000]);
  });

  it("leaps from within an event", () => {
    const { host, leaping, scheduler } = time();
    const seen: string[] = [];
    scheduler.at(1_000_010, 0, () => leaping.leapTo(2_000_000));
    scheduler.at(1_999_999, 0, () => seen.push("before"));
    scheduler.at(2_000_000, 0, () => seen.push("at"));
    scheduler.at(2_500_000, 0, () => seen.push("behind"));
    host.pass(100);
    expect(seen).toEqual(["before", "at"]);
  });

  it("never goes back", () => {
    const { leaping, scheduler } = time();
    leaping.leapTo(5);
    expect(scheduler.pacedMs()).toBe(1_000_000);
  });
});
