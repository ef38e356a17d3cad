import {
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  type DosePlan,
  type Effect,
  instant,
  type JournalRecord,
  type MotionStart,
} from "@dosekit/protocols";
import type { HomeSpoilers, PlantFact, PlantOffer, PlantResponse } from "@dosekit/simulator";

type Logic = DeviceLogic<unknown>;
type Step = (logic: Logic, ...args: Parameters<Logic["step"]>) => ReturnType<Logic["step"]>;

/** Spoils a device's program: what does not change is the program's own. */
function spoiledLogic(changes: (logic: Logic) => Partial<Logic>): HomeSpoilers {
  return {
    logic: (logic) => ({
      boot: (checkpoint, input, now) => logic.boot(checkpoint, input, now),
      step: (state, input, now) => logic.step(state, input, now),
      checkpoint: (state) => logic.checkpoint(state),
      timers: (state) => logic.timers(state),
      ...(logic.capabilities === undefined
        ? {}
        : { capabilities: () => logic.capabilities?.() ?? NO_CAPABILITIES }),
      ...changes(logic),
    }),
  };
}

const NO_CAPABILITIES = {
  verbs: [],
  planEntriesMax: 0,
  dosesPerDayMax: 0,
  minimumSpacingMin: 0,
  repliesKept: 0,
};

/** A device whose steps are spoiled. */
export function stepping(step: Step): HomeSpoilers {
  return spoiledLogic((logic) => ({ step: (...args) => step(logic, ...args) }));
}

/** A device that hears its plan wrong. */
export function hearingPlan(change: (plan: DosePlan) => DosePlan): HomeSpoilers {
  const heard = (input: DeviceInput): DeviceInput => {
    if (input.type !== "config.received" || input.config.plan === undefined) return input;
    const { config } = input;
    return { ...input, config: { ...config, plan: change(input.config.plan) } };
  };
  return stepping((logic, state, input, now) => logic.step(state, heard(input), now));
}

/** A device whose commands to its board are changed on their way. */
export function asking(change: (effect: Effect) => readonly Effect[]): HomeSpoilers {
  return stepping((logic, ...args) => {
    const [state, effects] = logic.step(...args);
    return [state, effects.flatMap(change)];
  });
}

/** A device that writes other records than it means to. */
export function writing(change: (record: JournalRecord) => JournalRecord): HomeSpoilers {
  return asking((effect) =>
    effect.type === "journal.commit"
      ? [{ ...effect, records: effect.records.map(change) }]
      : [effect],
  );
}

/** A device that lets a dose go, writes that down, and lets another one go. */
export function movingAgain(): HomeSpoilers {
  let last: MotionStart | undefined;
  return asking((effect) => {
    if (effect.type === "motion.start" && letsGo(effect)) last = effect;
    const isWritten =
      effect.type === "journal.commit" &&
      effect.records.some(({ kind }) => kind === "dose.released");
    return isWritten && last !== undefined ? [effect, last] : [effect];
  });
}

/** A device that, when its clock is unset, goes on from a time that it holds to be the present one. */
export function guessingTime(bootMs: number): HomeSpoilers {
  const guessed = (now: DeviceTime): DeviceTime =>
    now.civilMs === undefined
      ? { ...now, civilMs: instant(bootMs + now.uptimeMs), clock: "rtc", clockErrorMs: 0 }
      : now;
  return spoiledLogic((logic) => ({
    boot: (checkpoint, input, now) => logic.boot(checkpoint, input, guessed(now)),
    step: (state, input, now) => logic.step(state, input, guessed(now)),
  }));
}

/** A mechanism of which the truth differs: what truly happens is changed. */
export function truly(change: (fact: PlantFact) => readonly PlantFact[]): HomeSpoilers {
  return moving((move) => {
    const response = move();
    return { ...response, facts: response.facts.flatMap(change) };
  });
}

/** A mechanism that lets two doses go where it is asked for one, and tells of one: of the other no sensor can know. */
export const LETTING_TWO_GO: HomeSpoilers = moving((move, motion) => {
  const response = move();
  if (motion === undefined || !letsGo(motion)) return response;
  return { ...response, facts: [...response.facts, ...move().facts.map(undetected)] };
});

function undetected(fact: PlantFact): PlantFact {
  return fact.type === "hazard" ? { ...fact, detectable: false } : fact;
}

/** A mechanism whose sensor tells, as soon as a dose has come, that somebody took it. */
export const SEEING_IT_TAKEN: HomeSpoilers = moving((move, motion) => {
  const response = move();
  if (motion === undefined || !letsGo(motion)) return response;
  const afterMs = (response.reactions.at(-1)?.afterMs ?? 0) + 500;
  const told = { afterMs, input: { type: "outlet.emptied" } } as const;
  return { ...response, reactions: [...response.reactions, told] };
});

/** A mechanism that moves otherwise; `move` moves it once, as the device or a hand asked for. */
function moving(
  moved: (move: () => PlantResponse, motion: MotionStart | undefined) => PlantResponse,
): HomeSpoilers {
  return {
    mechanism: (offer: PlantOffer) => ({
      ...offer,
      plant: new Proxy(offer.plant, {
        get: (plant, name) => {
          const value: unknown = Reflect.get(plant, name, plant);
          if (typeof value !== "function") return value;
          return (...args: unknown[]) => {
            const act = () => Reflect.apply(value, plant, args) as unknown;
            if (name !== "handle" && name !== "drive") return act();
            const motion = name === "drive" ? (args[0] as MotionStart) : undefined;
            return moved(() => act() as PlantResponse, motion);
          };
        },
      }),
    }),
  };
}

function letsGo({ motion }: MotionStart): boolean {
  return motion.endsWith(".release") || motion.endsWith(".offer");
}

/** A gateway that commits something else than what arrived. */
export function committing(
  commits: (record: JournalRecord) => readonly JournalRecord[],
): HomeSpoilers {
  return { commits };
}

/** A device that reads every late limit one minute too late. */
export const LATE_BY_A_MINUTE: HomeSpoilers = hearingPlan((plan) => ({
  ...plan,
  entries: plan.entries.map((entry) => ({ ...entry, lateMin: entry.lateMin + 1 })),
}));
