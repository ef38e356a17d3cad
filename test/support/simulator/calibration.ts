import type { ProductProfile } from "@dosekit/firmware-model";
import { DAY_MS, HOUR_MS } from "@dosekit/protocols";
import {
  CALIBRATION_HABITS,
  doseWaitOf,
  EventQueue,
  type PeopleHabits,
  Person,
  type Persona,
  type PersonaPreset,
  Relatives,
  shippedPersonas,
  streamOf,
} from "@dosekit/simulator";
import { profileNamed } from "../firmware-model/mechanism-bench.ts";
import { oneDosePlan } from "./one-dose-plan.ts";
import { ScriptedDispenser } from "./scripted-dispenser.ts";

/**
 * The E300 with an alert point of its own at 60 minutes, for calibration only: with the alert at the
 * end of the window, as the product has it, a call would help nobody.
 */
export const E300_ALERT_AT_60: ProductProfile = {
  ...profileNamed("evondos-e300"),
  product: "e300-alert-at-60",
  alertPoints: [
    {
      after: "minutes",
      minutes: {
        value: 60,
        unit: "min",
        range: [0, 120],
        confidence: "unknown",
        source: "for calibration only",
      },
      alert: "1.1",
    },
  ],
};

/** What is calibrated. */
export interface CalibrationWish {
  readonly profile: ProductProfile;
  readonly preset: PersonaPreset;
  readonly doses: number;
  readonly seed: string;
  readonly personas?: readonly Persona[];
  readonly habits?: Partial<PeopleHabits>;
}

/** What came out, in doses. */
export interface CalibrationCount {
  readonly doses: number;
  readonly missed: number;
  readonly alerts: number;
}

/** Homes of one calibration: each persona has its share of them. */
const HOMES = 100;
const DOSES_PER_DAY = 2;
/** Morning and evening, from midnight. */
const DUE_MS = [8 * HOUR_MS, 20 * HOUR_MS] as const;

/**
 * Lets people live with scripted dispensers on virtual time, and counts doses missed and alerts that
 * told of one. Nobody outside answers an alert: whoever is called is called as part of the persona.
 */
export function calibrate(wish: CalibrationWish): CalibrationCount {
  const days = Math.ceil(wish.doses / HOMES / DOSES_PER_DAY);
  const sum = { doses: 0, missed: 0, alerts: 0 };
  for (let home = 0; home < HOMES; home += 1) {
    const own = liveAtHome(wish, home, days);
    sum.doses += own.doses;
    sum.missed += own.missed;
    sum.alerts += own.alerts;
  }
  return sum;
}

function liveAtHome(wish: CalibrationWish, home: number, days: number): CalibrationCount {
  const { profile, preset, seed, personas = shippedPersonas() } = wish;
  const habits = { ...CALIBRATION_HABITS, ...wish.habits };
  const count = { doses: 0, missed: 0, alerts: 0 };
  const queue = new EventQueue(0);
  const stream = (purpose: string) => streamOf(seed, `home-${home}`, purpose);
  const person: Person = new Person({
    ...{ scheduler: queue, lane: 0, stream, preset, habits },
    persona: personaOfHome(personas, home),
    gesture: profile.mechanism.value === "tray" ? "tilt" : "press",
    wait: doseWaitOf(profile, oneDosePlan(profile)),
    hands: (action) => dispenser.handle(action),
  });
  const relatives = new Relatives({
    ...{ scheduler: queue, lane: 0, random: stream("relatives") },
    help: () => void person.helped(),
  });
  const dispenser = new ScriptedDispenser({
    scheduler: queue,
    profile,
    show: (shown) => {
      person.see(shown);
      if (relatives.areThere()) person.helped();
    },
    onEnd: ({ isTaken, isAlerted }) => {
      count.doses += 1;
      count.missed += isTaken ? 0 : 1;
      count.alerts += isAlerted ? 1 : 0;
    },
  });
  person.start();
  if (habits.relatives) relatives.start();
  for (let day = 0; day < days; day += 1) {
    for (const dueMs of DUE_MS) {
      queue.runUntil(day * DAY_MS + dueMs);
      dispenser.offer();
    }
  }
  queue.runUntil(days * DAY_MS + DAY_MS);
  return count;
}

/** The homes in order of the personas, each with its share. */
function personaOfHome(personas: readonly Persona[], home: number): Persona {
  const whole = personas.reduce((sum, { share }) => sum + share.value, 0);
  let until = 0;
  for (const persona of personas) {
    until += (persona.share.value / whole) * HOMES;
    if (home + 0.5 < until) return persona;
  }
  throw new RangeError(`no persona for home ${home}`);
}

/** Chance of a count, and how far it may be off: so many deviations of a binomial number. */
export function per100({ doses }: CalibrationCount, count: number): number {
  return (100 * count) / doses;
}

/** Standard deviation of a rate per 100 doses. */
export function deviationPer100(ratePer100: number, doses: number): number {
  const rate = ratePer100 / 100;
  return 100 * Math.sqrt((rate * (1 - rate)) / doses);
}
