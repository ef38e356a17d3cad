import {
  createDevice,
  type DeviceState,
  type ProductProfile,
  zoneTableOf,
} from "@dosekit/firmware-model";
import {
  type BootInput,
  DAY_MS,
  type DeviceInput,
  type DeviceLogic,
  type DeviceTime,
  type DosePlan,
  type Effect,
  HOUR_MS,
  instant,
  MINUTE_MS,
  SECOND_MS,
  type SignalShow,
  uptime,
} from "@dosekit/protocols";
import { EventQueue, Pharmacy, type PlantResponse, plantOf, streamOf } from "@dosekit/simulator";

/** One step that a device took. */
export interface LivedStep {
  readonly input: DeviceInput;
  readonly now: DeviceTime;
}

/** Days of one device: from the state at their beginning every step can be taken again. */
export interface LivedDays {
  readonly logic: DeviceLogic<DeviceState>;
  readonly first: DeviceState;
  readonly steps: readonly LivedStep[];
  readonly days: number;
}

const START_MS = Date.UTC(2026, 2, 1, 23);
const ZONE = "Europe/Oslo";
/** How long a person takes to come when the device calls. */
const COMES_AFTER_MS = 25 * MINUTE_MS;
const SYNC_EVERY_MS = 6 * HOUR_MS;
/** Time until the device has its plan and its medicine. */
const SETTLED_MS = HOUR_MS;

/**
 * Lives days with a device of a product: four times a day its clock is set, twice a day somebody
 * takes a dose 25 minutes after the first call, and staff fill it. Nothing fails but what the
 * plant draws.
 */
export function liveDays(profile: ProductProfile, days: number): LivedDays {
  const life = new DeviceLife(profile);
  life.until(START_MS + SETTLED_MS);
  const first = life.state;
  life.steps.length = 0;
  life.until(START_MS + SETTLED_MS + days * DAY_MS);
  return { logic: life.logic, first, steps: life.steps, days };
}

class DeviceLife {
  readonly logic: DeviceLogic<DeviceState>;
  readonly steps: LivedStep[] = [];
  readonly #queue = new EventQueue(START_MS);
  readonly #pharmacy: Pharmacy;
  readonly #offer: ReturnType<typeof plantOf>;
  #state: DeviceState;
  #isComing = false;
  #syncs = 0;

  constructor(profile: ProductProfile) {
    this.logic = createDevice({ profile, zoneTableOf });
    const table = zoneTableOf(ZONE);
    if (table === undefined) throw new Error(`no time zone is named ${ZONE}`);
    const nowMs = () => this.#queue.nowMs();
    this.#pharmacy = new Pharmacy({ plan: PLAN, table, nowMs });
    const random = streamOf("bench", profile.product, "plant");
    const nextDoses = (count: number) => this.#pharmacy.nextDoses(count);
    this.#offer = plantOf(profile, { nowMs, random, nextDoses });
    const boot: BootInput = { cause: "first-boot", freshEpoch: 1 };
    const [state, effects] = this.logic.boot(undefined, boot, this.#now());
    this.#state = state;
    this.#carryOut(effects);
    this.#input({ type: "link.changed", up: true });
    this.#input({ type: "config.received", config: { version: 1, plan: PLAN } });
    this.#fill();
    this.#sync();
  }

  get state(): DeviceState {
    return this.#state;
  }

  until(trueMs: number): void {
    this.#queue.runUntil(trueMs);
  }

  #input(input: DeviceInput): void {
    const now = this.#now();
    this.steps.push({ input, now });
    const [state, effects] = this.logic.step(this.#state, input, now);
    this.#state = state;
    this.#carryOut(effects);
  }

  #carryOut(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.type === "motion.start") this.#apply(this.#offer.plant.drive(effect));
      else if (effect.type === "signal.show") this.#call(effect);
      else if (effect.type === "clock.set-civil") {
        const previousCivilMs = this.#queue.nowMs();
        this.#later(0, () => this.#input({ type: "clock.set", previousCivilMs }));
      } else if (effect.type === "timer.arm") {
        const { slot, basis, atMs } = effect;
        const trueMs = basis === "civil" ? atMs : START_MS + atMs;
        this.#queue.at(Math.max(trueMs, this.#queue.nowMs()), 0, () => this.#fire(slot, atMs));
      } else if (effect.type === "journal.commit") {
        for (const record of effect.records) this.#pharmacy.note(record);
      }
    }
  }

  /** A timer that was stopped or armed anew means nothing any more. */
  #fire(slot: string, atMs: number): void {
    const pending = this.logic.timers(this.#state).find((timer) => timer.slot === slot);
    if (pending?.atMs === atMs) this.#input({ type: "timer.fired", slot, atMs });
  }

  #call({ light, text }: SignalShow): void {
    if (light === "off" || text === "call-staff" || this.#isComing) return;
    this.#isComing = true;
    this.#later(COMES_AFTER_MS, () => this.#takeDose());
  }

  #takeDose(): void {
    const { plant, gesture } = this.#offer;
    this.#isComing = false;
    this.#apply(
      plant.handle(gesture === "tilt" ? { type: "tilt" } : { type: "press", actor: "user" }),
    );
    this.#later(20 * SECOND_MS, () => this.#apply(plant.handle({ type: "take" })));
    if (gesture === "tilt") {
      this.#later(40 * SECOND_MS, () => this.#apply(plant.handle({ type: "right" })));
    }
  }

  #fill(): void {
    const { plant, capacity } = this.#offer;
    this.#apply(plant.handle({ type: "open-lid", withKey: true }));
    this.#later(MINUTE_MS, () => this.#apply(plant.handle({ type: "refill", doses: capacity })));
    this.#later(2 * MINUTE_MS, () => this.#apply(plant.handle({ type: "close-lid" })));
    this.#later(7 * DAY_MS + 2 * HOUR_MS, () => this.#fill());
  }

  #sync(): void {
    const civilMs = instant(this.#queue.nowMs());
    this.#syncs += 1;
    this.#input({
      type: "command.received",
      command: {
        ...{ commandId: `sync-${this.#syncs}`, verb: "sync-time", actor: "gateway", civilMs },
        notAfterMs: instant(civilMs + HOUR_MS),
      },
    });
    this.#later(SYNC_EVERY_MS, () => this.#sync());
  }

  #apply({ reactions }: PlantResponse): void {
    for (const { afterMs, input } of reactions) this.#later(afterMs, () => this.#input(input));
  }

  #later(afterMs: number, run: () => void): void {
    this.#queue.at(this.#queue.nowMs() + afterMs, 0, run);
  }

  #now(): DeviceTime {
    const trueMs = this.#queue.nowMs();
    return {
      uptimeMs: uptime(trueMs - START_MS),
      civilMs: instant(trueMs),
      clock: "synced",
      clockErrorMs: 0,
      bootId: 1,
    };
  }
}

const PLAN: DosePlan = {
  planId: "bench",
  revision: 1,
  zone: ZONE,
  spacing: "refuse",
  minimumSpacingMin: 240,
  entries: ["08:00", "20:00"].map((time) => ({
    id: `at-${time.slice(0, 2)}`,
    minuteOfDay: Number(time.slice(0, 2)) * 60,
    startDate: "2026-03-01" as const,
    everyDays: 1,
    earlyMin: 0,
    lateMin: 120,
  })),
};
