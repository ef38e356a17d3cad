import { EVENTS, type EventKind } from "@dosekit/protocols";
import { SleepCycle, sessionSecondsOf } from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";
import {
  ALERT,
  BENCH_EPOCH,
  bench,
  HandTimer,
  PRESS,
  TILT,
} from "../../../support/device-bench.ts";

const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 10, 22, 12);

/** A device that sleeps, in its first contact, with everything acknowledged. */
function drained() {
  const timer = new HandTimer();
  const made = bench({ sleep: { contactEveryMs: DAY_MS, timer } });
  const { runner, clock, transport } = made;
  clock.civilMs = NOON_MS;
  runner.powerOn("first-boot");
  transport.listener?.onLink(true);
  const settle = () => transport.acknowledge(BENCH_EPOCH, transport.seqs().at(-1) ?? 0);
  const states = () => transport.messages("state").map(({ status }) => status);
  settle();
  return { ...made, timer, settle, states };
}

/** Whether a record of a kind wakes a device that sleeps. */
function wakes(kind: EventKind): boolean {
  const timer = new HandTimer();
  let woken = false;
  const cycle = new SleepCycle(
    { contactEveryMs: DAY_MS, timer },
    {
      isDrained: () => true,
      rest: () => undefined,
      wake: () => {
        woken = true;
      },
      uptimeMs: () => 0,
    },
  );
  cycle.onLink(true);
  timer.fire();
  expect(cycle.isAsleep).toBe(true);
  cycle.onRecord({ epoch: 1, seq: 1, kind, bootId: 1, uptimeMs: 0, clock: "rtc" });
  return woken;
}

/** The same, asleep. */
function asleep() {
  const made = drained();
  made.timer.fire();
  made.settle();
  if (made.transport.ends.length === 0) made.timer.fire();
  return made;
}

