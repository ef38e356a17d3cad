import type { JournalRecord } from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { Observation } from "./observation.ts";
import type { Opening, OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import { type Readers, ReaderTable, type Seen } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import { meansReleased, type ReleaseWatch } from "./release-watch.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

/** What the device can know of one dose's whereabouts. */
interface Fate {
  readonly released: { readonly trueMs: number; readonly seq: number } | undefined;
  /** It may have left, and no later reading says that it did not. */
  readonly uncertainSinceMs: number | undefined;
  readonly opened: OpenedOnce | undefined;
}

/** Nothing happened to it. */
const UNTOUCHED: Fate = { released: undefined, uncertainSinceMs: undefined, opened: undefined };

/** When a dose was last made accessible, and how the device stood then. */
interface OpenedOnce {
  readonly trueMs: number;
  readonly boot: number;
  readonly load: number;
  readonly slot: number | undefined;
}

interface State {
  readonly openings: OpeningWatch;
  readonly releases: ReleaseWatch;
  readonly fates: RecentDoses<Fate>;
  boot: number;
  /** How often staff loaded the mechanism. */
  load: number;
}

/**
 * S1: no dose is released twice, judged on what the device could know.
 *
 * A dose is released by a `dose.released` record, or by an outcome or correction that means a
 * release. After that neither a second `dose.released` nor a movement that makes it accessible may
 * follow. A dose whose outcome is uncertain may be opened again only after a correction that says
 * that it is still inside. A movement that a power cut may have interrupted may be repeated only
 * to the same compartment, under a `dose.offering` whose evidence is `returned`, or after staff
 * loaded the mechanism anew.
 *
 * One decision: a release, or a movement that makes an announced dose accessible. Counted beside
 * it: what truly left the locked part, and hazards as the plant knows them. Memory per device:
 * {@link RecentDoses}, twice.
 */
export class ReleasedOnceChecker implements Checker {
  readonly id = "S1";
  readonly readers: Readers;
  readonly #tally = new Tally("S1");
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;

  constructor(context: CheckContext) {
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      releases: context.releases.of(deviceId),
      fates: new RecentDoses<Fate>(),
      boot: 0,
      load: 0,
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
    return this.#tally.report();
  }

  #reading({ openingReaders: opening }: CheckContext): Readers {
    const devices = this.#devices;
    return {
      device: opening.device,
      record: opening.record,
      doseRecord: (seen, deviceId) => this.#judgeRecord(devices.of(deviceId), seen, seen.record),
      power: [opening.power, (seen, deviceId) => restart(devices.of(deviceId), seen)],
      inputs: {
        "journal.failed": opening.journalFailed,
        "stock.loaded": (_, deviceId) => load(devices.of(deviceId)),
      },
      effects: {
        "journal.commit": opening.journalCommit,
        "motion.start": (seen, deviceId) => this.#moved(devices.of(deviceId), seen),
      },
      plant: ({ fact }) => this.#countTruth(fact),
    };
  }

  #moved(state: State, seen: Seen<"effect">): void {
    const opening = state.openings.moved(seen);
    if (opening !== undefined) this.#judgeOpening(state, seen, opening);
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    const release = state.releases.take(record, seen);
    const { doseId } = record;
    if (doseId === undefined) return;
    const fate = state.fates.get(doseId) ?? UNTOUCHED;
    if (release !== undefined) {
      this.#tally.decide();
      const before = reasonAgainst(fate);
      if (before !== undefined) {
        const when = timeText(record.civilMs);
        this.#tally.violate(
          seen,
          `dose ${doseId} was released at ${when} (record ${record.seq}), but ${before}`,
        );
      }
      state.fates.note(doseId, releasedBy(fate, seen, record), seen.trueMs, record.dueMs);
    } else if (record.outcome === "uncertain") {
      const uncertain = { ...fate, uncertainSinceMs: seen.trueMs };
      state.fates.note(doseId, uncertain, seen.trueMs, record.dueMs);
    } else if (record.kind === "dose.corrected") {
      const corrected = meansReleased(record) ? releasedBy(fate, seen, record) : UNTOUCHED;
      state.fates.note(doseId, corrected, seen.trueMs, record.dueMs);
    }
  }

  #judgeOpening(state: State, seen: Observation, opening: Opening): void {
    const { dose, motion, civilMs } = opening;
    if (dose === undefined) return;
    this.#tally.decide();
    const fate = state.fates.get(dose.doseId) ?? UNTOUCHED;
    const before = reasonAgainst(fate) ?? interruptionOf(fate, state, opening);
    if (before !== undefined) {
      const what = `movement ${motion.motion} made dose ${dose.doseId} accessible`;
      this.#tally.violate(seen, `${what} at ${timeText(civilMs)}, but ${before}`);
    }
    const { boot, load } = state;
    const opened = { trueMs: seen.trueMs, boot, load, slot: motion.slot };
    state.fates.note(dose.doseId, { ...fate, opened }, seen.trueMs);
  }

  #countTruth(fact: PlantFact): void {
    if (fact.type === "hazard") {
      const kind = fact.detectable ? "detectable" : "undetectable";
      this.#tally.count(`hazard ${fact.hazard} (${kind})`);
    } else if (fact.type === "moved" && isInside(fact.from) && isAccessible(fact.to)) {
      this.#tally.count("doses that truly left the locked part", fact.doses);
    }
  }
}

function restart(state: State, { on }: Seen<"power">): void {
  if (!on) state.boot += 1;
}

function load(state: State): void {
  state.load += 1;
}

/** Why a dose may not be made accessible any more; `undefined` when it may. */
function reasonAgainst({ released, uncertainSinceMs }: Fate): string | undefined {
  if (released !== undefined) {
    return `it was released before at ${timeText(released.trueMs)} (record ${released.seq})`;
  }
  if (uncertainSinceMs === undefined) return undefined;
  return `it is uncertain since ${timeText(uncertainSinceMs)} and no reading proves it inside`;
}

function interruptionOf(
  { opened }: Fate,
  { boot, load }: State,
  opening: Opening,
): string | undefined {
  if (opened === undefined || opened.boot === boot || opened.load !== load) return undefined;
  if (opening.dose?.proved === true) return undefined;
  if (opened.slot !== undefined && opened.slot === opening.motion.slot) return undefined;
  return `a power cut came after it was opened at ${timeText(opened.trueMs)} and no reading proves it inside`;
}

function releasedBy(fate: Fate, seen: Observation, { seq }: JournalRecord): Fate {
  return { ...fate, released: fate.released ?? { trueMs: seen.trueMs, seq } };
}

function isInside(place: string): boolean {
  return place === "slot" || place === "mechanism";
}

function isAccessible(place: string): boolean {
  return place === "drawer" || place === "user";
}
