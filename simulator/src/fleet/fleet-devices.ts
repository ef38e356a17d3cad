import type { DosePlan } from "@dosekit/protocols";
import type { DeviceSpec } from "../home/run-spec.ts";
import { PEOPLE_FIGURES } from "../people/people-figures.ts";
import type { PersonaName } from "../people/persona.ts";
import { streamOf } from "../random/random-stream.ts";

/** Homes that one morning's round of home care has room for. */
const HOMES_OF_ROUND = PEOPLE_FIGURES.homesOfRound.value;

/** Something with its part of a whole; parts need not add up to anything. */
export interface Share<T> {
  readonly value: T;
  readonly share: number;
}

/** Devices of a fleet that are drawn alike. */
export interface DeviceLot {
  /** First part of the devices' names. */
  readonly name: string;
  readonly count: number;
  readonly products: readonly Share<string>[];
  /** Plans for devices of one product: its windows are part of the plan. */
  readonly plansFor: (product: string) => readonly Share<DosePlan>[];
  readonly personas: readonly Share<PersonaName>[];
}

/**
 * Draws the devices of a lot. Each device draws by its own name, so that a larger lot has the same
 * first devices and no device depends on another.
 */
export function devicesOfLot(lot: DeviceLot, seed: string): readonly DeviceSpec[] {
  const width = Math.max(4, String(lot.count).length);
  return Array.from({ length: lot.count }, (_, index) => {
    const deviceId = `${lot.name}-${String(index + 1).padStart(width, "0")}`;
    const random = streamOf(seed, deviceId, "fleet");
    const product = drawShare(lot.products, random.uniform());
    return {
      deviceId,
      product,
      plan: drawShare(lot.plansFor(product), random.uniform()),
      configVersion: 1,
      persona: drawShare(lot.personas, random.uniform()),
      roundStop: {
        round: `${lot.name}-round-${Math.floor(index / HOMES_OF_ROUND) + 1}`,
        stop: index % HOMES_OF_ROUND,
      },
    };
  });
}

/**
 * Picks by shares.
 *
 * @param at place in the whole, 0 to 1
 * @throws RangeError when no share is above 0 (a caller's bug)
 */
export function drawShare<T>(shares: readonly Share<T>[], at: number): T {
  const whole = shares.reduce((sum, { share }) => sum + share, 0);
  let left = at * whole;
  for (const { value, share } of shares) {
    if (left < share) return value;
    left -= share;
  }
  const last = shares.findLast(({ share }) => share > 0);
  if (last === undefined) throw new RangeError("no share is above 0");
  return last.value;
}
