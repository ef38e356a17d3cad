import type { JournalRecord } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Checker, CheckReport } from "./checker.ts";
import type { ExpectedDose } from "./expected-doses.ts";
import type { Observation } from "./observation.ts";
import type { OpeningWatch } from "./opening-watch.ts";
import { PerDevice } from "./per-device.ts";
import type { PlanBook } from "./plan-book.ts";
import { type Readers, ReaderTable, type Seen } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import type { Release, ReleaseWatch } from "./release-watch.ts";
import { StoppedService } from "./stopped-service.ts";
import { Tally } from "./tally.ts";
import { timeText } from "./zone-reckoning.ts";

interface State {
  readonly openings: OpeningWatch;
  readonly releases: ReleaseWatch;
  readonly book: PlanBook;
  /** Windows in which doses were opened: such a dose may end under its plan when another comes. */
  readonly openedIn: RecentDoses<ExpectedDose>;
  readonly stopped: StoppedService;
}

/**
 * S2: no dose is released outside its window `[early, late)` on the device clock; at `late` itself
 * the window is closed. A travel or assisted release is exempt if somebody with the right to it
 * asked for it: its `dose.offering` and `dose.released` records name an actor other than user and
 * device, or the outcome `released-ahead` with an actor. While the service is paused or has ended no
 * movement that makes a dose accessible begins, whoever asked for it.
 *
 * One decision: a movement that makes an announced dose accessible, a release, or an outcome
 * `released-ahead`. Not judged here: a movement without an announced dose (S7) and anything under
 * an unset clock (S9). The window is that of the newest plan which has the dose;
 * a dose that was opened under an older plan may also be released in the window of that one. Memory per
 * device: its plans, {@link RecentDoses} and {@link ReleaseWatch}.
 */
export class InsideWindowChecker implements Checker {
  readonly id = "S2";
  readonly readers: Readers;
  readonly #tally = new Tally("S2");
  readonly #devices: PerDevice<State>;
  readonly #table: ReaderTable;

  constructor(context: CheckContext) {
    this.#devices = new PerDevice((deviceId) => ({
      openings: context.openings.of(deviceId),
      releases: context.releases.of(deviceId),
      book: context.books.of(deviceId),
      openedIn: new RecentDoses<ExpectedDose>(),
      stopped: new StoppedService(),
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

  #reading({ openingReaders: opening, planReader }: CheckContext): Readers {
    const devices = this.#devices;
    return {
      device: opening.device,
      plan: planReader,
      record: opening.record,
      doseRecord: (seen, deviceId) => this.#judgeRecord(devices.of(deviceId), seen, seen.record),
      alertRecord: ({ record }, deviceId) => devices.of(deviceId).stopped.written(record),
      forgotten: (seen, deviceId) => devices.of(deviceId).stopped.forgot(seen),
      power: opening.power,
      inputs: { "journal.failed": opening.journalFailed },
      effects: {
        "journal.commit": opening.journalCommit,
        "motion.start": (seen, deviceId) => this.#moved(devices.of(deviceId), seen),
      },
    };
  }

  #moved(state: State, seen: Seen<"effect">): void {
    const opening = state.openings.moved(seen);
    if (opening?.dose === undefined) return;
    const { doseId, ahead } = opening.dose;
    const what = `movement ${opening.motion.motion} made dose ${doseId} accessible`;
    if (this.#isStopped(state, seen, what) || ahead) return;
    this.#judge(state, seen, { doseId, civilMs: opening.civilMs, what, opens: true });
  }

  #isStopped({ stopped, openings }: State, seen: Observation, what: string): boolean {
    const by = stopped.by(openings.epoch());
    if (by === undefined) return false;
    const since = timeText(by.civilMs);
    this.#tally.decide();
    this.#tally.violate(
      seen,
      `${what}, but the service is in ${by.mode} since ${since} (record ${by.seq})`,
    );
    return true;
  }

  #judgeRecord(state: State, seen: Observation, record: JournalRecord): void {
    const release = state.releases.take(record, seen);
    if (record.outcome === "released-ahead" && record.kind === "dose.closed") {
      this.#judgeAhead(seen, record);
    } else if (release !== undefined && !release.ahead && !this.#wasAskedFor(state, release)) {
      const { doseId } = release;
      const what = `dose ${doseId} was released (record ${record.seq})`;
      this.#judge(state, seen, { doseId, civilMs: record.civilMs, what, opens: false });
    }
  }

  #wasAskedFor({ openings }: State, { doseId }: Release): boolean {
    const announced = openings.announced();
    return announced?.doseId === doseId && announced.ahead;
  }

  #judgeAhead(seen: Observation, { doseId, actor, civilMs }: JournalRecord): void {
    this.#tally.decide();
    if (actor !== undefined && actor !== "device") return;
    const when = timeText(civilMs);
    this.#tally.violate(
      seen,
      `dose ${doseId} was released ahead at ${when}, but nobody asked for it`,
    );
  }

  #judge(state: State, seen: Observation, release: ReleaseInTime): void {
    const { doseId, civilMs, what, opens } = release;
    if (civilMs === undefined) return;
    this.#tally.decide();
    const window = state.book.windowOf(doseId);
    if (window === undefined) {
      this.#tally.violate(seen, `${what} at ${timeText(civilMs)}, but no plan has that dose`);
    } else if (isInside(window, civilMs)) {
      if (opens) state.openedIn.note(doseId, window, seen.trueMs, window.lateMs);
    } else if (opens || !isInside(state.openedIn.get(doseId), civilMs)) {
      const from = timeText(window.earlyMs);
      const until = timeText(window.lateMs);
      this.#tally.violate(
        seen,
        `${what} at ${timeText(civilMs)}, outside its window from ${from} until before ${until}`,
      );
    }
  }
}

interface ReleaseInTime {
  readonly doseId: string;
  /** Device clock at that moment. */
  readonly civilMs: number | undefined;
  readonly what: string;
  /** It is the movement itself, not a record of what came of it. */
  readonly opens: boolean;
}

function isInside(window: ExpectedDose | undefined, civilMs: number): boolean {
  return window !== undefined && window.earlyMs <= civilMs && civilMs < window.lateMs;
}
