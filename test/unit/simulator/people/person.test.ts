import type { SignalShow } from "@dosekit/protocols";
import {
  EventQueue,
  PERSONAS,
  Person,
  type PersonaName,
  type PersonaPreset,
  streamOf,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const MINUTE_MS = 60_000;
const ON: SignalShow = { type: "signal.show", light: "blink", sound: 5 };
const OFF: SignalShow = { type: "signal.show", light: "off", sound: 0 };

interface Life {
  readonly persona?: PersonaName;
  readonly preset?: PersonaPreset;
  readonly seed?: string;
}

function live({ persona = "stable", preset = "A", seed = "1" }: Life = {}) {
  const queue = new EventQueue(0);
  const acts: string[] = [];
  const person = new Person({
    scheduler: queue,
    lane: 0,
    random: streamOf(seed, "device", "person"),
    persona: PERSONAS[persona],
    preset,
    gesture: "tilt",
    hands: ({ type }) => {
      acts.push(type);
      if (type === "tilt") person.see(OFF);
    },
  });
  return { queue, person, acts };
}

/** Share of new calls that are answered within two hours, over many people. */
function shareTaking(life: Life, called: boolean, people = 1_500): number {
  let taken = 0;
  for (let index = 0; index < people; index += 1) {
    const { queue, person, acts } = live({ ...life, seed: `${index}` });
    person.see(ON);
    if (life.persona === "forgetful") {
      // A second round of reminding, for those who ignore the first.
      queue.runUntil(5 * MINUTE_MS);
      if (acts.length === 0) {
        person.see(OFF);
        person.see(ON);
      }
    }
    queue.runUntil(60 * MINUTE_MS);
    if (called) person.called();
    queue.runUntil(600 * MINUTE_MS);
    if (acts.includes("tilt")) taken += 1;
  }
  return taken / people;
}

describe("a person", () => {
  test("turns the signalling device over and back, once", () => {
    const { queue, person, acts } = live();
    person.see(ON);
    queue.runUntil(120 * MINUTE_MS);
    expect(acts).toEqual(["tilt", "right"]);
  });

  test("does nothing while the device is quiet", () => {
    const { queue, person, acts } = live();
    person.see(OFF);
    queue.runUntil(600 * MINUTE_MS);
    expect(acts).toEqual([]);
  });

  test("tries again while the device keeps signalling, and gives up", () => {
    const queue = new EventQueue(0);
    let tilts = 0;
    const person = new Person({
      scheduler: queue,
      lane: 0,
      random: streamOf("1", "device", "person"),
      persona: PERSONAS.stable,
      preset: "A",
      gesture: "tilt",
      hands: ({ type }) => {
        if (type === "tilt") tilts += 1;
      },
    });
    person.see(ON);
    queue.runUntil(600 * MINUTE_MS);
    expect(tilts).toBe(3);
  });

  test("takes a dose alone about as often as the persona says", () => {
    expect(shareTaking({ persona: "stable", preset: "B" }, false)).toBeCloseTo(0.99, 1);
    expect(shareTaking({ persona: "forgetful", preset: "B" }, false)).toBeCloseTo(0.955, 1);
  });

  test("takes some more after a call", () => {
    const life: Life = { persona: "forgetful", preset: "B" };
    const [alone, called] = [shareTaking(life, false), shareTaking(life, true)];
    expect(called).toBeGreaterThan(alone);
    expect(called).toBeLessThan(1);
  });

  test("handles the device without a reason now and then", () => {
    const { queue, person, acts } = live({ persona: "forgetful" });
    person.start();
    queue.runUntil(40 * 24 * 60 * MINUTE_MS);
    // 0.5 a day for 40 days: 20 times, and three deviations of a Poisson number either way.
    const times = acts.filter((act) => act === "press" || act === "tilt").length;
    expect(times).toBeGreaterThan(6);
    expect(times).toBeLessThan(40);
    expect(acts).toContain("press");
  });
});
