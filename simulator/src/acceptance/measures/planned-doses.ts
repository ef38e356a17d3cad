import { DAY_MS, type DosePlan, HOUR_MS } from "@dosekit/protocols";
import type { ExpectedDose } from "../../checkers/expected-doses.ts";
import type { PlanShelf } from "../../checkers/plan-book.ts";

/** How long after it was put up a device is in service at the latest, plan or none; inferred. */
export const SET_UP_WITHIN_MS = DAY_MS;
/** How long after its late limit a dose may still wait for its outcome; inferred. */
export const RECORDED_WITHIN_MS = 3 * HOUR_MS;

/** A planned dose of whose outcome no record ever told. */
export interface UnrecordedDose {
  readonly deviceId: string;
  readonly doseId: string;
  readonly dueMs: number;
}

interface Planned {
  readonly plan: DosePlan;
  /** When it came into service; by then at the latest while it has accepted nothing. */
  fromMs: number;
  hasAccepted: boolean;
  /** Stretches of service that have ended. */
  readonly ended: { readonly fromMs: number; readonly untilMs: number }[];
}

/**
 * Knows which doses every device was to give by the plan that its gateway has for it, so that one
 * that says nothing more owes them all the same. A device is in service from when it accepts its
 * plan, or a day after it was put up, until it says that its service has ended.
 */
export class PlannedDoses {
  readonly #plans: PlanShelf;
  readonly #devices = new Map<string, Planned>();

  constructor(plans: PlanShelf) {
    this.#plans = plans;
  }

  /** A device was put up. */
  joined(deviceId: string, plan: DosePlan, trueMs: number): void {
    const fromMs = trueMs + SET_UP_WITHIN_MS;
    this.#devices.set(deviceId, { plan, fromMs, hasAccepted: false, ended: [] });
  }

  /** A device accepted its plan, at first or anew after its service had ended. */
  accepted(deviceId: string, trueMs: number): void {
    const own = this.#devices.get(deviceId);
    if (own === undefined || own.hasAccepted) return;
    own.hasAccepted = true;
    own.fromMs = Math.min(own.fromMs, trueMs);
  }

  /** A device said that its service has ended. */
  ended(deviceId: string, trueMs: number): void {
    const own = this.#devices.get(deviceId);
    if (own === undefined) return;
    own.ended.push({ fromMs: own.fromMs, untilMs: trueMs });
    own.fromMs = Number.POSITIVE_INFINITY;
    own.hasAccepted = false;
  }

  /**
   * Lists planned doses whose outcome nobody recorded though their windows opened and ended in
   * service, {@link RECORDED_WITHIN_MS} before the end or earlier.
   */
  unrecorded(
    isEnded: (deviceId: string, doseId: string) => boolean,
    endMs: number,
  ): readonly UnrecordedDose[] {
    const rows: UnrecordedDose[] = [];
    for (const [deviceId, { plan, fromMs, ended }] of this.#devices) {
      const last = { fromMs, untilMs: endMs - RECORDED_WITHIN_MS };
      for (const stretch of [...ended, last]) {
        for (const { doseId, dueMs } of this.#within(plan, stretch)) {
          if (!isEnded(deviceId, doseId)) rows.push({ deviceId, doseId, dueMs });
        }
      }
    }
    return rows;
  }

  #within(
    plan: DosePlan,
    { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  ): readonly ExpectedDose[] {
    if (fromMs >= untilMs) return [];
    const expected = this.#plans.of(plan);
    const doses: ExpectedDose[] = [];
    // Windows may lie a day to either side of their dates.
    for (let day = expected.dayOf(fromMs) - 1; day <= expected.dayOf(untilMs) + 1; day += 1) {
      doses.push(
        ...expected.on(day).filter(({ earlyMs, lateMs }) => earlyMs > fromMs && lateMs <= untilMs),
      );
    }
    return doses;
  }
}
