import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import type { DeviceLogic, MotionStart } from "@dosekit/protocols";
import type { TakingGesture } from "../people/hands.ts";
import type { HomePlant } from "../plant/home-plant.ts";
import type { PlantSetup } from "../plant/plant-of.ts";

/**
 * A vendor's device, as the port kit takes it: its own program, and what its mechanism truly does.
 *
 * The program is the very one that runs on the board ({@link DeviceLogic}); the kit puts it on the
 * SDK's device runtime with a virtual clock, storage that can be cut off in mid-write, and a link.
 */
export interface VendorDevice<State> {
  /** Name of the product, as it stands in the device's births. */
  readonly product: string;
  /** Shipped product whose figures (power, spool, sleep) hold where {@link figures} says nothing. */
  readonly like: string;
  /** Figures of the product itself. */
  readonly figures?: Partial<Omit<ProductProfile, "product">>;
  readonly logic: DeviceLogic<State>;
  /** Doses that staff fill in. */
  readonly capacity: number;
  /** What a person does to get a dose: turns the device over, or presses a button. */
  readonly gesture: TakingGesture;
  /** Builds the physical truth of one device: where each dose is, and what sensors say of it. */
  readonly plant: (setup: PlantSetup) => HomePlant;
  /** Says which movements make medicine accessible; by the verb of their name when absent. */
  readonly opens?: (motion: MotionStart) => boolean;
}

/**
 * Gives the figures that a home of the device lives by.
 *
 * @throws RangeError when there is no product of the name `like` (a caller's bug)
 */
export function profileOfVendor({
  product,
  like,
  figures,
}: Pick<VendorDevice<unknown>, "product" | "like" | "figures">): ProductProfile {
  const base = profileOf(like);
  if (base === undefined) throw new RangeError(`no product is named ${like}`);
  return { ...base, ...figures, product };
}