describe("a device that sleeps", () => {
  it("leaves no last will", () => {
    expect(drained().transport.lastWill).toEqual(new Uint8Array());
  });

  it("says when it will be there again, and ends the contact", () => {
    const { transport, states } = asleep();
    expect(states()).toEqual(["online", "sleeping"]);
    expect(transport.messages("state").at(-1)?.["nextContactMs"]).toBe(NOON_MS + DAY_MS);
    expect(transport.ends).toEqual(["close"]);
  });

  it("names no instant while its clock is unset", () => {
    const { clock, timer, transport, settle } = drained();
    clock.civilMs = undefined;
    settle();
    timer.fire();
    expect(transport.messages("state").at(-1)).toMatchObject({ status: "sleeping" });
    expect(transport.messages("state").at(-1)).not.toHaveProperty("nextContactMs");
  });

  it("stays as long as the host lacks a record, and not for ever", () => {
    const { runner, timer, clock, states } = drained();
    runner.input(TILT);
    timer.fire();
    expect(states()).toEqual(["online"]);
    clock.advance(600_000);
    timer.fire();
    expect(states()).toEqual(["online", "sleeping"]);
  });

  it("comes back after its time, with what it wrote meanwhile", () => {
    const { runner, transport, timer, states } = asleep();
    const before = Math.max(...transport.seqs());
    runner.input(TILT);
    expect(Math.max(...transport.seqs())).toBe(before);
    expect(timer.delayMs).toBe(DAY_MS);
    timer.fire();
    transport.listener?.onLink(true);
    expect(states()).toEqual(["online", "sleeping", "online"]);
    expect(transport.seqs().at(-1)).toBe(before + 1);
  });

  it("wakes at once for an alert", () => {
    const { runner, transport, states } = asleep();
    const before = transport.listener;
    runner.input(ALERT);
    expect(transport.listener).not.toBe(before);
    transport.listener?.onLink(true);
    expect(states().at(-1)).toBe("online");
    expect(transport.messages("evt").at(-1)?.["kind"]).toBe("alert.raised");
  });

  it.each(Object.keys(EVENTS) as EventKind[])(
    "wakes for %s only if that is of the class alert",
    (kind) => {
      expect(wakes(kind)).toBe(EVENTS[kind].class === "alert");
    },
  );

  it("does not wake for anything less, and not a second time for a second alert", () => {
    const { runner, transport } = asleep();
    const before = transport.listener;
    runner.input(TILT);
    expect(transport.listener).toBe(before);
    runner.input(ALERT);
    const calling = transport.listener;
    runner.input(ALERT);
    expect(transport.listener).toBe(calling);
  });

  it("stays for an answer after an alert, longer than a rung of the ladder lasts", () => {
    const { runner, transport, timer, clock, settle, states } = asleep();
    runner.input(ALERT);
    transport.listener?.onLink(true);
    settle();
    clock.advance(10_000);
    timer.fire();
    expect(states().at(-1)).toBe("online");
    expect(timer.delayMs).toBe(20 * 60_000 - 10_000);
    clock.advance(20 * 60_000);
    timer.fire();
    expect(states().at(-1)).toBe("sleeping");
  });

  it("tries a host again soon that took nothing for a whole contact", () => {
    const { runner, timer, clock, transport, states } = drained();
    runner.input(TILT);
    clock.advance(600_000);
    timer.fire();
    expect(states().at(-1)).toBe("sleeping");
    expect(timer.delayMs).toBe(900_000);
    const said = transport.messages("state").at(-1)?.["nextContactMs"];
    expect(said).toBe(NOON_MS + 600_000 + 900_000);
  });

  it("comes into contact when somebody asks for it, and stays as long as it was asked to", () => {
    const { runner, transport, timer, clock, states } = asleep();
    runner.callHost(60_000);
    transport.listener?.onLink(true);
    expect(states().at(-1)).toBe("online");
    timer.fire();
    expect(timer.delayMs).toBe(60_000);
    clock.advance(60_000);
    timer.fire();
    expect(states().at(-1)).toBe("sleeping");
  });

  it("waits for quiet by the timer of its link, and for its next contact by its own", () => {
    const [timer, quietTimer] = [new HandTimer(), new HandTimer()];
    const { runner, transport } = bench({ sleep: { contactEveryMs: DAY_MS, timer, quietTimer } });
    runner.powerOn("first-boot");
    transport.listener?.onLink(true);
    transport.acknowledge(BENCH_EPOCH, transport.seqs().at(-1) ?? 0);
    expect([timer.delayMs, quietTimer.delayMs]).toEqual([undefined, 10_000]);
    quietTimer.fire();
    expect([timer.delayMs, quietTimer.delayMs]).toEqual([DAY_MS, undefined]);
  });

  it("leaves no timer behind when the power goes", () => {
    const { runner, timer } = asleep();
    runner.powerOff();
    expect(timer.delayMs).toBeUndefined();
  });

  it("needs a time between contacts that timers can keep", () => {
    const sleep = { contactEveryMs: 40 * DAY_MS, timer: new HandTimer() };
    expect(() => bench({ sleep }).runner.powerOn("first-boot")).toThrow(RangeError);
  });

  it("asks for a session that outlasts a missed contact, and for a day at the least", () => {
    expect(sessionSecondsOf({ contactEveryMs: DAY_MS })).toBe(216_000);
    expect(sessionSecondsOf({ contactEveryMs: 60_000 })).toBe(86_400);
  });
});

describe("a device that stays in contact", () => {
  it("leaves a last will and never says that it sleeps", () => {
    const { runner, transport } = bench();
    runner.powerOn("first-boot");
    transport.listener?.onLink(true);
    runner.input(PRESS);
    transport.acknowledge(BENCH_EPOCH, transport.seqs().at(-1) ?? 0);
    expect(transport.lastWill?.length).toBeGreaterThan(0);
    expect(transport.messages("state").map(({ status }) => status)).toEqual(["online"]);
  });
});
