import { contactIntervalMsOf, profileOf } from "@dosekit/firmware-model";
import type { EscalationLadder, MotionStart } from "@dosekit/protocols";
import { DEFAULT_LADDER } from "@dosekit/protocols";
import type { LaddersBySeverity } from "../response/ladders-by-severity.ts";
import { type OpeningReaders, OpeningWatch, openingReaders } from "./opening-watch.ts";
import { OwedDoses, type OwedReaders, owedReaders } from "./owed-doses.ts";
import { PerDevice } from "./per-device.ts";
import { PlanBook, PlanShelf } from "./plan-book.ts";
import type { Reader, Seen } from "./readers.ts";
import { ReleaseWatch } from "./release-watch.ts";
import { WatchedClock } from "./watched-clock.ts";
import { HOUR_MS, MINUTE_MS } from "./zone-reckoning.ts";

/** What the rules leave to the run: limits, the ladder, and how the products move. */
export interface CheckerOptions {
  /** Whether a movement makes medicine accessible; default: {@link opensByDefault}. */
  readonly opens?: (motion: MotionStart, product: string) => boolean;
  /** Greatest estimated clock error with which a device may offer, ms; default 10 minutes. */
  readonly clockErrorMaxMs?: number;
  /** Ladder that alerts climb; default: the one of a plan that names none. */
  readonly ladder?: EscalationLadder;
  /** Ladders of single severities that the gateway's side climbs instead; default: none. */
  readonly ladders?: LaddersBySeverity;
  /** How late a notice may be, ms; default 1 minute. */
  readonly noticeAllowanceMs?: number;
  /** How long after the last fault everything has settled, ms; default 2 hours. */
  readonly settleMs?: number;
  /** Longest time between two contacts of a sleeping product, ms; default: its profile's, or 0. */
  readonly contactIntervalMs?: (product: string) => number;
  /** Whether the run is drained before it ends: everything on its way has arrived; default true. */
  readonly drained?: boolean;
  /** How long a mechanism takes to lock after a window's end, ms; default 30 seconds. */
  readonly lockingMs?: number;
  /** Whether a device that runs its ladders tells people over its link; default: its profile's word. */
  readonly tellsOverLink?: (product: string) => boolean;
  /** Expansions of plans, to be shared with the checkers of other runs of the same fleet. */
  readonly plans?: PlanShelf;
}

/**
 * The options with their defaults, and what the checkers of one run share: of each device's facts
 * one account, which whoever needs it shows every observation of the device.
 */
export interface CheckContext extends Required<CheckerOptions> {
  readonly openings: PerDevice<OpeningWatch>;
  readonly openingReaders: OpeningReaders;
  readonly releases: PerDevice<ReleaseWatch>;
  readonly books: PerDevice<PlanBook>;
  /** Keeps the books. */
  readonly planReader: Reader<Seen<"plan">>;
  readonly clocks: PerDevice<WatchedClock>;
  /** What is owed, as it stands right before an observation. */
  readonly owed: PerDevice<OwedDoses>;
  readonly owedReaders: OwedReaders;
  readonly plans: PlanShelf;
}

/** Verbs of movements that do not make medicine accessible; any other one counts as opening. */
const HARMLESS_VERBS: ReadonlySet<string> = new Set([
  "check",
  "close",
  "home",
  "lock",
  "park",
  "read",
  "read-index",
  "retract",
]);

/**
 * Says of a movement by its name (`<mechanism>.<verb>`) whether it makes medicine accessible; one
 * with an unknown verb counts as one that does.
 */
export function opensByDefault(motion: MotionStart): boolean {
  return !HARMLESS_VERBS.has(motion.motion.slice(motion.motion.lastIndexOf(".") + 1));
}

/** An unknown product stays in contact. */
const AWAKE = { mechanismFigures: {} };

/** Fills in what the options leave out. */
export function contextOf(options: CheckerOptions = {}): CheckContext {
  const { opens = opensByDefault, clockErrorMaxMs = 10 * MINUTE_MS } = options;
  const { plans = new PlanShelf() } = options;
  const openings = new PerDevice(() => new OpeningWatch(opens));
  const books = new PerDevice(() => new PlanBook(plans));
  const owed = new PerDevice(() => new OwedDoses({ plans, clockErrorMaxMs }));
  return {
    opens,
    clockErrorMaxMs,
    ladder: DEFAULT_LADDER,
    ladders: {},
    noticeAllowanceMs: MINUTE_MS,
    settleMs: 2 * HOUR_MS,
    contactIntervalMs: (product) => contactIntervalMsOf(profileOf(product) ?? AWAKE) ?? 0,
    drained: true,
    lockingMs: 30_000,
    tellsOverLink: (product) => profileOf(product)?.notices?.bearer.value !== "own",
    plans,
    ...options,
    openings,
    openingReaders: openingReaders(openings),
    releases: new PerDevice(() => new ReleaseWatch()),
    books,
    planReader: (seen, deviceId) => books.of(deviceId).observe(seen),
    clocks: new PerDevice(() => new WatchedClock(clockErrorMaxMs)),
    owed,
    owedReaders: owedReaders(owed),
  };
}
