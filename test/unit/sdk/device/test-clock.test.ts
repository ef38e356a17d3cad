import { HOUR_MS } from "@dosekit/protocols";
import { type HostTime, SystemClock, TestTime } from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";

/** A host that stands still but for what is due at once. */
class StillHost implements HostTime {
  readonly #due: (() => void)[] = [];

  wallMs(): number {
    return 1_790_000_000_000;
  }

  monotonicMs(): number {
    return 5_000;
  }

  after(delayMs: number, call: () => void): () => void {
    // The pauses between two deadlines are the only waits that end.
    if (delayMs === 1) this.#due.push(call);
    return () => undefined;
  }

  runDry(): void {
    for (let call = this.#due.shift(); call !== undefined; call = this.#due.shift()) call();
  }
}

function setUp() {
  const host = new StillHost();
  const time = new TestTime(true, host, 1);
  const steps: number[] = [];
  const clock = new SystemClock({ host: time, onStep: (civilMs) => steps.push(civilMs) });
  const civilMs = () => clock.now().civilMs ?? 0;
  return { host, time, clock, steps, civilMs };
}

describe("the time of a device in the test state", () => {
  it("runs from deadline to deadline, each at its own instant and in their order", () => {
    const { host, time, clock, civilMs, steps } = setUp();
    const startMs = civilMs();
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name} at ${civilMs() - startMs}`);
    clock.arm("late", "civil", startMs + 3 * HOUR_MS, note("late"));
    clock.arm("early", "civil", startMs + HOUR_MS, note("early"));
    clock.arm("never", "civil", startMs + 5 * HOUR_MS, note("never"));
    clock.arm("uptime", "uptime", clock.now().uptimeMs + 2 * HOUR_MS, note("uptime"));
    let isDone = false;
    time.runFor(4 * HOUR_MS, () => {
      isDone = true;
    });
    host.runDry();
    expect(fired).toEqual([
      `early at ${HOUR_MS}`,
      `uptime at ${2 * HOUR_MS}`,
      `late at ${3 * HOUR_MS}`,
    ]);
    expect([isDone, civilMs() - startMs]).toEqual([true, 4 * HOUR_MS]);
    expect(steps).toEqual([]);
  });

  it("carries out what is armed on the way", () => {
    const { host, time, clock, civilMs } = setUp();
    const startMs = civilMs();
    const fired: number[] = [];
    const again = () => {
      fired.push(civilMs() - startMs);
      clock.arm("again", "civil", civilMs() + HOUR_MS, again);
    };
    clock.arm("again", "civil", startMs + HOUR_MS, again);
    time.runFor(3 * HOUR_MS, () => undefined);
    host.runDry();
    expect(fired).toEqual([1, 2, 3].map((hours) => hours * HOUR_MS));
  });

  it("passes by itself when nobody lets it run, and never does outside the test state", () => {
    const time = new TestTime(false, new StillHost(), 1);
    expect([time.wallMs(), time.monotonicMs()]).toEqual([1_790_000_000_000, 5_000]);
    expect(() => time.runFor(1, () => undefined)).toThrow(RangeError);
  });
});
