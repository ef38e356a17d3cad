import { SEALED_ONLY, zoneTableOf } from "@dosekit/firmware-model";
import {
  type Checkpoint,
  type ClockQuality,
  type Command,
  type CommandVerb,
  type DesiredConfig,
  type DeviceInput,
  type DeviceTime,
  type DosePlan,
  type Effect,
  HOUR_MS,
  instant,
  type JournalRecord,
  type NoticeSend,
  type Reply,
  type ReportedConfig,
  type ResetCause,
  type SignalShow,
  uptime,
} from "@dosekit/protocols";
import { EventQueue } from "../../../clock/event-queue.ts";
import { type DeviceProgram, programOf } from "../../../home/device-program.ts";
import type { HomePlant } from "../../../plant/home-plant.ts";
import { Pharmacy } from "../../../plant/pharmacy.ts";
import type { HandAction, PlantFact, PlantResponse } from "../../../plant/plant.ts";
import { type PlantOffer, plantOf } from "../../../plant/plant-of.ts";
import type { PackedDose, RollFaultChances } from "../../../plant/roll-packing.ts";
import { powerFigures } from "../../../power/power-figures.ts";
import { PowerSupply } from "../../../power/power-supply.ts";
import { streamOf } from "../../../random/random-stream.ts";
import type { JudgeSubject } from "../judge-subject.ts";
import { BenchDiary } from "./bench-diary.ts";
import { BenchTimers } from "./bench-timers.ts";
import { BenchTruth } from "./bench-truth.ts";
import { hazardText, movedText } from "./bench-words.ts";
import { BENCH_START_MS } from "./story-plan.ts";

/** What differs from a bench on which nothing goes wrong by chance. */
export interface BenchWish {
  readonly startMs?: number;
  readonly rollFaults?: Partial<RollFaultChances>;
}

/** What a command says beside its verb. */
export type Wish = Partial<Omit<Command, "verb" | "commandId" | "notAfterMs">>;

const LANE = 0;
const CLOCK_ERROR_MS = 100;
/** How long a command holds, ms. */
const COMMAND_MS = HOUR_MS;

/** No pouch, roll or movement fails unless a judge has it fail. */
export const FAULTLESS: RollFaultChances = {
  ...{ unreadable: 0, torn: 0, missing: 0, duplicated: 0, swappedRoll: 0 },
  ...{ leaderLeft: 0, trailerLeft: 0, jam: 0, cutFailure: 0 },
};

/**
 * One device on a judge's bench: its program, stepped purely on virtual time, the truth of its
 * mechanism and of its power, and a journal that is durable at once.
 *
 * Invariants: nothing happens between two calls; the same calls give the same history; what a
 * movement or sensor had to tell an earlier boot is never told to a later one.
 */
export class FocusBench {
  readonly subject: JudgeSubject;
  readonly diary: BenchDiary;
  readonly truth = new BenchTruth();
  readonly supply: PowerSupply;
  readonly plant: HomePlant;
  readonly offer: PlantOffer;
  readonly replies: Reply[] = [];
  readonly reports: ReportedConfig[] = [];
  /** Whom the board's own modem told. */
  readonly notices: NoticeSend[] = [];
  readonly #program: DeviceProgram["logic"];
  readonly #queue: EventQueue;
  readonly #leaders: number;
  #records: JournalRecord[] = [];
  readonly #writtenMs = new WeakMap<JournalRecord, number>();
  #signal: SignalShow = DARK;
  #state: unknown;
  #durableState: unknown;
  #isOn = false;
  #isWorking = false;
  #bootMs: number;
  #bootId = 0;
  #offsetMs = 0;
  #failingCommits = 0;
  #commands = 0;
  #plan: DosePlan | undefined;
  readonly #waiting: DeviceInput[] = [];
  readonly #timers: BenchTimers;

