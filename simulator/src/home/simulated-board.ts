import {
  type DeviceInput,
  type DeviceLogic,
  type DeviceTransport,
  type DurableStore,
  decodeJournalEntries,
  type JournalRecord,
  type MotionStart,
  type NoticeSend,
  type ResetCause,
  type SignalShow,
} from "@dosekit/protocols";
import {
  type ArmourPort,
  MemoryStore,
  MemoryWitness,
  type RetryTimer,
  type RunnerFault,
  type RunnerWatch,
  type SleepOptions,
  type TestClockPort,
  type WitnessPort,
} from "@dosekit/sdk/device";
import type { CivilClock } from "../clock/civil-clock.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import { SimulatedDeviceClock } from "../clock/simulated-device-clock.ts";
import type { PowerCut } from "../faults/fault.ts";
import { FaultyStore } from "../faults/faulty-store.ts";
import type { Plant, PlantFact, PlantResponse } from "../plant/plant.ts";
import type { RandomStream } from "../random/random-stream.ts";
import { BoardLoader } from "./board-loader.ts";
import { type BoardRunner, type NewBoardRunner, newSdkRunner } from "./board-runner.ts";

/** Storage of a simulated device, bytes: room for a full spool and what writing it anew takes. */
export const STORE_BYTES = 4 * 1_024 * 1_024;

/** Time from a defect until the board's watchdog starts the device again, ms; inferred. */
export const WATCHDOG_MS = 10_000;

/** A plant whose device can lose power, and get it back. */
export interface PoweredPlant extends Plant {
  /** The device has power again; its sensors tell their levels. */
  regainPower(): PlantResponse;
}

/** Who learns what a board does. */
export interface BoardWatch extends RunnerWatch {
  /** Something truly happened to the medicine. */
  onFact(fact: PlantFact): void;
  /** The user can see and hear this now. */
  onSignal(shown: SignalShow): void;
  /** A movement began; it ends after this time, in ms. */
  onMotion(durationMs: number): void;
  /** The board's own modem told somebody of an alert. */
  onTold?(notice: NoticeSend): void;
  /** The storage forgot what it had confirmed; this is what it still holds. */
  onStorageForgot?(rows: readonly Uint8Array[]): void;
  /** The device's program had to stop. */
  onFault(fault: RunnerFault): void;
}

/** Storage of a board, and the witness beside its clock. */
export interface BoardMemory {
  readonly store: DurableStore;
  readonly witness: WitnessPort;
  /** What is written to it is never changed afterwards. */
  readonly isShared?: boolean;
}

/** What a board is made of. */
export interface BoardSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  /** Draws which writes fail on worn flash; without it none does. */
  readonly flashRandom?: RandomStream;
  readonly deviceId: string;
  readonly product: string;
  readonly spoolEventsMax: number;
  readonly logic: DeviceLogic<unknown>;
  readonly civil: CivilClock;
  readonly plant: PoweredPlant;
  /** What the board's own sensors tell at a start. */
  readonly levels?: () => readonly DeviceInput[];
  readonly transport: DeviceTransport;
  readonly retryTimer: RetryTimer;
  /** What outlives the board's process; by default storage and witness end with the board. */
  readonly memory?: BoardMemory | undefined;
  /** Puts the device into the security profile. */
  readonly armour?: ArmourPort | undefined;
  /** A clock that its host may let run in the test state. */
  readonly testClock?: TestClockPort | undefined;
  /** Has the device sleep between contacts; it stays in contact when absent. */
  readonly sleep?: SleepOptions | undefined;
  /** Runtime of the device's program; the SDK's own when absent. */
  readonly newRunner?: NewBoardRunner | undefined;
  readonly watch: BoardWatch;
  /** Time that a write takes, ms; that of the faulty store when absent. */
  readonly writeMs?: number;
}

/** Version of the image that every simulated device starts with. */
const FIRMWARE_VERSION = "model";

