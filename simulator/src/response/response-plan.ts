import type { Recipient } from "@dosekit/protocols";
import { DEFAULT_HOME_CARE, DEFAULT_RESPONSE_TIMES, DEFAULT_SHIFTS } from "./response-defaults.ts";

/**
 * How alerts are answered: `unlimited` has an operator for every alert, so that homes share
 * nothing; `shared` is one centre for the whole fleet, where alerts wait until an operator is free;
 * in `none` notices go out and nobody ever answers.
 */
export type CentreForm = "unlimited" | "shared" | "none";

/** A kind of day for the roster; a public holiday is no weekday. */
export type DayKind = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "holiday";

/** Operators who are on duty at the same local hours of certain days. */
export interface Shift {
  readonly name: string;
  /** Whole number of people, 0 or more. */
  readonly operators: number;
  /** Local time at which it begins, `07:00`. */
  readonly from: string;
  /** Local time at which it ends; on the next day when it is not after `from`. */
  readonly to: string;
  /** Days on which it begins. */
  readonly days: readonly DayKind[];
}

/** Median times for the alerts of one urgency, in minutes. */
export interface UrgencyTimes {
  /** From a notice until somebody who is free looks at it; of low urgency, after the round begins. */
  readonly noticeMin: number;
  /** From the sending of home care until they are at the user's home. */
  readonly arriveMin: number;
  /** From a visit that was seen to be in vain until the next one is to come. */
  readonly againMin: number;
}

/** How long everything takes that those who answer alerts do, and how often it helps. */
export interface ResponseTimes {
  /** Severity 30 and more. */
  readonly serious: UrgencyTimes;
  /** Severity 20, and every dose that waits. */
  readonly moderate: UrgencyTimes;
  /** Everything else, which waits for the next round. */
  readonly low: UrgencyTimes;
  /** Local time at which the round of what is not urgent begins, and its days. */
  readonly roundFrom: string;
  readonly roundDays: readonly DayKind[];
  /** Chance that a notice goes unheeded, so that only the next one can help, 0 to 1. */
  readonly unheeded: number;
  /** Time to read an alert and look the user up; to write down what was done, in minutes. */
  readonly readMin: number;
  readonly recordMin: number;
  /** Time of a call that is answered, and of one that is not, in minutes. */
  readonly callMin: number;
  readonly ringMin: number;
  /** How often the user is called in a row, and the chance that one call is answered. */
  readonly userCalls: number;
  readonly userAnswers: number;
  /** Time to send home care, and of technical follow-up from afar, in minutes. */
  readonly sendMin: number;
  readonly technicalMin: number;
  /** How long after a visit it shows whether the alert is over, in minutes. */
  readonly settlesMin: number;
  /** Sigma of the logarithm of waits, and of the time that work takes. */
  readonly waitSigma: number;
  readonly workSigma: number;
}

/** Who of home care makes the visits that alerts ask for; planned rounds are made besides. */
export interface HomeCarePlan {
  /** Staff on duty; `operators` counts them. Nobody when empty. */
  readonly shifts: readonly Shift[];
  /** Visits that one of them can make in an hour, ways included; above 0. */
  readonly visitsPerHour: number;
}

/** Who answers alerts, when and how fast, as plain data. */
export interface ResponsePlan {
  readonly centre: CentreForm;
  /** Recipients of the escalation ladder whose notices reach operators. */
  readonly answers: readonly Recipient[];
  /** Zone of the roster and of the round. */
  readonly zone: string;
  /** Public holidays: those of Norway, or local dates such as `2026-12-24`. */
  readonly holidays: "norway" | readonly string[];
  /** Who is on duty in a shared centre; nobody when empty. */
  readonly shifts: readonly Shift[];
  readonly times: ResponseTimes;
  /** Somebody for every visit where homes share nothing. */
  readonly homeCare: HomeCarePlan | "unlimited";
}

/** How alerts are answered when a run says nothing about it. */
export const DEFAULT_RESPONSE: ResponsePlan = {
  centre: "unlimited",
  answers: ["home-care", "response-centre"],
  zone: "Europe/Oslo",
  holidays: "norway",
  shifts: DEFAULT_SHIFTS,
  times: DEFAULT_RESPONSE_TIMES,
  homeCare: "unlimited",
};

/** Home care of a shared centre that says nothing about it. */
export const SHARED_HOME_CARE: HomeCarePlan = DEFAULT_HOME_CARE;

/** Whether homes wait for the same operators: then none can live to its end before all others. */
export function sharesOperators({ response }: { readonly response?: ResponsePlan }): boolean {
  return response?.centre === "shared";
}
