import { DAY_MS } from "@dosekit/protocols";
import {
  CIVIL_RECHECK_MS,
  HOST_TIMER_MAX_MS,
  type HostTime,
  SystemClock,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";

/** A host whose time passes in jumps from timer to timer. */
class FakeHost implements HostTime {
  #timers: { readonly atMs: number; readonly call: () => void }[] = [];
  nowMs = 1_000.25;
  wallOffsetMs = 1_790_000_000_000;
  readonly delays: number[] = [];

  wallMs(): number {
    return this.nowMs + this.wallOffsetMs;
  }

  monotonicMs(): number {
    return this.nowMs;
  }

  after(delayMs: number, call: () => void): () => void {
    this.delays.push(delayMs);
    const timer = { atMs: this.nowMs + delayMs, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    const endMs = this.nowMs + ms;
    for (;;) {
      const next = this.#timers
        .filter(({ atMs }) => atMs <= endMs)
        .sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.nowMs = next.atMs;
      next.call();
    }
    this.nowMs = endMs;
  }

  pending(): number {
    return this.#timers.length;
  }
}

function fixture(options: ConstructorParameters<typeof SystemClock>[0] = {}) {
  const host = new FakeHost();
  const clock = new SystemClock({ host, ...options });
  const fired: string[] = [];
  const arm = (slot: string, basis: "uptime" | "civil", atMs: number) =>
    clock.arm(slot, basis, atMs, () => fired.push(slot));
  return { host, clock, fired, arm };
}

describe("the clock of a real board", () => {
  test("starts uptime at zero and shows whole milliseconds", () => {
    const { clock, host } = fixture();
    host.pass(10.9);
    expect(clock.now()).toEqual({
      uptimeMs: 10,
      civilMs: 1_790_000_001_011,
      clock: "synced",
      clockErrorMs: 1_000,
    });
  });

  test("keeps a deadline beyond what a host timer can", () => {
    const { host, fired, arm } = fixture();
    arm("expiry", "uptime", 90 * DAY_MS);
    host.pass(90 * DAY_MS - 1);
    expect(fired).toEqual([]);
    host.pass(1);
    expect(fired).toEqual(["expiry"]);
    expect(Math.max(...host.delays)).toBe(HOST_TIMER_MAX_MS);
  });

  test("fires due timers in the order of deadline and arming", () => {
    const { host, fired, arm } = fixture();
    arm("c", "uptime", 300);
    arm("a", "uptime", 100);
    arm("b1", "uptime", 200);
    arm("b2", "uptime", 200);
    host.nowMs += 500;
    host.pass(0);
    host.pass(300);
    expect(fired).toEqual(["a", "b1", "b2", "c"]);
  });

  test("replaces a timer of the same name and forgets a cancelled one", () => {
    const { host, clock, fired, arm } = fixture();
    arm("dose", "uptime", 100);
    arm("dose", "uptime", 300);
    arm("other", "uptime", 50);
    clock.cancel("other");
    clock.cancel("unknown");
    host.pass(299);
    expect(fired).toEqual([]);
    host.pass(1);
    expect(fired).toEqual(["dose"]);
    expect(host.pending()).toBe(0);
  });

  test("notices within half a minute that the wall clock was set, and tells", () => {
    const steps: number[] = [];
    const { host, clock, fired, arm } = fixture({ onStep: (previousMs) => steps.push(previousMs) });
    arm("dose", "civil", (clock.now().civilMs ?? 0) + DAY_MS);
    host.pass(1_000);
    host.wallOffsetMs += DAY_MS;
    const beforeMs = (clock.now().civilMs ?? 0) - DAY_MS;
    host.pass(CIVIL_RECHECK_MS);
    expect(fired).toEqual(["dose"]);
    expect(steps).toHaveLength(1);
    expect(Math.abs((steps[0] ?? 0) - beforeMs)).toBeLessThanOrEqual(CIVIL_RECHECK_MS);
  });

  test("moves civil timers when the device sets its clock, and uptime timers not", () => {
    const { host, clock, fired, arm } = fixture();
    const civilMs = clock.now().civilMs ?? 0;
    arm("dose", "civil", civilMs + 10_000);
    arm("motor", "uptime", 5_000);
    clock.setCivil(civilMs + 20_000);
    host.pass(0);
    expect(fired).toEqual(["dose"]);
    host.pass(5_000);
    expect(fired).toEqual(["dose", "motor"]);
  });

  test("that is unset shows no civil time and fires no civil timer until it is set", () => {
    const { host, clock, fired, arm } = fixture({ quality: "unset" });
    arm("dose", "civil", 5_000);
    host.pass(DAY_MS);
    expect(clock.now()).toMatchObject({ civilMs: undefined, clock: "unset" });
    expect({ fired, pending: host.pending() }).toEqual({ fired: [], pending: 0 });
    clock.setCivil(4_000);
    expect(clock.now()).toMatchObject({ civilMs: 4_000, clock: "synced" });
    host.pass(1_000);
    expect(fired).toEqual(["dose"]);
  });

  test("admits a growing error until it is set again", () => {
    const { host, clock } = fixture({ quality: "rtc", errorMs: 500, driftPpm: 100 });
    host.pass(DAY_MS);
    expect(clock.now().clockErrorMs).toBe(500 + 8_640);
    clock.setCivil(1_790_000_000_000);
    expect(clock.now().clockErrorMs).toBe(500);
  });
});

describe("the retry timer", () => {
  test("fires once, and not when it was cancelled or armed anew", () => {
    const host = new FakeHost();
    const timer = new SystemRetryTimer(host);
    const fired: string[] = [];
    timer.arm(100, () => fired.push("old"));
    timer.arm(200, () => fired.push("new"));
    host.pass(1_000);
    timer.arm(100, () => fired.push("cancelled"));
    timer.cancel();
    host.pass(1_000);
    expect(fired).toEqual(["new"]);
  });
});
