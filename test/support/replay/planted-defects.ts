import type { DeviceInput, DeviceLogic, DosePlan, Effect, JournalRecord } from "@dosekit/protocols";
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

/** A mechanism of which the truth differs: what truly happens is changed. */
export function truly(change: (fact: PlantFact) => readonly PlantFact[]): HomeSpoilers {
  const spoiled = (response: PlantResponse): PlantResponse => ({
    ...response,
    facts: response.facts.flatMap(change),
  });
  return {
    mechanism: (offer: PlantOffer) => ({
      ...offer,
      plant: new Proxy(offer.plant, {
        get: (plant, name) => {
          const value: unknown = Reflect.get(plant, name, plant);
          if (typeof value !== "function") return value;
          return (...args: unknown[]) => {
            const result: unknown = Reflect.apply(value, plant, args);
            const isMoving = name === "handle" || name === "drive";
            return isMoving ? spoiled(result as PlantResponse) : result;
          };
        },
      }),
    }),
  };
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
