import type { DeviceInput, JournalRecord } from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { ExpectedDoses } from "./expected-doses.ts";
import type { Observation } from "./observation.ts";
import { isAskedFor, type Opening, type OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import type { PlanBook } from "./plan-book.ts";
import { type Reader, type Readers, ReaderTable, type Seen } from "./readers.ts";
import { Tally } from "./tally.ts";
import type { WatchedClock } from "./watched-clock.ts";
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
  /** Plan under which the mechanism was opened last: its dose may end under it. */
  openedUnder: ExpectedDoses | undefined;
  lidOpen: boolean;
  /** The lid was opened with its key and not closed since. */
  keySession: boolean;
  /** The last hand on the device was that of staff. */
  staffTurn: boolean;
  /** The last user input in lockout. */
  lastInput: LockedInput | undefined;
  /** The last announcement was asked for by somebody with the right to it; no user input since. */
  askedFor: boolean;
  /** The plant told of a hazard since the last opening. */
  hazard: boolean;
  /** What truly left in lockout at this instant. */
  readonly left: { readonly where: Observation; readonly fact: Moved }[];
}

/**
 * S6: with the lid closed and no staff session, no user input in lockout is followed by a release.
 *
 * Lockout: the device clock stands in no window of the present plan nor of the one under which the
 * mechanism was opened last, or it is not trusted. Staff session: from opening the lid with its key
 * until it is closed, and from a staff press until the next user input. A release is a movement that makes medicine accessible in the same lockout
 * as a user input before it, or medicine that truly leaves slot or mechanism for drawer or user,
 * which needs a hand and so no input that was seen. Travel and assisted releases are exempt.
 *
 * Counted and not judged: what truly leaves by a hazard that the plant tells of at that moment or
 * since the last opening, and what leaves while the mechanism still locks: shortly after a
 * window's end, a start, or a step of the clock. What leaves without power answers no input.
 *
 * One decision: a user input seen in lockout, or medicine that truly leaves in lockout. Not
 * judged: anything while the device clock was not read yet. Memory per device: its plans, the last
 * input, and what left at this instant.
 */
export class LockoutChecker implements Checker {
  readonly id = "S6";
  readonly readers: Readers;
  readonly #tally = new Tally("S6");
  readonly #context: CheckContext;
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;
  /** What has left and was not judged yet, of all devices. */
  #unjudged = 0;

