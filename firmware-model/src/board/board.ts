import { type DeviceInput, MINUTE_MS, type PreventionReason } from "@dosekit/protocols";
import type { MachineContext, MachineEvent, MachineState } from "../machine/executor.ts";
import { HARDWARE_FIGURES } from "../profile/hardware-figures.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import type { BoardContext, BoardEvent, BoardFigures } from "./board.events.ts";

/** Reads the board's numbers from a profile, or those of every product. */
export function boardFigures(profile: ProductProfile): BoardFigures {
  const own = { ...HARDWARE_FIGURES, ...profile.hardware };
  return {
    batteryLowPermille: profile.batteryLowPermille.value,
    batteryEmptyPermille: own.batteryEmptyPermille.value,
    batteryBackPermille: own.batteryBackPermille.value,
    temperatureMinC: own.temperatureMinC.value,
    temperatureMaxC: own.temperatureMaxC.value,
    temperatureBackC: own.temperatureBackC.value,
    resetsMax: own.resetsMax.value,
    resetForgottenMs: own.resetForgottenMin.value * MINUTE_MS,
  };
}

/** What the board's chart remembers before the first boot. */
export function freshBoardContext(profile: ProductProfile): MachineContext {
  const context: BoardContext = { figures: boardFigures(profile), resets: 0 };
  return context as unknown as MachineContext;
}

/** Names what the board said in the words of its chart; the rest means nothing to it. */
export function boardEventOf(input: DeviceInput): MachineEvent | undefined {
  const event = ownEventOf(input);
  return event as MachineEvent | undefined;
}

function ownEventOf(input: DeviceInput): BoardEvent | undefined {
  switch (input.type) {
    case "mains.lost":
    case "mains.restored":
    case "case.opened":
    case "case.closed":
      return { type: input.type };
    case "battery.measured":
      return isPermille(input.permille)
        ? { type: input.type, permille: input.permille }
        : undefined;
    case "temperature.measured":
      return Number.isFinite(input.celsius)
        ? { type: input.type, celsius: input.celsius }
        : undefined;
    case "lid.opened":
      return input.withKey ? { type: "staff.came" } : undefined;
    default:
      return undefined;
  }
}

function isPermille(value: number): boolean {
  return value >= 0 && value <= 1_000;
}

/**
 * Says what of the hardware stands in the way of every dose; `undefined` when nothing does. A
 * movement that is begun with an empty battery might not end.
 */
export function boardObstacle(
  { value }: MachineState,
  profile: ProductProfile,
): PreventionReason | undefined {
  const regions = value as Readonly<Record<string, unknown>>;
  const hasMains = profile.power !== "battery" && regions["mains"] === "connected";
  if (regions["battery"] === "empty" && !hasMains) return "no-power";
  const isFit = regions["health"] === "fit" || regions["health"] === "shaken";
  const isSound = isFit && regions["climate"] === "fit" && regions["case"] === "closed";
  return isSound ? undefined : "device-fault";
}
