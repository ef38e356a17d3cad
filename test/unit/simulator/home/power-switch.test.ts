import { EventQueue, type PowerCut, PowerSwitch, WRITE_MS } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const HEAL_MS = 10_000;

function powerSwitch() {
  const queue = new EventQueue(0);
  const log: string[] = [];
  let active = 0;
  let onWrite: (() => void) | undefined;
  const power = new PowerSwitch({
    scheduler: queue,
    lane: 0,
    healMs: HEAL_MS,
    off: () => log.push(`off ${queue.nowMs()}`),
    on: () => log.push(`on ${queue.nowMs()}`),
    onChange: (isActive) => {
      active += isActive ? 1 : -1;
    },
    onNextWrite: (told) => {
      onWrite = told;
    },
  });
  const write = () => onWrite?.();
  return { queue, log, power, write, active: () => active };
}

function cut(part: Partial<PowerCut>): PowerCut {
  return { kind: "power-cut", fromMs: 0, durationMs: 100, ...part };
}

describe("a power switch", () => {
  test("gives power back when the last of overlapping cuts has ended", () => {
    const { queue, log, power, active } = powerSwitch();
    power.begin(cut({}));
    queue.runUntil(50);
    power.begin(cut({}));
    queue.runUntil(500);
    expect(log).toEqual(["off 0", "on 150"]);
    expect(active()).toBe(0);
  });

  test("cuts in the middle of the next write", () => {
    const { queue, log, power, write } = powerSwitch();
    power.begin(cut({ aim: "during-write" }));
    queue.runUntil(1_000);
    expect(log).toEqual([]);
    write();
    queue.runUntil(2_000);
    expect(log).toEqual([`off ${1_000 + WRITE_MS / 2}`, `on ${1_100 + WRITE_MS / 2}`]);
  });

  test("cuts in the middle of the next movement, once", () => {
    const { queue, log, power } = powerSwitch();
    power.begin(cut({ aim: "during-motion" }));
    power.onMotion(600);
    power.onMotion(600);
    queue.runUntil(2_000);
    expect(log).toEqual(["off 300", "on 400"]);
  });

  test("lets no cut and no aim outlast the time of healing", () => {
    const { queue, log, power, write, active } = powerSwitch();
    power.begin(cut({ durationMs: 1_000_000 }));
    power.begin(cut({ aim: "during-write" }));
    power.begin(cut({ aim: "during-motion" }));
    power.begin(cut({ aim: "during-motion" }));
    queue.runUntil(HEAL_MS);
    write();
    power.onMotion(10);
    queue.runUntil(3 * HEAL_MS);
    expect(log).toEqual(["off 0", `on ${HEAL_MS}`]);
    expect(active()).toBe(0);
  });
});
