import {
  createDevice,
  type DeviceState,
  PROFILES,
  type ProductProfile,
  zoneTableOf,
} from "@dosekit/firmware-model";
import {
  type Checkpoint,
  type ClockQuality,
  type Command,
  type DeviceInput,
  type DeviceTime,
  type Effect,
  type FirmwareEffect,
  instant,
  type JournalRecord,
  type MotionStart,
  type NoticeSend,
  type Reply,
  type ReportedConfig,
  type ResetCause,
  type SignalShow,
  type TimerDeadline,
  uptime,
} from "@dosekit/protocols";
import { BenchLoader } from "./bench-loader.ts";

/** How a movement goes: as asked, stuck half way, or without any answer. */
export type MotionFate = "done" | "stuck" | "silent" | "too-far";
/** Where a power cut leaves a movement: not begun, half way, or at its end. */
export type CutFate = "not-begun" | "half-way" | "at-its-end";

/** A movement that was begun, with what the journal held at that moment. */
export interface BegunMotion {
  readonly motion: MotionStart;
  readonly durable: readonly JournalRecord[];
  readonly time: DeviceTime;
}

/** 2026-11-22 at 00:30 UTC, 06:00 in India. */
export const START_MS = Date.UTC(2026, 10, 22, 0, 30);

/** A movement that goes on. */
export interface RunningMotion {
  readonly endMs: number;
  readonly fate: MotionFate;
}

/** What a board does without a word to its storage or clock. */
type PlainEffect = Exclude<
  Effect,
  { type: "journal.commit" | "clock.set-civil" | "storage.erase" | FirmwareEffect["type"] }
>;

/**
 * A device on a bench: a board that carries out effects one by one, a world clock, and hands that
 * cut its power between any two effects. What the mechanism truly is belongs to its own bench.
 */
export abstract class MechanismBench {
  readonly logic;
  trueMs = START_MS;
  /** Civil clock less true time; `undefined` while the clock is unset. */
  offsetMs: number | undefined = 0;
  clockErrorMs = 100;
  state: DeviceState | undefined;
  durable: { checkpoint: Checkpoint; records: JournalRecord[] } | undefined;
  readonly begun: BegunMotion[] = [];
  readonly replies: Reply[] = [];
  readonly reports: ReportedConfig[] = [];
  readonly inputs: DeviceInput[] = [];
  /** Whom the board's own modem told, and when. */
  readonly told: { readonly notice: NoticeSend; readonly trueMs: number }[] = [];
  signal: SignalShow | undefined;
  lid: "closed" | "key" | "force" = "closed";
  /** Commits that are still to fail. */
  failingCommits = 0;
  /** Effects that are still carried out before the power goes; `undefined` for never. */
  effectsUntilCut: number | undefined;
  /** Newest record that storage had confirmed, where the next boot finds that it forgot some. */
  forgottenThroughSeq: number | undefined;
  fates: MotionFate[] = [];
  /** The boot loader with its two images. */
  readonly loader = new BenchLoader();
  /** False to hand a checkpoint over as the object that it is. */
  keepsCheckpointAsText = true;
  #bootMs = START_MS;
  #bootId = 0;
  readonly #answers: DeviceInput[] = [];
  #timers = new Map<string, TimerDeadline>();
  #running: (RunningMotion & { readonly motion: MotionStart }) | undefined;

  constructor(profile: ProductProfile) {
    this.logic = createDevice({ profile, zoneTableOf });
  }

  /** Something clumsy that hands can do, and what puts it right. */
  abstract tilt(): void;
  abstract right(): void;
  /** The user takes what is to be had. */
  abstract take(): void;
  /** Staff fill the mechanism. */
  abstract load(doses: number, firstSlot?: number): void;
  /** Says how long a movement takes and how it goes. */
  protected abstract beginMotion(motion: MotionStart): RunningMotion;
  /** Lets a movement end while there is power. */
  protected abstract endMotion(motion: MotionStart, fate: MotionFate): void;
  /** Lets a movement end where a power cut leaves it. */
  protected abstract cutMotion(motion: MotionStart, fate: CutFate): void;
  /** What the sensors that are not at rest tell right after boot. */
  protected abstract levels(): readonly DeviceInput[];

