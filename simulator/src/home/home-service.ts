import { zoneTableOf } from "@dosekit/firmware-model";
import type { RollSwapped } from "../faults/fault.ts";
import type { HomePlant, OtherRoll } from "../plant/home-plant.ts";
import { Pharmacy } from "../plant/pharmacy.ts";
import type { FaultyService } from "./device-faults.ts";

/** What the service of one home acts on. */
export interface HomeServiceSetup {
  readonly nowMs: () => number;
  readonly plant: Pick<HomePlant, "swapRoll">;
  /** Whoever fills the dispenser. */
  readonly staff: { visitAfter(delayMs: number): void };
}

/** How the dispenser of one home is looked after, as faults spoil it. */
export class HomeService implements FaultyService {
  readonly #setup: HomeServiceSetup;
  #isLate = false;

  constructor(setup: HomeServiceSetup) {
    this.#setup = setup;
  }

  /** Whether everybody who would fill the dispenser comes later. */
  isLate(): boolean {
    return this.#isLate;
  }

  /** See {@link FaultyService.setLate}. */
  setLate(isLate: boolean): void {
    this.#isLate = isLate;
  }

  /** See {@link FaultyService.swapRoll}: whoever mixed the rolls up, or noticed it, stands there. */
  swapRoll(fault: RollSwapped | undefined): void {
    const { plant, staff, nowMs } = this.#setup;
    if (plant.swapRoll === undefined) return;
    plant.swapRoll(fault === undefined ? undefined : rollOf(fault, nowMs));
    staff.visitAfter(0);
  }
}

/** Stands for a person who is nobody of the run. */
const SOMEBODY_ELSE = "somebody-else";

function rollOf({ other }: RollSwapped, nowMs: () => number): OtherRoll {
  if (other === undefined) return { patientKey: SOMEBODY_ELSE };
  const table = zoneTableOf(other.plan.zone);
  if (table === undefined) throw new RangeError(`no time zone is named ${other.plan.zone}`);
  const pharmacy = new Pharmacy({ plan: other.plan, table, nowMs });
  return { patientKey: other.deviceId, nextDoses: (count) => pharmacy.nextDoses(count) };
}