const DARK: SignalShow = { type: "signal.show", light: "off", sound: 0 };
const UINT32_MAX = 0xffff_ffff;

/**
 * One simulated device on its board: the SDK's own runtime with a virtual clock, a store that can
 * be cut off in mid-write, and a plant as its mechanism.
 *
 * Invariants: without power nothing reaches the device and no timer of it is left; what a movement
 * or sensor had to tell an earlier boot is never told to a later one.
 */
export class SimulatedBoard {
  readonly clock: SimulatedDeviceClock;
  readonly store: FaultyStore;
  readonly loader: BoardLoader;
  /** A register of the clock chip. */
  readonly #witness: WitnessPort;
  readonly #setup: BoardSetup;
  readonly #runner: BoardRunner;
  #leftTimers = 0;
  #session = 0;
  #bootId = 0;
  #cutOff = false;

  constructor(setup: BoardSetup) {
    const { scheduler, lane, civil } = setup;
    this.#setup = setup;
    this.#witness = setup.memory?.witness ?? new MemoryWitness();
    this.clock = new SimulatedDeviceClock({ scheduler, lane, civil });
    const { writeMs } = setup;
    this.store = new FaultyStore({
      ...{ scheduler, lane, inner: setup.memory?.store ?? new MemoryStore(STORE_BYTES) },
      ...(setup.flashRandom === undefined ? {} : { random: setup.flashRandom }),
      ...(writeMs === undefined ? {} : { writeMs }),
      isShared: setup.memory?.isShared === true,
    });
    this.loader = new BoardLoader({
      tell: (input) => this.#runner.input(input),
      ...{ scheduler, lane, version: FIRMWARE_VERSION },
      restart: (cause) => this.#restart(cause),
    });
    this.#runner = this.#newRunner();
  }

  /** Whether the device runs. */
  isOn(): boolean {
    return this.#runner.isOn();
  }

  /** What the device's program holds, for inspection; `undefined` while it is off. */
  state(): unknown {
    return this.#runner.state();
  }

