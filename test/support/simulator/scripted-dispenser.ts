import type { ProductProfile } from "@dosekit/firmware-model";
import { MINUTE_MS, SECOND_MS, type SignalShow } from "@dosekit/protocols";
import {
  doseWaitOf,
  type HandAction,
  type ScheduledEvent,
  type Scheduler,
} from "@dosekit/simulator";
import { oneDosePlan } from "./one-dose-plan.ts";

/** How one dose of a scripted dispenser ended. */
export interface ScriptedEnd {
  readonly isTaken: boolean;
  /** Whether it was told as not taken before, or with, its end. */
  readonly isAlerted: boolean;
}

/** What a scripted dispenser works with. */
export interface ScriptedSetup {
  readonly scheduler: Scheduler;
  readonly profile: ProductProfile;
  readonly show: (shown: SignalShow) => void;
  readonly onEnd: (end: ScriptedEnd) => void;
}

const RELEASE_MS = 3 * SECOND_MS;
const LANE = 0;
const DARK: SignalShow = { type: "signal.show", light: "off", sound: 0 };

/**
 * What a user sees of a dispenser without faults, and nothing else of it: it calls at the due time
 * by light and then in rounds of sound, is told of at the alert point, hands the dose over at a
 * gesture, and takes it back at the late limit. All times are those of a product profile.
 */
export class ScriptedDispenser {
  readonly #setup: ScriptedSetup;
  readonly #events = new Set<ScheduledEvent>();
  #phase: "idle" | "waiting" | "released" = "idle";
  #isAlerted = false;
  #round = 0;

  constructor(setup: ScriptedSetup) {
    this.#setup = setup;
  }

  /** A dose is due now. */
  offer(): void {
    if (this.#phase !== "idle") throw new Error("a dose is within reach already");
    const { profile } = this.#setup;
    const wait = doseWaitOf(profile, oneDosePlan(profile));
    this.#phase = "waiting";
    this.#isAlerted = false;
    this.#round = 0;
    this.#after(wait.lateMs, () => this.#end(false));
    for (const afterMs of missedAlertsMs(profile, wait.lateMs)) {
      if (afterMs < wait.lateMs) this.#after(afterMs, () => this.#alert());
    }
    const lightMs = (profile.mechanismFigures["lightOnlyMinutes"]?.value ?? 0) * MINUTE_MS;
    if (lightMs > 0) this.#show("blink", 0, "press");
    this.#after(lightMs, () => this.#remind());
  }

  /** Hands do something to it. */
  handle(action: HandAction): void {
    const isTray = this.#setup.profile.mechanism.value === "tray";
    if (this.#phase === "waiting" && action.type === (isTray ? "tilt" : "press")) {
      this.#phase = "released";
      if (!isTray) this.#after(RELEASE_MS, () => this.#show("steady", 0, "take"));
    } else if (this.#phase === "released" && action.type === (isTray ? "right" : "take")) {
      this.#end(true);
    }
  }

  #remind(): void {
    if (this.#phase !== "waiting") return;
    const { roundMinutes, repeatMinutes, volumeStart, volumeStep } = this.#setup.profile.reminder;
    this.#show("blink", Math.min(10, volumeStart.value + volumeStep.value * this.#round), "press");
    this.#round += 1;
    this.#after(roundMinutes.value * MINUTE_MS, () => {
      if (this.#phase === "waiting") this.#show("steady", 0, "press");
    });
    this.#after(repeatMinutes.value * MINUTE_MS, () => this.#remind());
  }

  #alert(): void {
    if (this.#phase === "waiting") this.#isAlerted = true;
  }

  #end(isTaken: boolean): void {
    const { scheduler, show, onEnd } = this.#setup;
    for (const event of this.#events) scheduler.cancel(event);
    this.#events.clear();
    this.#phase = "idle";
    show(DARK);
    onEnd({ isTaken, isAlerted: this.#isAlerted || !isTaken });
  }

  #show(light: SignalShow["light"], sound: number, text: string): void {
    const { profile, show } = this.#setup;
    const writes = profile.reminder.modes?.value.includes("text") ?? false;
    show({ type: "signal.show", light, sound, ...(writes ? { text } : {}) });
  }

  #after(delayMs: number, run: () => void): void {
    const { scheduler } = this.#setup;
    const event = scheduler.at(scheduler.nowMs() + delayMs, LANE, () => {
      this.#events.delete(event);
      run();
    });
    this.#events.add(event);
  }
}

/** When a dose that still waits is told as not taken, ms from its due time; its end tells it too. */
function missedAlertsMs({ alertPoints }: ProductProfile, lateMs: number): readonly number[] {
  return alertPoints
    .filter(({ alert }) => alert === "1.1")
    .map((point) =>
      point.after === "minutes"
        ? point.minutes.value * MINUTE_MS
        : (point.permille.value * lateMs) / 1_000,
    );
}