  /** Puts a new device on the bench and starts it for the first time. */
  constructor(subject: JudgeSubject, { startMs = BENCH_START_MS, rollFaults }: BenchWish = {}) {
    const { profile, seed, spoil } = subject;
    this.subject = subject;
    this.#queue = new EventQueue(startMs);
    this.#bootMs = startMs;
    this.#timers = new BenchTimers({
      scheduler: this.#queue,
      trueMsOf: ({ basis, atMs }) =>
        basis === "uptime" ? this.#bootMs + atMs : atMs - this.#offsetMs,
      onFired: (slot, atMs) => this.input({ type: "timer.fired", slot, atMs }),
    });
    this.diary = new BenchDiary(profile.product);
    const { logic } = programOf(profile.product, [profile]);
    this.#program = spoil?.logic?.(logic) ?? logic;
    this.#leaders = rollFaults?.leaderLeft === 1 ? 1 : 0;
    const setup = {
      nowMs: () => this.nowMs,
      random: streamOf(seed, profile.product, "judge"),
      ...{ jamChance: 0, bounceChance: 0, rollFaults: { ...FAULTLESS, ...rollFaults } },
      nextDoses: (count: number) => this.#packed(count),
    };
    const offer = plantOf(profile, setup);
    this.offer = spoil?.mechanism?.(offer, setup) ?? offer;
    this.plant = this.offer.plant;
    this.supply = new PowerSupply({
      ...{ scheduler: this.#queue, lane: LANE, figures: powerFigures(profile) },
      tell: (input) => this.input(input),
      onEmpty: () => this.cutPower(),
      onPowered: () => this.boot(),
    });
    this.boot("first-boot");
    this.advance(1_000);
  }

  /** True time, ms since the Unix epoch. */
  get nowMs(): number {
    return this.#queue.nowMs();
  }

  /** The device's civil clock. */
  get civilMs(): number {
    return this.nowMs + this.#offsetMs;
  }

  /** Everything in the journal, oldest first. */
  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  /** True time at which a record was written, whatever it says itself. */
  writtenMs(record: JournalRecord): number {
    return this.#writtenMs.get(record) ?? Number.NaN;
  }

  /** What the user can see and hear now. */
  get signal(): SignalShow {
    return this.#signal;
  }

  /** What storage would give the next boot; absent when it holds nothing. */
  stored(): Checkpoint | undefined {
    return this.#durableState === undefined
      ? undefined
      : this.#program.checkpoint(this.#durableState);
  }

  /** Lets the world go on for so long. */
  advance(ms: number): void {
    this.#queue.runUntil(this.nowMs + ms);
  }

  /** Lets the world go on until an instant; one that has passed changes nothing. */
  advanceTo(trueMs: number): void {
    this.#queue.runUntil(trueMs);
  }

  /** Starts the device. */
  boot(cause: ResetCause = "power-restored"): void {
    if (this.#isOn) return;
    this.#bootMs = this.nowMs;
    this.#bootId += 1;
    this.#isOn = true;
    const { reactions } = this.plant.regainPower();
    const kept = this.stored();
    // What storage gives back is what JSON keeps of it.
    const checkpoint = kept && (JSON.parse(JSON.stringify(kept)) as Checkpoint);
    const input = { cause, freshEpoch: 1_000 + this.#bootId };
    this.#isWorking = true;
    this.#take(this.#program.boot(checkpoint, input, this.#now()));
    this.#isWorking = false;
    for (const { input: told } of reactions) this.input(told);
    for (const level of this.supply.levels()) this.input(level);
    this.#drain();
  }

  /** Takes all power away at this instant. */
  cutPower(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#state = undefined;
    this.#signal = DARK;
    this.#waiting.length = 0;
    this.#timers.cancelAll();
    this.plant.losePower();
  }

  /** Tells the device of an input. */
  input(input: DeviceInput): void {
    if (!this.#isOn) return;
    this.#waiting.push(input);
    if (!this.#isWorking) this.#drain();
  }

  /** Somebody's hands do something. */
  handle(action: HandAction): void {
    this.#apply(this.plant.handle(action));
  }

  /** Lets happen what the mechanism answers to something that was done to it. */
  apply(response: PlantResponse): void {
    this.#apply(response);
  }

  /** The host wants a configuration to be followed. */
  configure(config: DesiredConfig): void {
    if (config.plan !== undefined) this.#plan = config.plan;
    this.input({ type: "config.received", config });
  }

  /**
   * Gives a command, by staff unless the wish says otherwise.
   *
   * @returns its id
   */
  ask(verb: CommandVerb, wish: Wish = {}): string {
    this.#commands += 1;
    const commandId = `${verb}-${this.#commands}`;
    const command: Command = {
      ...{ actor: "staff", ...wish, verb, commandId },
      notAfterMs: instant(this.civilMs + COMMAND_MS),
    };
    const sealed = SEALED_ONLY.has(verb) ? ({ sealed: true } as const) : {};
    this.input({ type: "command.received", command, ...sealed });
    return commandId;
  }

  /** What the device answered to a command: `done` or the refusal; nothing without an answer. */
  answerTo(commandId: string): string | undefined {
    const reply = this.replies.findLast((one) => one.commandId === commandId);
    return reply?.refusal ?? reply?.result;
  }

  /** Makes the next writes of the journal fail. */
  failCommits(count: number): void {
    this.#failingCommits = count;
  }

  /** The clock runs ahead by so much, or falls behind, without anybody telling the device. */
  drift(byMs: number): void {
    this.#offsetMs += byMs;
    this.#timers.rearmCivil();
  }

  /** Sets the device's clock. */
  setClock(civilMs: number): void {
    const previousCivilMs = this.civilMs;
    this.#offsetMs = civilMs - this.nowMs;
    this.#timers.rearmCivil();
    this.input({ type: "clock.set", previousCivilMs });
  }

  /** The next doses that have no end yet, as whoever fills the device knows from the portal. */
  nextDoses(count: number): readonly PackedDose[] {
    const plan = this.#plan;
    const table = plan === undefined ? undefined : zoneTableOf(plan.zone);
    if (plan === undefined || table === undefined) return [];
    const pharmacy = new Pharmacy({ plan, table, nowMs: () => this.nowMs });
    for (const record of this.#records) pharmacy.note(record);
    return pharmacy.nextDoses(count);
  }

  #packed(count: number): readonly PackedDose[] {
    const doses = this.nextDoses(count);
    this.truth.fill(doses, this.#leaders);
    return doses;
  }

  #now(): DeviceTime {
    const clock: ClockQuality = "synced";
    return {
      uptimeMs: uptime(this.nowMs - this.#bootMs),
      civilMs: instant(this.civilMs),
      ...{ clock, clockErrorMs: CLOCK_ERROR_MS, bootId: this.#bootId },
    };
  }

  #drain(): void {
    this.#isWorking = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#take(this.#program.step(this.#state, next, this.#now()));
    }
    this.#isWorking = false;
  }

  #take([state, effects]: readonly [unknown, readonly Effect[]]): void {
    this.#state = state;
    for (const effect of effects) if (!this.#carryOut(effect)) return;
  }

  /** @returns false when what is left of the step falls away */
  #carryOut(effect: Effect): boolean {
    switch (effect.type) {
      case "journal.commit":
        return this.#commit(effect.records);
      case "timer.arm":
        this.#timers.arm(effect);
        return true;
      case "timer.cancel":
        this.#timers.cancel(effect.slot);
        return true;
      case "motion.start":
        this.#move(this.plant.drive(effect));
        return true;
      case "signal.show":
        this.#signal = effect;
        return true;
      case "notice.send":
        this.notices.push(effect);
        return true;
      case "reply.send":
        this.replies.push(effect.reply);
        return true;
      case "config.report":
        this.reports.push(effect.reported);
        return true;
      case "clock.set-civil":
        this.setClock(effect.civilMs);
        return true;
      case "storage.erase":
        this.#startAnew();
        return false;
      default:
        throw new RangeError(`${effect.type} is nothing that this bench does`);
    }
  }

  #commit(records: readonly JournalRecord[]): boolean {
    if (this.#failingCommits > 0) {
      this.#failingCommits -= 1;
      this.#waiting.unshift({ type: "journal.failed", lastSeq: this.#records.at(-1)?.seq ?? 0 });
      return false;
    }
    this.#durableState = this.#state;
    for (const record of records) {
      this.#records.push(record);
      this.#writtenMs.set(record, this.nowMs);
      this.truth.hear(record);
      this.diary.noteRecord(this.nowMs, record);
      const { kind, doseId, actor = "user" } = record;
      if (kind === "dose.offering" && doseId !== undefined) {
        this.plant.announce?.({ doseId, isAsked: actor !== "user" });
      }
    }
    return true;
  }

  #startAnew(): void {
    this.cutPower();
    this.#records = [];
    this.#durableState = undefined;
    // The program that asked for it is still at work.
    this.#queue.at(this.nowMs, LANE, () => this.boot("command"));
  }

  #move(response: PlantResponse): void {
    const endsMs = Math.max(0, ...response.reactions.map(({ afterMs }) => afterMs));
    this.#apply(response, this.nowMs + endsMs);
    this.supply.onMotion(endsMs);
  }

  #apply({ facts, reactions }: PlantResponse, doneMs = this.nowMs): void {
    for (const fact of facts) this.#happened(fact, doneMs);
    const bootId = this.#bootId;
    for (const { afterMs, input } of reactions) {
      this.#queue.at(this.nowMs + afterMs, LANE, () => {
        if (this.#isOn && bootId === this.#bootId) this.input(input);
      });
    }
  }

  #happened(fact: PlantFact, doneMs: number): void {
    const moved = this.truth.see(fact, doneMs);
    if (moved !== undefined) this.diary.note(doneMs, "device", movedText(moved));
    if (fact.type === "hazard") {
      this.diary.note(this.nowMs, "device", hazardText(fact.hazard));
    }
  }
}

const DARK: SignalShow = { type: "signal.show", light: "off", sound: 0 };
