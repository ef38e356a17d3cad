import type { DayKind, HomeCarePlan, ResponseTimes, Shift, UrgencyTimes } from "./response-plan.ts";

/** A number about response centres, with where it comes from. */
export interface ResponseFigure {
  readonly value: number;
  readonly unit: "min" | "probability" | "sigma" | "calls" | "operators" | "staff" | "visits/h";
  readonly confidence: "found" | "inferred";
  readonly source: string;
}

const PLAUSIBLE = "Inferred: no published figure was found";
const IN_THE_MEDIAN =
  "Inferred: serious alerts acknowledged in 5 and resolved in 60 minutes, moderate ones in 15 and 240; no published figure was found, and inspections found these times unmeasured";
const NEXT_VISIT =
  "Inferred: the same shift, the next shift, the next day's round; no published figure was found, and inspections found technical failures not followed up";
const NIGHT =
  "Found: IS-2552 holds one person alone on duty not to be sound; that two are enough is inferred";

/** Every number that stands for what a run does not say about its response centre. */
export const RESPONSE_FIGURES = {
  seriousNotice: figure(5, "min", IN_THE_MEDIAN),
  seriousArrive: figure(55, "min", IN_THE_MEDIAN),
  moderateNotice: figure(15, "min", IN_THE_MEDIAN),
  moderateArrive: figure(225, "min", IN_THE_MEDIAN),
  lowNotice: figure(45, "min", PLAUSIBLE),
  lowArrive: figure(225, "min", PLAUSIBLE),
  unheeded: figure(0.1, "probability", PLAUSIBLE),
  read: figure(1, "min", PLAUSIBLE),
  record: figure(2, "min", PLAUSIBLE),
  call: figure(3, "min", PLAUSIBLE),
  ring: figure(1, "min", PLAUSIBLE),
  userCalls: figure(2, "calls", PLAUSIBLE),
  userAnswers: figure(0.75, "probability", PLAUSIBLE),
  send: figure(2, "min", PLAUSIBLE),
  technical: figure(12, "min", PLAUSIBLE),
  seriousAgain: figure(120, "min", NEXT_VISIT),
  moderateAgain: figure(480, "min", NEXT_VISIT),
  lowAgain: figure(1_440, "min", NEXT_VISIT),
  settles: figure(30, "min", PLAUSIBLE),
  dayStaff: figure(6, "staff", PLAUSIBLE),
  freeDayStaff: figure(4, "staff", PLAUSIBLE),
  eveningStaff: figure(4, "staff", PLAUSIBLE),
  nightStaff: figure(2, "staff", PLAUSIBLE),
  visitsPerHour: figure(2, "visits/h", "Inferred: half an hour with the way, twice a planned stop"),
  waitSigma: figure(0.6, "sigma", PLAUSIBLE),
  workSigma: figure(0.4, "sigma", PLAUSIBLE),
  dayOperators: figure(4, "operators", PLAUSIBLE),
  freeDayOperators: figure(3, "operators", PLAUSIBLE),
  eveningOperators: figure(3, "operators", PLAUSIBLE),
  nightOperators: { value: 2, unit: "operators", confidence: "found", source: NIGHT },
} as const satisfies Readonly<Record<string, ResponseFigure>>;

const WORKDAYS: readonly DayKind[] = ["mon", "tue", "wed", "thu", "fri"];
const FREE_DAYS: readonly DayKind[] = ["sat", "sun", "holiday"];
const EVERY_DAY: readonly DayKind[] = [...WORKDAYS, ...FREE_DAYS];

const FIGURES = RESPONSE_FIGURES;

/** Who is on duty in a shared centre that names no shifts. */
export const DEFAULT_SHIFTS: readonly Shift[] = [
  shift("day", FIGURES.dayOperators, ["07:00", "15:00"], WORKDAYS),
  shift("free-day", FIGURES.freeDayOperators, ["07:00", "15:00"], FREE_DAYS),
  shift("evening", FIGURES.eveningOperators, ["15:00", "22:00"], EVERY_DAY),
  shift("night", FIGURES.nightOperators, ["22:00", "07:00"], EVERY_DAY),
];

/** Who of home care makes the visits that a shared centre asks for, where nothing is said of it. */
export const DEFAULT_HOME_CARE: HomeCarePlan = {
  visitsPerHour: FIGURES.visitsPerHour.value,
  shifts: [
    shift("day", FIGURES.dayStaff, ["07:00", "15:00"], WORKDAYS),
    shift("free-day", FIGURES.freeDayStaff, ["07:00", "15:00"], FREE_DAYS),
    shift("evening", FIGURES.eveningStaff, ["15:00", "22:00"], EVERY_DAY),
    shift("night", FIGURES.nightStaff, ["22:00", "07:00"], EVERY_DAY),
  ],
};

/** How long everything takes in a centre that says nothing about it. */
export const DEFAULT_RESPONSE_TIMES: ResponseTimes = {
  serious: times(FIGURES.seriousNotice, FIGURES.seriousArrive, FIGURES.seriousAgain),
  moderate: times(FIGURES.moderateNotice, FIGURES.moderateArrive, FIGURES.moderateAgain),
  low: times(FIGURES.lowNotice, FIGURES.lowArrive, FIGURES.lowAgain),
  roundFrom: "08:00",
  // Home care works every day; an office that is closed at weekends names its own days.
  roundDays: EVERY_DAY,
  unheeded: FIGURES.unheeded.value,
  readMin: FIGURES.read.value,
  recordMin: FIGURES.record.value,
  callMin: FIGURES.call.value,
  ringMin: FIGURES.ring.value,
  userCalls: FIGURES.userCalls.value,
  userAnswers: FIGURES.userAnswers.value,
  sendMin: FIGURES.send.value,
  technicalMin: FIGURES.technical.value,
  settlesMin: FIGURES.settles.value,
  waitSigma: FIGURES.waitSigma.value,
  workSigma: FIGURES.workSigma.value,
};

function figure(value: number, unit: ResponseFigure["unit"], source: string): ResponseFigure {
  return { value, unit, confidence: "inferred", source };
}

function times(
  notice: ResponseFigure,
  arrive: ResponseFigure,
  again: ResponseFigure,
): UrgencyTimes {
  return { noticeMin: notice.value, arriveMin: arrive.value, againMin: again.value };
}

function shift(
  name: string,
  operators: ResponseFigure,
  [from, to]: readonly [string, string],
  days: readonly DayKind[],
): Shift {
  return { name, operators: operators.value, from, to, days };
}