  /** Everything in the journal that survived, oldest first. */
  get records(): readonly JournalRecord[] {
    return this.durable?.records ?? [];
  }

  get on(): boolean {
    return this.state !== undefined;
  }

  get civilMs(): number | undefined {
    return this.offsetMs === undefined ? undefined : this.trueMs + this.offsetMs;
  }

  /** Names the states of the machine, the way of the dose last. */
  get cycle(): unknown {
    const value = this.state?.machine.value as { cycle?: unknown } | undefined;
    return value?.cycle;
  }

  boot(cause: ResetCause = "power-restored"): void {
    this.#bootMs = this.trueMs;
    this.#bootId += 1;
    this.#timers.clear();
    this.effectsUntilCut = undefined;
    const report = this.loader.boot();
    const throughSeq = this.forgottenThroughSeq;
    this.forgottenThroughSeq = undefined;
    const forgotten = throughSeq === undefined ? {} : { forgotten: { throughSeq } };
    const input = { cause, freshEpoch: 1_000 + this.#bootId, report, ...forgotten };
    const kept = this.durable?.checkpoint;
    const checkpoint = kept && this.keepsCheckpointAsText ? throughJson(kept) : kept;
    const [state, effects] = this.logic.boot(checkpoint, input, this.now());
    this.state = state;
    this.#carryOut(effects);
    for (const level of this.levels()) this.input(level);
    if (this.lid !== "closed") this.input({ type: "lid.opened", withKey: this.lid === "key" });
  }

  /** Takes the power away; a running movement ends as its fate says. */
  cutPower(fate: CutFate = "half-way"): void {
    this.state = undefined;
    this.#timers.clear();
    const running = this.#running;
    this.#running = undefined;
    this.signal = undefined;
    if (running !== undefined && fate !== "not-begun") this.cutMotion(running.motion, fate);
  }

  now(): DeviceTime {
    const civilMs = this.civilMs;
    const clock: ClockQuality = civilMs === undefined ? "unset" : "synced";
    return {
      uptimeMs: uptime(this.trueMs - this.#bootMs),
      civilMs: civilMs === undefined ? undefined : instant(civilMs),
      clock,
      clockErrorMs: this.clockErrorMs,
      bootId: this.#bootId,
    };
  }

  input(input: DeviceInput): void {
    if (this.state === undefined) return;
    this.inputs.push(input);
    const [state, effects] = this.logic.step(this.state, input, this.now());
    this.state = state;
    this.#carryOut(effects);
  }

  /** Lets the world go on, with every timer and movement at its moment. */
  advance(ms: number): void {
    const untilMs = this.trueMs + ms;
    for (;;) {
      const next = this.#nextMoment();
      if (next === undefined || next.atMs > untilMs) break;
      this.trueMs = Math.max(this.trueMs, next.atMs);
      next.happen();
    }
    this.trueMs = untilMs;
  }

  advanceTo(trueMs: number): void {
    this.advance(trueMs - this.trueMs);
  }

  openLid(withKey: boolean): void {
    if (this.lid !== "closed") return;
    this.lid = withKey ? "key" : "force";
    this.input({ type: "lid.opened", withKey });
  }

  closeLid(): void {
    if (this.lid === "closed") return;
    this.lid = "closed";
    this.input({ type: "lid.closed" });
  }

  setClock(civilMs: number): void {
    const previousCivilMs = this.civilMs;
    this.offsetMs = civilMs - this.trueMs;
    this.input({ type: "clock.set", previousCivilMs });
  }

  command(command: Omit<Command, "notAfterMs"> & { notAfterMs?: number }, isSealed = false): void {
    const notAfterMs = instant(command.notAfterMs ?? this.trueMs + 3_600_000);
    const full = { ...command, notAfterMs };
    const sealed = isSealed ? ({ sealed: true } as const) : {};
    this.input({ type: "command.received", command: full, ...sealed });
  }

  /** The next input waits until all effects are carried out, as on every host. */
  #carryOut(effects: readonly Effect[]): void {
    let civilToSet: number | undefined;
    for (const effect of effects) {
      if (this.effectsUntilCut !== undefined) {
        if (this.effectsUntilCut === 0) {
          this.cutPower("not-begun");
          return;
        }
        this.effectsUntilCut -= 1;
      }
      if (effect.type === "journal.commit") {
        if (this.failingCommits > 0) {
          this.failingCommits -= 1;
          this.input({ type: "journal.failed", lastSeq: this.records.at(-1)?.seq ?? 0 });
          return;
        }
        this.#commit(effect.records);
      } else if (effect.type === "clock.set-civil") civilToSet = effect.civilMs;
      else if (effect.type === "storage.erase") {
        this.#startAnew();
        return;
      } else if (isForLoader(effect)) {
        if (!this.#askLoader(effect)) return;
      } else this.#do(effect);
    }
    if (civilToSet !== undefined) this.setClock(civilToSet);
    for (const answer of this.#answers.splice(0)) this.input(answer);
  }

  /** @returns false when the device is off, or runs in another boot */
  #askLoader(effect: FirmwareEffect): boolean {
    const { loader } = this;
    if (effect.type === "firmware.stage" && loader.stage(effect)) {
      const { answer } = loader;
      if (answer === "staged") this.#answers.push({ type: "image.staged" });
      if (answer === "digest") this.#answers.push({ type: "image.refused", cause: "digest" });
      return true;
    }
    if (effect.type === "firmware.confirm" && loader.confirm()) return true;
    const isRestart = effect.type === "firmware.activate" && loader.activate();
    this.cutPower("not-begun");
    if (isRestart || effect.type === "firmware.revert") this.boot("firmware-update");
    return false;
  }

  #commit(records: readonly JournalRecord[]): void {
    const { state } = this;
    if (state === undefined) return;
    this.durable = {
      checkpoint: this.logic.checkpoint(state),
      records: [...this.records, ...records],
    };
  }

  #startAnew(): void {
    this.cutPower("not-begun");
    this.durable = undefined;
    this.boot("command");
  }

