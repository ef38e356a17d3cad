import { MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import type { MachineContext } from "../machine/executor.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import type { RollContext, RollFigures } from "./roll.events.ts";

/** Figures that a profile of any roll must name beside those of every product. */
export const ROLL_FIGURE_NAMES = ["motionLimitSeconds", "lightOnlyMinutes"] as const;

/**
 * Reads a roll's numbers from a profile; those of a part that it lacks are 0.
 *
 * @throws RangeError when a figure of {@link ROLL_FIGURE_NAMES} is missing
 */
export function rollFigures(profile: ProductProfile): RollFigures {
  const { capacity, reminder, mechanismFigures } = profile;
  const own = (name: string) => mechanismFigures[name]?.value;
  return {
    pouches: capacity.value,
    motionLimitMs: needed(profile, "motionLimitSeconds") * SECOND_MS,
    glowMs: needed(profile, "lightOnlyMinutes") * MINUTE_MS,
    reminderRoundMs: reminder.roundMinutes.value * MINUTE_MS,
    reminderRestMs: (reminder.repeatMinutes.value - reminder.roundMinutes.value) * MINUTE_MS,
    volumeStart: reminder.volumeStart.value,
    volumeStep: reminder.volumeStep.value,
    storePouches: own("rejectStorePouches") ?? 0,
    readings: own("readingsOfOnePouch") ?? 0,
    blanksMax: own("blankPouchesMax") ?? 0,
    holdsMissed: own("missedPouchHeld") !== 0,
  };
}

/** What a roll remembers before its device's first boot. */
export function freshRoll(profile: ProductProfile): MachineContext {
  const context: RollContext = {
    figures: rollFigures(profile),
    slot: 0,
    stock: 0,
    lowStock: profile.lowStockDoses.value,
    round: 0,
    jammed: false,
    over: false,
    wanted: "",
    read: "",
    lastCut: "",
    parked: false,
    spent: false,
    tries: 0,
    blanks: 0,
    stored: 0,
    quiet: false,
    left: false,
    behind: 0,
  };
  return context as unknown as MachineContext;
}

/** Only a roll makes its contexts, and a checkpoint is checked before one is restored. */
export function rollContextOf(context: MachineContext): RollContext {
  return context as unknown as RollContext;
}

function needed(profile: ProductProfile, name: (typeof ROLL_FIGURE_NAMES)[number]): number {
  const figure = profile.mechanismFigures[name];
  if (figure === undefined) throw new RangeError(`${profile.product} has no figure ${name}`);
  return figure.value;
}
