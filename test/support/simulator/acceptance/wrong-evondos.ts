import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { productNamed } from "./changed-profiles.ts";
import { doing, hearing, lateTimers, spoiledBy, writing } from "./spoil-logic.ts";
import { spoiledPlant, together } from "./spoil-plant.ts";
import type { WrongProduct } from "./wrong-product.ts";

const E300 = productNamed("evondos-e300");
const MINI = productNamed("evondos-mini");

/** Presses without a dose after which a bad lock gives in. */
const BAD_LOCK_PRESSES = 25;
const FORGETFUL_MS = 8 * HOUR_MS;

/** Wrong dispensers that read each pouch. */
export const WRONG_EVONDOS: readonly WrongProduct[] = [
  {
    ...{ criterion: "T-1", judge: "offered-inside-window", base: E300 },
    does: "lets a pouch go when the button is pressed very often",
    spoil: {
      mechanism: spoiledPlant(() => {
        let presses = 0;
        return {
          drive: (plant, motion) => {
            if (motion.motion === "roll.release") presses = 0;
            return plant.drive(motion);
          },
          handle: (plant, action) => {
            presses += action.type === "press" ? 1 : 0;
            if (presses < BAD_LOCK_PRESSES) return plant.handle(action);
            presses = 0;
            const forced = ["roll.read", "roll.park", "roll.release"].flatMap(
              (motion) => plant.drive({ type: "motion.start", motion }).facts,
            );
            return together(plant.handle(action), { reactions: [], facts: forced });
          },
        };
      }),
    },
  },
  {
    ...{ criterion: "T-2", judge: "light-then-rising-sound", base: E300 },
    does: "never gets louder than 3 of 10",
    spoil: doing((effect) =>
      effect.type === "signal.show" ? { ...effect, sound: Math.min(3, effect.sound) } : effect,
    ),
  },
  {
    ...{ criterion: "T-3", judge: "untaken-locked-away", base: E300 },
    does: "locks a pouch away two minutes late",
    spoil: spoiledBy(() => lateTimers("late/", 2 * MINUTE_MS)),
  },
  {
    ...{ criterion: "T-4", judge: "wrong-pouch-kept", base: E300 },
    does: "reads a torn pouch as if it were whole",
    spoil: hearing((input) => {
      if (input.type !== "pouch.read" || input.reading.found !== "torn") return input;
      const reading = {
        ...({ found: "print", date: "2027-05-10", minuteOfDay: 480, owner: "own" } as const),
      };
      return { ...input, reading };
    }),
  },
  {
    ...{ criterion: "T-5", judge: "travel-doses-together", base: E300 },
    does: "tells of one dose too many for a journey",
    spoil: writing((record) =>
      record.kind === "travel.dispensed" ? { ...record, count: (record.count ?? 0) + 1 } : record,
    ),
  },
  {
    ...{ criterion: "T-6", judge: "assisted-silent-and-locked", base: E300 },
    does: "stays as it is when it is put into assisted mode",
    spoil: hearing((input) =>
      input.type === "command.received" && input.command.verb === "set-assistance"
        ? { ...input, command: { ...input.command, on: 0 } }
        : input,
    ),
  },
  {
    ...{ criterion: "T-7", judge: "mains-off-four-hours", base: E300 },
    does: "has a battery that lasts for an hour",
    profile: {
      ...E300,
      hardware: {
        batteryLifeHours: {
          ...{ value: 1, unit: "h", range: [1, 24], confidence: "inferred", source: "too small" },
        },
      },
    },
  },
  {
    ...{ criterion: "H-1", judge: "low-supply-earlier", base: MINI },
    does: "tells of low supply half a day before the roll is empty, with four doses a day",
    spoil: hearing((input) =>
      input.type === "config.received" && input.config.plan?.entries.length === 4
        ? { ...input, config: { ...input.config, lowStockDoses: 2 } }
        : input,
    ),
  },
  {
    ...{ criterion: "H-2", judge: "moved-without-power", base: MINI },
    does: "waits for staff after a night without power",
    spoil: spoiledBy(() => {
      let seenMs = 0;
      let isWaiting = false;
      return {
        boot: (checkpoint, civilMs) => {
          isWaiting = checkpoint !== undefined && civilMs - seenMs > FORGETFUL_MS;
        },
        input: (input, civilMs) => {
          seenMs = civilMs;
          if (input.type === "lid.opened") isWaiting = false;
          return isWaiting && input.type === "button.pressed" ? undefined : input;
        },
      };
    }),
  },
];