  /** Gives power: the device starts, and its sensors tell their levels. */
  powerOn(cause: ResetCause): void {
    if (this.isOn()) return;
    this.#cutOff = false;
    this.#session += 1;
    this.clock.boot();
    const { reactions } = this.#setup.plant.regainPower();
    this.#runner.powerOn(cause);
    // A board samples its sensors at once, before anything else can happen.
    for (const { input } of reactions) this.#runner.input(input);
    for (const input of this.#setup.levels?.() ?? []) this.#runner.input(input);
  }

  /**
   * Takes the power away at this very instant.
   *
   * @returns the records of an entry that became durable in the last moment, told to nobody
   */
  powerOff(cut: Pick<PowerCut, "write" | "clockLost">): readonly JournalRecord[] {
    const { civil, plant, random, watch } = this.#setup;
    this.#cutOff = true;
    this.#session += 1;
    this.#runner.powerOff();
    this.clock.stop();
    plant.losePower();
    this.loader.losePower();
    watch.onSignal(DARK);
    const fate = cut.write ?? (["kept", "torn", "lost"] as const)[random.integer(0, 2)] ?? "lost";
    const kept = this.store.losePower(fate, random.uniform());
    const forgot = cut.clockLost !== true && this.store.forget();
    if (forgot) watch.onStorageForgot?.(this.store.recover());
    if (cut.clockLost === true) {
      this.clock.loseCivil();
      this.#witness.write(undefined);
    } else civil.keepOverRestart();
    if (kept === undefined || forgot) return [];
    return this.#runner.keepLastWrite?.() ?? recordsOf(kept);
  }

  /** Ends the device in good order. */
  stop(): void {
    this.#cutOff = true;
    this.#session += 1;
    this.#runner.stop();
    this.#leftTimers = this.clock.armed();
    this.clock.stop();
  }

  /** Timers that the device's runtime had not taken back when the device was stopped; 0 before. */
  leftTimers(): number {
    return this.#leftTimers;
  }

  /** Tells the device of an input at once. */
  input(input: DeviceInput): void {
    this.#runner.input(input);
  }

  /** Somebody has the device come into contact now, if it sleeps, and stay so for a while. */
  callHost(stayMs: number): void {
    this.#runner.callHost(stayMs);
  }

  /** Lets happen what follows from a cause: facts now, sensor readings after their delay. */
  apply(response: PlantResponse): void {
    const { scheduler, lane, watch } = this.#setup;
    for (const fact of response.facts) watch.onFact(fact);
    const session = this.#session;
    for (const { afterMs, input } of response.reactions) {
      scheduler.at(scheduler.nowMs() + afterMs, lane, () => {
        if (session === this.#session) this.#runner.input(input);
      });
    }
  }

  #newRunner(): BoardRunner {
    const { deviceId, product, logic, random, transport, retryTimer, watch } = this.#setup;
    const { sleep, armour, testClock, newRunner = newSdkRunner } = this.#setup;
    return newRunner({
      deviceId,
      identity: { product, firmware: FIRMWARE_VERSION, serial: deviceId },
      logic,
      clock: this.clock,
      store: this.store,
      witness: this.#witness,
      actuators: {
        start: (effect) => this.#actuate(effect),
        tell: (notice) => this.#setup.watch.onTold?.(notice),
      },
      transport,
      loader: this.loader,
      retryTimer,
      entropy: {
        bootId: () => this.#nextBootId(),
        freshEpoch: () => random.integer(1, UINT32_MAX),
      },
      spoolEventsMax: this.#setup.spoolEventsMax,
      ...(sleep === undefined ? {} : { sleep }),
      ...(armour === undefined ? {} : { armour }),
      ...(testClock === undefined ? {} : { testClock }),
      watch,
      onFault: (fault) => this.#recoverFrom(fault),
    });
  }

  #actuate(effect: MotionStart | SignalShow): void {
    const { plant, watch } = this.#setup;
    if (effect.type === "signal.show") {
      watch.onSignal(effect);
      return;
    }
    const response = plant.drive(effect);
    this.apply(response);
    watch.onMotion(response.reactions[0]?.afterMs ?? 0);
  }

  #nextBootId(): number {
    const drawn = this.#setup.random.integer(0, UINT32_MAX);
    this.#bootId = drawn === this.#bootId ? (drawn + 1) % UINT32_MAX : drawn;
    return this.#bootId;
  }

  /** The program hangs: nothing works any more until the watchdog resets the board. */
  hang(): void {
    if (!this.isOn()) return;
    this.#runner.powerOff();
    this.#fallSilent();
    this.#wakeByWatchdog();
  }

  /** Another image starts at once; nothing of the one before goes on. */
  #restart(cause: ResetCause): void {
    this.#runner.powerOff();
    this.#fallSilent();
    this.powerOn(cause);
  }

  /** The runtime has stopped the device as a power cut does; the watchdog starts it again. */
  #recoverFrom(fault: RunnerFault): void {
    this.#setup.watch.onFault(fault);
    this.#fallSilent();
    this.#wakeByWatchdog();
  }

  #fallSilent(): void {
    this.#setup.watch.onSignal(DARK);
    this.#session += 1;
    this.clock.stop();
    this.#setup.plant.losePower();
    this.loader.losePower();
    this.store.losePower("lost", 0);
  }

  #wakeByWatchdog(): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + WATCHDOG_MS, lane, () => {
      if (!this.#cutOff) this.powerOn("watchdog");
    });
  }
}

function recordsOf(entry: Uint8Array): readonly JournalRecord[] {
  const reading = decodeJournalEntries([entry]);
  if (!reading.ok) return [];
  return reading.entries.flatMap(({ records }) => records.map(({ record }) => record));
}
