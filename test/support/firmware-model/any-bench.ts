import type { ProductProfile } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { CarouselBench } from "./carousel-bench.ts";
import type { MechanismBench } from "./mechanism-bench.ts";
import { RollBench } from "./roll-bench.ts";
import { TrayBench } from "./tray-bench.ts";
import { follow, storyPlan } from "./tray-stories.ts";

/** Puts a product on the bench of its mechanism. */
export function benchOf(profile: ProductProfile): MechanismBench {
  switch (profile.mechanism.value) {
    case "tray":
      return new TrayBench(profile);
    case "carousel":
      return new CarouselBench(profile);
    case "pouch-roll-reader":
    case "pouch-roll-plan":
      return new RollBench(profile);
  }
}

/** A device of any product that was started for the first time and has contact. */
function startedDevice(profile: ProductProfile): MechanismBench {
  const bench = benchOf(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  bench.input({ type: "link.changed", up: true });
  return bench;
}

/** A device of any product in daily use: with a plan and the medicine for it. */
export function readyDevice(
  profile: ProductProfile,
  plan: DosePlan = storyPlan(),
  doses = 28,
): MechanismBench {
  const bench = startedDevice(profile);
  follow(bench, plan, 1);
  bench.load(doses);
  bench.advance(30_000);
  return bench;
}

/** The user takes the dose that is offered, and the device comes to rest. */
export function takeDose(bench: MechanismBench): void {
  bench.take();
  bench.advance(30_000);
}
