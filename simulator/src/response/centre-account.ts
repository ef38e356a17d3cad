import type { LocalCalendar } from "../results/local-calendar.ts";
import type { HandlingEvent } from "./alert-case.ts";
import { IN_VAIN } from "./follow-ups.ts";
import type { RoomStanding } from "./operator-room.ts";

/** What happened in one local hour of the day, all days together. */
export interface HourCounts {
  readonly raised: number;
  readonly acknowledged: number;
  /** Time that operators were on duty, summed over them, ms; 0 where they are not counted. */
  readonly dutyMs: number;
  /** Most alerts that waited for an operator in that hour. */
  readonly waitingMax: number;
}

/** What those who answer did. */
export interface HandlingCounts {
  readonly callsAnswered: number;
  readonly callsUnanswered: number;
  /** Next of kin who took over. */
  readonly kinAsked: number;
  /** Visits sent, each for as many alerts as asked for it; those that follow up are among them. */
  readonly visitsSent: number;
  /** Visits after which the condition still stood that they were sent for. */
  readonly visitsInVain: number;
}

/** Most alerts that waited at once, and when that was first so; 0 without a shared centre. */
export interface GreatestQueue {
  readonly waiting: number;
  readonly atMs: number;
}

/** What was counted of a centre as a whole, as plain data. */
export interface PackedCentre {
  readonly hours: readonly HourCounts[];
  readonly handling: HandlingCounts;
  readonly queue: GreatestQueue;
}

const NO_HOUR: HourCounts = { raised: 0, acknowledged: 0, dutyMs: 0, waitingMax: 0 };
const NOBODY: RoomStanding = { waiting: 0, busy: 0, onDuty: 0 };

/** Counts what a response centre has to do by local hour, and who is there to do it. */
export class CentreAccount {
  readonly #calendar: LocalCalendar;
  readonly #hours: HourCounts[] = Array.from({ length: 24 }, () => NO_HOUR);
  #handling: HandlingCounts = {
    ...{ callsAnswered: 0, callsUnanswered: 0, kinAsked: 0, visitsSent: 0, visitsInVain: 0 },
  };
  #queue: GreatestQueue = { waiting: 0, atMs: 0 };
  #standing = NOBODY;
  #sinceMs = 0;

  constructor(calendar: LocalCalendar) {
    this.#calendar = calendar;
  }

  /** An alert was raised. */
  raised(trueMs: number): void {
    const hour = this.#calendar.hourOf(trueMs);
    this.#change(hour, { raised: this.#of(hour).raised + 1 });
  }

  /** An alert was acknowledged for the first time. */
  acknowledged(trueMs: number): void {
    const hour = this.#calendar.hourOf(trueMs);
    this.#change(hour, { acknowledged: this.#of(hour).acknowledged + 1 });
  }

  /** Something was done about an alert. */
  handled({ kind, detail }: HandlingEvent): void {
    const counts = this.#handling;
    if (kind === "handling.call") {
      const name = detail === "answered" ? "callsAnswered" : "callsUnanswered";
      this.#handling = { ...counts, [name]: counts[name] + 1 };
    } else if (kind === "handling.other-actor") {
      this.#handling = { ...counts, kinAsked: counts.kinAsked + 1 };
    } else if (kind === "handling.dispatched") {
      this.#handling = { ...counts, visitsSent: counts.visitsSent + 1 };
    } else if (kind === "handling.cause" && detail === IN_VAIN) {
      this.#handling = { ...counts, visitsInVain: counts.visitsInVain + 1 };
    }
  }

  /** Who is there and what waits from now on. */
  stands(trueMs: number, standing: RoomStanding): void {
    this.#passTo(trueMs);
    this.#standing = standing;
    const { waiting } = standing;
    this.#waits(this.#calendar.hourOf(trueMs));
    if (waiting > this.#queue.waiting) this.#queue = { waiting, atMs: trueMs };
  }

  /** Ends the run. */
  finish(trueMs: number): void {
    this.#passTo(trueMs);
    this.#standing = NOBODY;
  }

  /** Puts it into plain data. */
  pack(): PackedCentre {
    return { hours: [...this.#hours], handling: this.#handling, queue: this.#queue };
  }

  /** Adds the time since the last change to the hours that it lies in. */
  #passTo(trueMs: number): void {
    const { onDuty, waiting } = this.#standing;
    for (let ms = this.#sinceMs; ms < trueMs && onDuty + waiting > 0; ) {
      const untilMs = Math.min(trueMs, this.#calendar.nextHourMs(ms));
      const hour = this.#calendar.hourOf(ms);
      this.#change(hour, { dutyMs: this.#of(hour).dutyMs + onDuty * (untilMs - ms) });
      this.#waits(hour);
      ms = untilMs;
    }
    this.#sinceMs = trueMs;
  }

  #waits(hour: number): void {
    const waitingMax = Math.max(this.#of(hour).waitingMax, this.#standing.waiting);
    this.#change(hour, { waitingMax });
  }

  #of(hour: number): HourCounts {
    return this.#hours[hour] ?? NO_HOUR;
  }

  #change(hour: number, counts: Partial<HourCounts>): void {
    this.#hours[hour] = { ...this.#of(hour), ...counts };
  }
}

/** Adds up what was counted in two parts of a run that have no centre in common. */
export function addCentres(a: PackedCentre, b: PackedCentre): PackedCentre {
  return {
    hours: a.hours.map((own, hour) => addHours(own, b.hours[hour] ?? NO_HOUR)),
    handling: {
      callsAnswered: a.handling.callsAnswered + b.handling.callsAnswered,
      callsUnanswered: a.handling.callsUnanswered + b.handling.callsUnanswered,
      kinAsked: a.handling.kinAsked + b.handling.kinAsked,
      visitsSent: a.handling.visitsSent + b.handling.visitsSent,
      visitsInVain: a.handling.visitsInVain + b.handling.visitsInVain,
    },
    queue: longer(a.queue, b.queue),
  };
}

function addHours(a: HourCounts, b: HourCounts): HourCounts {
  return {
    raised: a.raised + b.raised,
    acknowledged: a.acknowledged + b.acknowledged,
    dutyMs: a.dutyMs + b.dutyMs,
    waitingMax: Math.max(a.waitingMax, b.waitingMax),
  };
}

/** Of two queues as long as each other the earlier one. */
function longer(a: GreatestQueue, b: GreatestQueue): GreatestQueue {
  if (a.waiting !== b.waiting) return a.waiting > b.waiting ? a : b;
  return a.atMs <= b.atMs ? a : b;
}
