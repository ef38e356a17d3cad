import type { SignalShow } from "@dosekit/protocols";
import {
  type DoseWait,
  EventQueue,
  type HandAction,
  type HomeCareAsked,
  type PeopleHabits,
  Person,
  type Persona,
  type PersonaPreset,
  personaNamed,
  streamOf,
  USUAL_HABITS,
} from "@dosekit/simulator";

const MINUTE_MS = 60_000;

/** Blinks and sounds. */
export const ON: SignalShow = { type: "signal.show", light: "blink", sound: 5 };
/** Waits by a steady light. */
export const LIT: SignalShow = { type: "signal.show", light: "steady", sound: 0 };
/** Shows nothing. */
export const OFF: SignalShow = { type: "signal.show", light: "off", sound: 0 };

/** What a gesture was, and when. */
export interface Act {
  readonly type: HandAction["type"];
  readonly atMs: number;
}

/** What matters of a person to a test; the rest is filled in. */
export interface PersonWish {
  readonly persona?: Persona;
  readonly preset?: PersonaPreset;
  readonly habits?: Partial<PeopleHabits>;
  readonly seed?: string;
  readonly gesture?: "tilt" | "press";
  readonly wait?: DoseWait;
  readonly asks?: HomeCareAsked;
  /** What the device does when it is handled; goes dark at the gesture when absent. */
  readonly onAct?: (action: HandAction, person: Person) => void;
}

/** Habits with nothing in them but answers to the device. */
const PLAIN: Partial<PeopleHabits> = {
  ...{ idling: false, mistakes: false, journeys: false, relatives: false },
};

/** One hour until the alert, two until the end. */
export const WAIT: DoseWait = { alertMs: 60 * MINUTE_MS, lateMs: 120 * MINUTE_MS };

/** Puts a person before a device that is played by the test. */
export function personBench({ seed = "1", persona, preset, habits, ...wish }: PersonWish = {}) {
  const queue = new EventQueue(0);
  const acts: Act[] = [];
  const goDark = ({ type }: HandAction) => {
    if (type === "tilt" || type === "press") person.see(OFF);
  };
  const person: Person = new Person({
    ...{ scheduler: queue, lane: 0 },
    stream: (purpose) => streamOf(seed, "device", purpose),
    persona: persona ?? personaNamed("stable"),
    preset: preset ?? "A",
    habits: { ...USUAL_HABITS, ...PLAIN, ...habits },
    gesture: wish.gesture ?? "tilt",
    wait: wish.wait ?? WAIT,
    ...(wish.asks === undefined ? {} : { asks: wish.asks }),
    hands: (action) => {
      acts.push({ type: action.type, atMs: queue.nowMs() });
      if (wish.onAct === undefined) goDark(action);
      else wish.onAct(action, person);
    },
  });
  return { queue, person, acts, types: () => acts.map(({ type }) => type) };
}

/** A persona that differs from one that there is in some values. */
export function personaWith(
  name: string,
  values: Partial<Record<Exclude<keyof Persona, "name" | "title">, number>>,
): Persona {
  const base = personaNamed(name);
  const changed = Object.entries(values).map(([field, value]) => {
    const figure = base[field as keyof Persona];
    if (typeof figure === "string") throw new TypeError(`${field} is no figure`);
    const one = (old: object) => ({ ...old, value });
    return [field, "A" in figure ? { A: one(figure.A), B: one(figure.B) } : one(figure)];
  });
  return { ...base, ...Object.fromEntries(changed) };
}