  #do(effect: PlainEffect): void {
    switch (effect.type) {
      case "timer.arm":
        this.#timers.set(effect.slot, effect);
        break;
      case "timer.cancel":
        this.#timers.delete(effect.slot);
        break;
      case "motion.start":
        this.#begin(effect);
        break;
      case "signal.show":
        this.signal = effect;
        break;
      case "notice.send":
        this.told.push({ notice: effect, trueMs: this.trueMs });
        break;
      case "reply.send":
        this.replies.push(effect.reply);
        break;
      case "config.report":
        this.reports.push(effect.reported);
        break;
    }
  }

  #begin(motion: MotionStart): void {
    this.begun.push({ motion, durable: this.records, time: this.now() });
    this.#running = { motion, ...this.beginMotion(motion) };
  }

  #end(): void {
    const running = this.#running;
    this.#running = undefined;
    if (running !== undefined) this.endMotion(running.motion, running.fate);
  }

  #nextMoment(): { atMs: number; happen: () => void } | undefined {
    let best: { atMs: number; happen: () => void } | undefined;
    if (this.#running !== undefined) {
      best = { atMs: this.#running.endMs, happen: () => this.#end() };
    }
    for (const timer of this.#timers.values()) {
      const atMs = this.#trueTimeOf(timer);
      if (atMs === undefined || (best !== undefined && best.atMs <= atMs)) continue;
      best = { atMs, happen: () => this.#fire(timer) };
    }
    return best;
  }

  #fire({ slot, atMs }: TimerDeadline): void {
    this.#timers.delete(slot);
    this.input({ type: "timer.fired", slot, atMs });
  }

  #trueTimeOf({ basis, atMs }: TimerDeadline): number | undefined {
    if (basis === "uptime") return this.#bootMs + atMs;
    return this.offsetMs === undefined ? undefined : atMs - this.offsetMs;
  }
}

function isForLoader(effect: Effect): effect is FirmwareEffect {
  return effect.type.startsWith("firmware.");
}

function throughJson(checkpoint: Checkpoint): Checkpoint {
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint;
}

/** Looks up a product that there is. */
export function profileNamed(product: string): ProductProfile {
  const profile = PROFILES.find((one) => one.product === product);
  if (profile === undefined) throw new RangeError(`no product ${product}`);
  return profile;
}
