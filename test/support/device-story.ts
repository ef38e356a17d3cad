import type {
  DeviceInput,
  DosePlan,
  Effect,
  JournalRecord,
  LadderNotice,
} from "@dosekit/protocols";
import { instant } from "@dosekit/protocols";
import type { Observation, PlantFact } from "@dosekit/simulator";

/** What a record says besides its place and time. */
export type Told = Partial<JournalRecord> & Pick<JournalRecord, "kind">;

/** What an observation says besides when and of whom. */
type Seen<T = Observation> = T extends Observation ? Omit<T, "trueMs" | "deviceId"> : never;

/** Epoch and boot with which a story begins. */
const FIRST = { epoch: 7, bootId: 1 };
/** How long a record takes to the inbox. */
const DELIVERY_MS = 2_000;

/**
 * Tells the life of one imagined device as observations, one step after the other; the teller
 * decides what happens, so that a story can be right or wrong at will.
 */
export class DeviceStory {
  readonly deviceId: string;
  /** True time now. */
  nowMs: number;
  /** Device clock less true time; `undefined` while the clock is unset. */
  clockOffsetMs: number | undefined = 0;
  clockErrorMs = 0;
  epoch = FIRST.epoch;
  bootId = FIRST.bootId;
  /** Last sequence number given out. */
  seq = 0;
  linkUp = true;
  readonly #seen: Observation[] = [];
  readonly #undelivered: JournalRecord[] = [];
  #bootedMs: number;

  constructor(deviceId: string, startMs: number) {
    this.deviceId = deviceId;
    this.nowMs = startMs;
    this.#bootedMs = startMs;
  }

