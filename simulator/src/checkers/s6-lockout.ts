import type { DeviceInput } from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { Observation } from "./observation.ts";
import { OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import { PlanBook } from "./plan-book.ts";
import { Tally } from "./tally.ts";
import { WatchedClock } from "./watched-clock.ts";
import { timeText } from "./zone-reckoning.ts";

/** Roles that may open a staff session. */
const STAFF: ReadonlySet<string> = new Set(["staff", "technician"]);

interface LockedInput {
  readonly type: string;
  readonly trueMs: number;
  /** Device clock then; `undefined` while unset. */
  readonly civilMs: number | undefined;
}

interface State {
  readonly openings: OpeningWatch;
  readonly book: PlanBook;
  readonly clock: WatchedClock;
  lidOpen: boolean;
  /** The lid was opened with its key and not closed since. */
  keySession: boolean;
  /** The last hand on the device was that of staff, or the host commanded it. */
  staffTurn: boolean;
  /** The last user input in lockout. */
  lastInput: LockedInput | undefined;
}

/**
 * S6: with the lid closed and no staff session, no user input in lockout is followed by a release.
 *
 * Lockout: the device clock stands in no window of the present plan, or is unset. Staff session:
 * from opening the lid with its key until it is closed, and from a staff press or a command until
 * the next user input. A release: a movement that makes medicine accessible, or medicine that
 * truly leaves slot or mechanism for drawer or user, in the same lockout as a user input before
 * it. What truly leaves while the mechanism still locks after a window's end is counted, not
 * judged; what leaves while the power is off is not seen as an answer to an input.
 *
 * One decision: a user input seen in lockout. Not judged: inputs while the device clock was not
 * read yet. Memory per device: its plans and the last input.
 */
export class LockoutChecker implements Checker {
  readonly id = "S6";
  readonly #tally = new Tally("S6");
  readonly #context: CheckContext;
  readonly #devices: PerDevice<State>;

  constructor(context: CheckContext) {
    this.#context = context;
    this.#devices = new PerDevice(() => ({
      openings: new OpeningWatch(context),
      book: new PlanBook(context.plans),
      clock: new WatchedClock(),
      lidOpen: false,
      keySession: false,
      staffTurn: false,
      lastInput: undefined,
    }));
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    const state = this.#devices.of(seen.deviceId);
    state.book.observe(seen);
    state.clock.observe(seen);
    const opening = state.openings.observe(seen);
    if (opening !== undefined && isLockout(state, opening.civilMs)) {
      const what = `movement ${opening.motion.motion} made medicine accessible`;
      this.#judge(state, seen, { what, civilMs: opening.civilMs });
    }
    if (seen.seen === "input") this.#input(state, seen, seen.input);
    else if (seen.seen === "plant") this.#truth(state, seen, seen.fact);
    else if (seen.seen === "power" && !seen.on) state.lastInput = undefined;
  }

  /** See {@link Checker.finish}. */
  finish(): CheckReport {
    return this.#tally.report();
  }

  #input(state: State, seen: Observation, input: DeviceInput): void {
    const user = isUserInput(input);
    noteHands(state, input, user);
    if (!user) return;
    const civilMs = state.clock.civilMs(seen.trueMs);
    const known = civilMs !== undefined || state.clock.unset();
    if (state.lidOpen || state.keySession || !known || !isLockout(state, civilMs)) {
      state.lastInput = undefined;
      return;
    }
    this.#tally.decide();
    state.lastInput = { type: input.type, trueMs: seen.trueMs, civilMs };
  }

  #truth(state: State, seen: Observation, fact: PlantFact): void {
    if (fact.type !== "moved" || (fact.from !== "slot" && fact.from !== "mechanism")) return;
    if (fact.to !== "user" && fact.to !== "drawer") return;
    const civilMs = state.clock.civilMs(seen.trueMs);
    if (!isLockout(state, civilMs)) return;
    const { lockingMs } = this.#context;
    if (civilMs !== undefined && state.book.current()?.closedWithin(civilMs, lockingMs) === true) {
      this.#tally.count("doses that left while the mechanism locked", fact.doses);
      return;
    }
    const what = `${fact.doses} doses truly went from ${fact.from} to ${fact.to}`;
    this.#judge(state, seen, { what, civilMs });
  }

  #judge(state: State, seen: Observation, { what, civilMs }: LockedRelease): void {
    const { lastInput, lidOpen, keySession, staffTurn } = state;
    if (lastInput === undefined || lidOpen || keySession || staffTurn) return;
    if (!isSameLockout(state, lastInput, civilMs)) return;
    const when = timeText(seen.trueMs);
    const input = `${lastInput.type} at ${timeText(lastInput.trueMs)}`;
    this.#tally.violate(seen, `${what} at ${when} in lockout, after the user's ${input}`);
  }
}

interface LockedRelease {
  readonly what: string;
  /** Device clock at that moment. */
  readonly civilMs: number | undefined;
}

function isLockout(state: State, civilMs: number | undefined): boolean {
  return civilMs === undefined || state.book.current()?.openAt(civilMs) !== true;
}

/** Whether no window lay between the input and now. */
function isSameLockout(state: State, input: LockedInput, civilMs: number | undefined): boolean {
  if (civilMs === undefined || input.civilMs === undefined) return true;
  return state.book.current()?.closedWithin(civilMs, civilMs - input.civilMs) !== true;
}

function isUserInput(input: DeviceInput): boolean {
  if (input.type === "button.pressed") return !STAFF.has(input.actor);
  return input.type === "posture.tilted" || input.type === "posture.righted";
}

function noteHands(state: State, input: DeviceInput, user: boolean): void {
  if (user) state.staffTurn = false;
  if (input.type === "lid.opened") {
    state.lidOpen = true;
    state.keySession ||= input.withKey;
  } else if (input.type === "lid.closed") {
    state.lidOpen = false;
    state.keySession = false;
  } else if (input.type === "command.received" || (input.type === "button.pressed" && !user)) {
    state.staffTurn = true;
  }
}
