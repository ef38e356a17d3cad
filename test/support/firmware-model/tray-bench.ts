import {
  createDevice,
  type DeviceState,
  PROFILES,
  type ProductProfile,
  TRAY_MOTIONS,
  zoneTableOf,
} from "@dosekit/firmware-model";
import {
  type Checkpoint,
  type ClockQuality,
  type Command,
  type DeviceInput,
  type DeviceTime,
  type Effect,
  instant,
  type JournalRecord,
  type MotionStart,
  type Reply,
  type ReportedConfig,
  type ResetCause,
  type SignalShow,
  type TimerDeadline,
  uptime,
} from "@dosekit/protocols";

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

const MOTION_MS = 3_000;
const READING_MS = 200;

/** The product that the bench holds. */
export const PILLY = profileNamed("pilly-sms");
/** 2026-11-22 at 00:30 UTC, 06:00 in India. */
export const START_MS = Date.UTC(2026, 10, 22, 0, 30);

/**
 * A tray on a bench: a board that carries out effects one by one, a tray with a real position and
 * real pills, a world clock, and hands that cut its power between any two effects.
 */
export class TrayBench {
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
  signal: SignalShow | undefined;
  /** Compartment at the opening; `locked`, or `between` two marks. */
  position: number | "locked" | "between" = "locked";
  readonly emptied = new Set<number>();
  tilted = false;
  lid: "closed" | "key" | "force" = "closed";
  /** Commits that are still to fail. */
  failingCommits = 0;
  /** Effects that are still carried out before the power goes; `undefined` for never. */
  effectsUntilCut: number | undefined;
  fates: MotionFate[] = [];
  /** False to hand a checkpoint over as the object that it is. */
  keepsCheckpointAsText = true;
  #bootMs = START_MS;
  #bootId = 0;
  #timers = new Map<string, TimerDeadline>();
  #running: { motion: MotionStart; endMs: number; fate: MotionFate } | undefined;

  constructor(profile: ProductProfile = PILLY) {
    this.logic = createDevice({ profile, zoneTableOf });
  }

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
    const input = { cause, freshEpoch: 1_000 + this.#bootId };
    const kept = this.durable?.checkpoint;
    const checkpoint = kept && this.keepsCheckpointAsText ? throughJson(kept) : kept;
    const [state, effects] = this.logic.boot(checkpoint, input, this.now());
    this.state = state;
    this.#carryOut(effects);
    if (this.tilted) this.input({ type: "posture.tilted" });
    if (this.lid !== "closed") this.input({ type: "lid.opened", withKey: this.lid === "key" });
  }

  /** Takes the power away; a running movement ends as its fate says. */
  cutPower(fate: CutFate = "half-way"): void {
    this.state = undefined;
    this.#timers.clear();
    const running = this.#running;
    this.#running = undefined;
    this.signal = undefined;
    if (running === undefined || fate === "not-begun") return;
    if (fate === "at-its-end") this.#arrive(running.motion);
    else if (running.motion.motion !== TRAY_MOTIONS.readIndex) this.position = "between";
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

  tilt(): void {
    if (this.tilted) return;
    this.tilted = true;
    this.#empty();
    this.input({ type: "posture.tilted" });
  }

  right(): void {
    if (!this.tilted) return;
    this.tilted = false;
    this.input({ type: "posture.righted" });
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

  /** Staff fill the tray. */
  load(doses: number, firstSlot = 0): void {
    this.openLid(true);
    this.emptied.clear();
    if (this.position === "between") this.position = "locked";
    this.input({ type: "stock.loaded", doses, firstSlot });
    this.closeLid();
  }

  setClock(civilMs: number): void {
    const previousCivilMs = this.civilMs;
    this.offsetMs = civilMs - this.trueMs;
    this.input({ type: "clock.set", previousCivilMs });
  }

  command(command: Omit<Command, "notAfterMs"> & { notAfterMs?: number }): void {
    const notAfterMs = instant(command.notAfterMs ?? this.trueMs + 3_600_000);
    this.input({ type: "command.received", command: { ...command, notAfterMs } });
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
      else this.#do(effect);
    }
    if (civilToSet !== undefined) this.setClock(civilToSet);
  }

  #commit(records: readonly JournalRecord[]): void {
    const { state } = this;
    if (state === undefined) return;
    this.durable = {
      checkpoint: this.logic.checkpoint(state),
      records: [...this.records, ...records],
    };
  }

  #do(effect: Exclude<Effect, { type: "journal.commit" | "clock.set-civil" }>): void {
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
    const isReading = motion.motion === TRAY_MOTIONS.readIndex;
    const endMs = this.trueMs + (isReading ? READING_MS : MOTION_MS);
    const fate =
      isReading && this.position === "between" ? "stuck" : (this.fates.shift() ?? "done");
    this.#running = { motion, endMs, fate };
  }

  #end(): void {
    const running = this.#running;
    this.#running = undefined;
    if (running === undefined) return;
    const { motion, fate } = running;
    if (fate === "silent") return;
    if (fate === "stuck") {
      this.input({ type: "motion.failed", motion: motion.motion, cause: "stall" });
      return;
    }
    this.#arrive(fate === "too-far" ? { ...motion, slot: ((motion.slot ?? 0) + 1) % 28 } : motion);
    const slot = typeof this.position === "number" ? this.position : undefined;
    this.input({ type: "motion.finished", motion: motion.motion, slot });
  }

  #arrive({ motion, slot }: MotionStart): void {
    if (motion === TRAY_MOTIONS.offer) this.position = slot ?? 0;
    if (motion === TRAY_MOTIONS.close) this.position = "locked";
    if (this.tilted) this.#empty();
  }

  #empty(): void {
    if (typeof this.position === "number") this.emptied.add(this.position);
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

function throughJson(checkpoint: Checkpoint): Checkpoint {
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint;
}

function profileNamed(product: string): ProductProfile {
  const profile = PROFILES.find((one) => one.product === product);
  if (profile === undefined) throw new RangeError(`no product ${product}`);
  return profile;
}