  /** Everything that was told, in order of true time. */
  observations(): readonly Observation[] {
    return [...this.#seen].sort((a, b) => a.trueMs - b.trueMs);
  }

  /** Lets time go on to an instant. */
  until(trueMs: number): this {
    if (trueMs < this.nowMs) throw new RangeError("a story does not go back");
    this.nowMs = trueMs;
    return this;
  }

  /** Lets some time pass. */
  wait(ms: number): this {
    return this.until(this.nowMs + ms);
  }

  /** Tells an observation, now or a little later. */
  tell(seen: Seen, afterMs = 0): this {
    this.#seen.push({
      ...seen,
      trueMs: this.nowMs + afterMs,
      deviceId: this.deviceId,
    } as Observation);
    return this;
  }

  /** The device joins, starts and takes a plan, with a full tray. */
  begin(plan: DosePlan, doses = 28): this {
    this.tell({ seen: "device", product: "tray", spoolEvents: 500 });
    this.tell({ seen: "power", on: true });
    this.plant({ type: "loaded", doses });
    this.records({ kind: "device.booted", resetCause: "first-boot" });
    this.tell({ seen: "plan", plan });
    this.records({ kind: "plan.accepted" });
    return this;
  }

  /** The device commits records: asked for, durable at once, and delivered if there is a link. */
  records(...told: readonly Told[]): readonly JournalRecord[] {
    const records = told.map((one) => this.record(one));
    this.effect({ type: "journal.commit", records }, this.seq - records.length);
    for (const record of records) this.tell({ seen: "record", record });
    this.#undelivered.push(...records);
    if (this.linkUp) this.deliver();
    return records;
  }

  /** Writes a record without making it durable. */
  record(told: Told): JournalRecord {
    this.seq += 1;
    const offsetMs = this.clockOffsetMs;
    const time = offsetMs === undefined ? {} : { civilMs: instant(this.nowMs + offsetMs) };
    const { epoch, bootId, seq } = this;
    const uptimeMs = this.nowMs - this.#bootedMs;
    const clock = offsetMs === undefined ? "unset" : "synced";
    return { epoch, seq, bootId, uptimeMs, clock, ...time, ...told };
  }

  /** Telemetry that waits is dropped: a marker takes the place of these consecutive records. */
  dropTelemetry(dropped: readonly JournalRecord[]): this {
    const [first] = dropped;
    if (first === undefined) return this;
    const marker = { ...first, kind: "telemetry.dropped", count: dropped.length } as const;
    this.tell({ seen: "record", record: marker });
    this.#undelivered.splice(this.#undelivered.indexOf(first), dropped.length, marker);
    return this;
  }

  /** Everything that waits arrives in the inbox. */
  deliver(): this {
    for (const record of this.#undelivered.splice(0)) {
      this.tell({ seen: "committed", record }, DELIVERY_MS);
    }
    return this;
  }

  /** The board carries out an effect. */
  effect(effect: Effect, durableSeq = this.seq): this {
    const offsetMs = this.clockOffsetMs;
    const civilMs = offsetMs === undefined ? undefined : this.nowMs + offsetMs;
    return this.tell({
      seen: "effect",
      effect,
      durableSeq,
      civilMs,
      clockErrorMs: this.clockErrorMs,
    });
  }

  /** The mechanism moves, and says so three seconds later. */
  motion(motion: string, slot?: number): this {
    this.effect({ type: "motion.start", motion, ...(slot === undefined ? {} : { slot }) });
    return this.wait(3_000).input({ type: "motion.finished", motion, slot });
  }

  /** Something happens to the device. */
  input(input: DeviceInput): this {
    return this.tell({ seen: "input", input });
  }

  /** Something truly happens to the medicine. */
  plant(fact: PlantFact): this {
    return this.tell({ seen: "plant", fact });
  }

  /** A recipient is told of an alert. */
  notice(notice: LadderNotice): this {
    return this.tell({ seen: "notice", notice });
  }

  /** The device itself tells a recipient of an alert. */
  ownNotice(notice: LadderNotice): this {
    return this.tell({ seen: "notice", notice, by: "device" });
  }

  /** Somebody takes charge of an alert, which the device need not hear of. */
  acknowledge(alertId: string): this {
    return this.tell({ seen: "acknowledged", alertId });
  }

  /** The power goes for some time; the device starts again by itself, with the same journal. */
  powerCut(ms: number): this {
    this.tell({ seen: "fault", fault: "power-cut", active: true });
    this.tell({ seen: "power", on: false });
    this.wait(ms);
    this.tell({ seen: "fault", fault: "power-cut", active: false });
    this.tell({ seen: "power", on: true });
    this.bootId += 1;
    this.#bootedMs = this.nowMs;
    this.records({ kind: "device.booted", resetCause: "power-restored" });
    return this;
  }

  /** A dose comes within reach: announced, moved, offered. */
  offer(doseId: string, slot: number, told: Partial<JournalRecord> = {}): this {
    this.records({ kind: "dose.offering", doseId, slot, ...told });
    this.motion("tray.offer", slot);
    this.records({ kind: "dose.offered", doseId, slot });
    return this;
  }

  /** The user takes an offered dose. */
  take(doseId: string, slot: number, told: Partial<JournalRecord> = {}): this {
    this.plant({ type: "moved", from: "slot", to: "user", doses: 1, slot });
    this.wait(300).input({ type: "posture.tilted" });
    this.records({ kind: "dose.released", doseId, slot, evidence: "retrieved", ...told });
    this.wait(2_000).input({ type: "posture.righted" });
    const outcome = { outcome: "retrieved", evidence: "retrieved" } as const;
    this.records({ kind: "dose.closed", doseId, slot, ...outcome, ...told });
    return this.motion("tray.close", slot);
  }

  /** A dose gets an outcome. */
  close(doseId: string, told: Partial<JournalRecord>): this {
    this.records({ kind: "dose.closed", doseId, ...told });
    return this;
  }

  /** An alert begins; gives its name. */
  alert(alert: NonNullable<JournalRecord["alert"]>, severity: number): string {
    const alertId = `${this.epoch}-${this.seq + 1}`;
    this.records({ kind: "alert.raised", alert, alertId, severity });
    return alertId;
  }

  /** The gateway tells the default ladder's two rungs; somebody takes charge after that. */
  handle(alertId: string): this {
    this.wait(DELIVERY_MS);
    this.notice({ alertId, recipient: "home-care", rung: 0, repeat: false });
    this.wait(15 * 60_000);
    this.notice({ alertId, recipient: "response-centre", rung: 1, repeat: false });
    this.wait(5 * 60_000);
    return this.tell({ seen: "acknowledged", alertId });
  }
}