  constructor(context: CheckContext) {
    this.#context = context;
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      book: context.books.of(deviceId),
      openedUnder: undefined,
      clock: context.clocks.of(deviceId),
      lidOpen: false,
      keySession: false,
      staffTurn: false,
      lastInput: undefined,
      askedFor: false,
      hazard: false,
      left: [],
    }));
    this.readers = this.#reading(context);
    this.#table = new ReaderTable([this.readers]);
  }

  /** See {@link Checker.observe}. */
  observe(seen: Observation): void {
    this.#table.show(seen);
  }

  /** See {@link Checker.finish}. */
  finish(): CheckReport {
    for (const [, state] of this.#devices.entries()) this.#settle(state);
    return this.#tally.report();
  }

  #reading({ openingReaders: opening, planReader }: CheckContext): Readers {
    const devices = this.#devices;
    // What left is judged by how things stood before anything else is taken in.
    const settle: Reader = (_, deviceId) => this.#settleAny(deviceId);
    const input: Reader<Seen<"input">> = (seen, deviceId) =>
      this.#input(devices.of(deviceId), seen, seen.input);
    return {
      device: [settle, opening.device],
      plan: [settle, planReader],
      record: [
        ...[settle, opening.record],
        (seen, deviceId) => devices.of(deviceId).clock.record(seen),
      ],
      doseRecord: ({ record }, deviceId) => noteOffering(devices.of(deviceId), record),
      power: [...[settle, opening.power], (seen, deviceId) => noteOff(devices.of(deviceId), seen)],
      "clock-jump": [settle, (seen, deviceId) => devices.of(deviceId).clock.jumped(seen)],
      input: settle,
      inputs: {
        "journal.failed": [
          ...[settle, opening.journalFailed],
          (seen, deviceId) => devices.of(deviceId).clock.journalFailed(seen),
        ],
        "button.pressed": [settle, input],
        "posture.tilted": [settle, input],
        "posture.righted": [settle, input],
        "lid.opened": [settle, input],
        "lid.closed": [settle, input],
      },
      effect: (seen, deviceId) => this.#read(deviceId, seen),
      effects: {
        "journal.commit": [(seen, deviceId) => this.#read(deviceId, seen), opening.journalCommit],
        "motion.start": (seen, deviceId) => this.#moved(deviceId, seen),
      },
      plant: (seen, deviceId) => this.#truth(devices.of(deviceId), seen, seen.fact),
    };
  }

  #settleAny(deviceId: string): void {
    if (this.#unjudged > 0) this.#settle(this.#devices.of(deviceId));
  }

  #read(deviceId: string, seen: Seen<"effect">): void {
    this.#settleAny(deviceId);
    this.#devices.of(deviceId).clock.effect(seen);
  }

  #moved(deviceId: string, seen: Seen<"effect">): void {
    this.#read(deviceId, seen);
    const state = this.#devices.of(deviceId);
    const opening = state.openings.moved(seen);
    if (opening !== undefined) this.#judgeOpening(state, seen, opening);
  }

  #input(state: State, seen: Observation, input: DeviceInput): void {
    const user = isUserInput(input);
    noteHands(state, input, user);
    if (!user) return;
    state.lastInput = undefined;
    state.askedFor = false;
    if (state.lidOpen || state.keySession || !isKnownLockout(state, seen.trueMs)) return;
    this.#tally.decide();
    const civilMs = state.clock.civilMs(seen.trueMs);
    state.lastInput = { type: input.type, trueMs: seen.trueMs, civilMs };
  }

  #judgeOpening(state: State, seen: Observation, opening: Opening): void {
    state.hazard = false;
    state.openedUnder = state.book.current();
    const { lastInput } = state;
    const { civilMs } = opening;
    if (lastInput === undefined || !isLockedNow(state) || !isLockout(state, civilMs)) return;
    if (!isSameLockout(state, lastInput, civilMs)) return;
    const what = `movement ${opening.motion.motion} made medicine accessible`;
    const input = `${lastInput.type} at ${timeText(lastInput.trueMs)}`;
    this.#tally.violate(
      seen,
      `${what} at ${timeText(seen.trueMs)} in lockout, after the user's ${input}`,
    );
  }

  #truth(state: State, seen: Seen<"plant">, fact: PlantFact): void {
    if (state.left.length > 0) this.#settle(state, seen);
    if (fact.type === "hazard") state.hazard = true;
    if (fact.type !== "moved" || (fact.from !== "slot" && fact.from !== "mechanism")) return;
    if (fact.to !== "user" && fact.to !== "drawer") return;
    if (!isLockedNow(state) || !isKnownLockout(state, seen.trueMs)) return;
    state.left.push({ where: seen, fact });
    this.#unjudged += 1;
  }

  /** Judges what left at an instant that is over: by then every hazard behind it has been told. */
  #settle(state: State, now?: Seen<"plant">): void {
    if (now !== undefined && state.left[0]?.where.trueMs === now.trueMs) {
      if (now.fact.type !== "hazard") return;
      state.hazard = true;
    }
    this.#unjudged -= state.left.length;
    for (const { where, fact } of state.left.splice(0)) this.#judgeLeft(state, where, fact);
  }

  #judgeLeft(state: State, where: Observation, fact: Moved): void {
    if (state.hazard) {
      this.#tally.count("doses that left in lockout by a hazard", fact.doses);
    } else if (isStillLocking(state, where.trueMs, this.#context.lockingMs)) {
      this.#tally.count("doses that left while the mechanism locked", fact.doses);
    } else {
      this.#tally.decide();
      const what = `${fact.doses} doses truly went from ${fact.from} (slot ${fact.slot}) to ${fact.to}`;
      this.#tally.violate(where, `${what} at ${timeText(where.trueMs)} in lockout`);
    }
  }
}

type Moved = Extract<PlantFact, { type: "moved" }>;

function noteOffering(state: State, record: JournalRecord): void {
  if (record.kind === "dose.offering") state.askedFor = isAskedFor(record);
}

function noteOff(state: State, seen: Seen<"power">): void {
  state.clock.power(seen);
  if (!seen.on) state.lastInput = undefined;
}

/** Whether neither lid, staff nor an asked-for release explains that medicine leaves. */
function isLockedNow({ lidOpen, keySession, staffTurn, askedFor }: State): boolean {
  return !lidOpen && !keySession && !staffTurn && !askedFor;
}

function isLockout(state: State, civilMs: number | undefined): boolean {
  if (civilMs === undefined) return true;
  const isOpen = state.book.current()?.openAt(civilMs) === true;
  return !isOpen && state.openedUnder?.openAt(civilMs) !== true;
}

/** Whether the device has power, its clock was read, and it is in lockout. */
function isKnownLockout(state: State, trueMs: number): boolean {
  const civilMs = state.clock.civilMs(trueMs);
  const isKnown = civilMs !== undefined || (state.clock.powered() && state.clock.untrusted());
  return isKnown && isLockout(state, civilMs);
}

/** Whether no window lay between the input and now. */
function isSameLockout(state: State, input: LockedInput, civilMs: number | undefined): boolean {
  if (civilMs === undefined || input.civilMs === undefined) return true;
  return state.book.current()?.closedWithin(civilMs, civilMs - input.civilMs) !== true;
}

/** Whether a window's end, a start or a step of the clock was no longer ago than locking takes. */
function isStillLocking(state: State, trueMs: number, lockingMs: number): boolean {
  if (state.clock.steadyMs(trueMs) < lockingMs) return true;
  const civilMs = state.clock.civilMs(trueMs);
  if (civilMs === undefined) return false;
  return state.book.current()?.closedWithin(civilMs, lockingMs) === true;
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
  } else if (input.type === "button.pressed" && !user) {
    state.staffTurn = true;
  }
}
