import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import type { AlertCode, JournalRecord } from "@dosekit/protocols";
import type { Observation } from "../../checkers/observation.ts";
import type { Place } from "../../plant/plant.ts";
import type { Happening } from "../../replay/happening.ts";

/** Whether the cause of an alert was there when it was raised; `not-known` where nothing tells. */
export type CauseTruth = "there" | "absent" | "not-known";

/** How long after somebody or something touched the lid an alert about it is still true, ms. */
const TOUCHED_MS = 10 * 60_000;
const JAM_FAULTS = ["jam", "lost-step"] as const;
const SENSOR_FAULTS = ["sensor-bounce", "sensor-stuck", "sensor-ghost"] as const;
const SILENT_FAULTS = [
  ...["link-cut", "network-ended", "power-cut", "half-open", "link-clog", "hang"],
  ...["gateway-outage", "gateway-restart", "broker-outage", "mains-loss"],
] as const;

/** Codes of which the simulated mechanism or home can tell whether their cause was there. */
export const CAUSES_TOLD: readonly AlertCode[] = [
  ...(["1.1", "1.8", "1.9", "1.12", "1.13", "1.17", "1.18", "1.19"] as const),
  ...(["1.20", "1.21", "1.22", "1.23"] as const),
];

/**
 * What truly stands in one home, from what is seen of medicine, faults and people, by which an alert
 * is held against its cause. What nothing tells for sure is `not-known` and never taken for true.
 */
export class HomeTruth {
  readonly #faults = new Map<string, number>();
  readonly #profile: ProductProfile | undefined;
  #places: Partial<Record<Place, number>> = {};
  #reachedUser = 0;
  #offered: string | undefined;
  #isLidOpen = false;
  #touchedMs = Number.NEGATIVE_INFINITY;
  #isTilted = false;

  /** @param profiles products that are no part of the program */
  constructor(product: string, profiles: readonly ProductProfile[]) {
    this.#profile = profiles.find((one) => one.product === product) ?? profileOf(product);
  }

  /** Takes in what is seen of the home. */
  observe(seen: Observation): void {
    if (seen.seen === "fault") countFault(this.#faults, seen);
    else if (seen.seen === "plant" && seen.fact.type === "counted") {
      this.#places = { ...seen.fact.places };
    } else if (seen.seen === "plant" && seen.fact.type === "moved") {
      const { from, to, doses } = seen.fact;
      this.#move(from, -doses);
      this.#move(to, doses);
      if (to === "user" || to === "staff") this.#reachedUser += doses;
    } else if (seen.seen === "plant" && seen.fact.type === "loaded") {
      this.#move("slot", seen.fact.doses);
    }
  }

  /** The device says something of a dose that waits, which some do before and some once it is there. */
  offered(doseId: string | undefined): void {
    if (doseId !== this.#offered) this.#reachedUser = 0;
    this.#offered = doseId;
  }

  /** Somebody did something there. */
  happened({ atMs, ...done }: Happening): void {
    if (done.what !== "gesture") return;
    const { type } = done.action;
    if (type === "tilt") this.#isTilted = true;
    else if (type === "right") this.#isTilted = false;
    else if (type === "open-lid" || type === "close-lid") {
      this.#isLidOpen = type === "open-lid";
      this.#touchedMs = atMs;
    }
  }

  /** Holds an alert that is being raised against what stands. */
  causeOf({ alert, doseId }: JournalRecord, trueMs: number): CauseTruth {
    switch (alert) {
      case "1.1":
        // The dose of which it tells was offered last, and it reached nobody.
        if (doseId === undefined) return "not-known";
        return known(doseId !== this.#offered || this.#reachedUser === 0);
      case "1.8":
        return this.#jam();
      case "1.9":
        return this.#fullStore();
      case "1.12":
        return this.#lowStock();
      case "1.13":
        return known((this.#places.slot ?? 0) === 0);
      case "1.17":
      case "1.18":
        return this.#isStruck(["battery-drop", "mains-loss"]) ? "there" : "not-known";
      case "1.19":
        return known(this.#isStruck(["mains-loss", "power-cut"]));
      case "1.20":
        return this.#isStruck(SILENT_FAULTS) ? "there" : "not-known";
      case "1.21":
      case "1.22":
        return known(this.#isLidTouched(trueMs));
      case "1.23":
        return known(this.#isTilted || this.#isStruck(["misplaced"]));
      default:
        return "not-known";
    }
  }

  /** A tray jams by a fault alone; what else sticks in a roll, by chances of its own, nobody sees. */
  #jam(): CauseTruth {
    if (this.#isStruck(JAM_FAULTS)) return "there";
    const isRoll = this.#profile?.mechanism.value.startsWith("pouch-roll") === true;
    return !isRoll && this.#isStruck(SENSOR_FAULTS) ? "absent" : "not-known";
  }

  #fullStore(): CauseTruth {
    const capacity = this.#profile?.mechanismFigures["rejectStorePouches"]?.value;
    if (capacity === undefined) return "not-known";
    return known((this.#places["reject-store"] ?? 0) >= capacity);
  }

  /** Days left go by the plan; only doses left can be counted here. */
  #lowStock(): CauseTruth {
    if (this.#profile === undefined || this.#profile.lowStockDays !== undefined) return "not-known";
    return known((this.#places.slot ?? 0) <= this.#profile.lowStockDoses.value);
  }

  #isLidTouched(trueMs: number): boolean {
    const isOpen = this.#isLidOpen || this.#isStruck(["case-open"]);
    return isOpen || trueMs - this.#touchedMs <= TOUCHED_MS;
  }

  #isStruck(kinds: readonly string[]): boolean {
    return kinds.some((kind) => this.#faults.has(kind));
  }

  #move(place: Place, doses: number): void {
    this.#places[place] = (this.#places[place] ?? 0) + doses;
  }
}

function countFault(
  faults: Map<string, number>,
  { fault, active }: Extract<Observation, { seen: "fault" }>,
): void {
  const count = (faults.get(fault) ?? 0) + (active ? 1 : -1);
  if (count > 0) faults.set(fault, count);
  else faults.delete(fault);
}

function known(isThere: boolean): CauseTruth {
  return isThere ? "there" : "absent";
}
