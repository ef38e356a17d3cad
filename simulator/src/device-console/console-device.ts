import type { DeviceState, ZoneTable } from "@dosekit/firmware-model";
import type {
  DesiredConfig,
  DeviceTransport,
  DosePlan,
  JournalRecord,
  SignalShow,
} from "@dosekit/protocols";
import { HOUR_MS } from "@dosekit/protocols";
import type { ArmourPort, ClockReading, RetryTimer, TestClockPort } from "@dosekit/sdk/device";
import { CivilClock } from "../clock/civil-clock.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import type { DeviceProgram } from "../home/device-program.ts";
import { ScheduledRetryTimer } from "../home/scheduler-timers.ts";
import { SimulatedBoard } from "../home/simulated-board.ts";
import { sleepOptionsOf } from "../home/sleep-waits.ts";
import { Pharmacy } from "../plant/pharmacy.ts";
import type { HandAction, Place } from "../plant/plant.ts";
import { type PlantOffer, plantOf } from "../plant/plant-of.ts";
import { streamOf } from "../random/random-stream.ts";
import type { ConsoleAction, HandsView } from "./console-action.ts";
import type { ConsoleEvent } from "./console-event.ts";
import type { ConsoleMemory } from "./console-memory.ts";
import { type DeviceView, viewOfDevice } from "./device-view.ts";

/** What a device at a console is made of. */
export interface ConsoleDeviceSetup {
  readonly scheduler: Scheduler;
  readonly deviceId: string;
  readonly program: DeviceProgram;
  /** What its host is to give it, as whoever fills it knows. */
  readonly plan: DosePlan | undefined;
  readonly table: ZoneTable;
  readonly seed: string;
  readonly transport: DeviceTransport;
  readonly retryTimer: RetryTimer;
  /** The wait for quiet before a device that sleeps does so; absent where none does. */
  readonly quietTimer?: RetryTimer | undefined;
  /** What was kept of an earlier life. */
  readonly memory?: ConsoleMemory | undefined;
  readonly armour?: ArmourPort | undefined;
  readonly testClock?: TestClockPort;
  /** Cuts the way to the host, or mends it. */
  readonly setLinkCut: (isCut: boolean) => void;
  /** Jumps ahead to a true time. */
  readonly leapTo: (trueMs: number) => void;
  readonly tell: (event: ConsoleEvent) => void;
  /** The device's program had to stop. */
  readonly onFault: (fault: Error) => void;
}

/** Error that a clock set by hand is taken to have, ms. */
const SET_BY_HAND_MS = 30_000;
/** How long each part of filling takes, ms; more than a sensor needs. */
const FILLING_MS = 400;
const LANE = 0;
const DARK: SignalShow = { type: "signal.show", light: "off", sound: 0 };

/**
 * One simulated device in somebody's hands: the board and the plant of a fleet's devices, with
 * nobody but the person at the console.
 */
export class ConsoleDevice {
  readonly #setup: ConsoleDeviceSetup;
  readonly #pharmacy: Pharmacy | undefined;
  readonly #offer: PlantOffer;
  readonly #civil: CivilClock;
  readonly #board: SimulatedBoard;
  readonly #hands = { isTilted: false, isLidOpen: false, isPowered: false, isLinkCut: false };
  #signal: SignalShow = DARK;
  #isFilling = false;
  /** True time of the next contact of a device that is asleep. */
  #nextContactMs: number | undefined;
  #hazards = 0;
  #records = 0;
  #last: { readonly epoch: number; readonly seq: number } = { epoch: 0, seq: 0 };

  /** @throws RangeError when there is no plant for the product's mechanism */
  constructor(setup: ConsoleDeviceSetup) {
    this.#setup = setup;
    const { scheduler, seed, deviceId, program, plan, table } = setup;
    const nowMs = (): number => scheduler.nowMs();
    this.#pharmacy = plan === undefined ? undefined : new Pharmacy({ plan, table, nowMs });
    this.#offer = plantOf(program.profile, {
      ...{ nowMs, random: streamOf(seed, deviceId, "plant"), patientKey: deviceId },
      // Whoever knows no plan has no roll to put in.
      nextDoses: (count) => this.#pharmacy?.nextDoses(count) ?? [],
    });
    const start = { driftPpm: 0, civilMs: nowMs(), errorMs: 2 * SET_BY_HAND_MS };
    this.#civil = new CivilClock(start, nowMs());
    this.#board = this.#newBoard();
  }

  /** Switches the device on and fills it. */
  start(): void {
    this.do("give-power");
    this.do("refill");
  }

  /** Gives the device a configuration as if its host had sent it. */
  configure(config: DesiredConfig): void {
    this.#board.input({ type: "config.received", config });
  }

  /** Ends the device in good order. */
  stop(): void {
    this.#board.stop();
  }

  /** Does what somebody's hands do; `quit` is not the device's business. */
  do(action: ConsoleAction): void {
    switch (action) {
      case "refill":
        this.#fill();
        break;
      case "give-power":
        this.#givePower();
        break;
      case "pull-power":
        this.#pullPower();
        break;
      case "cut-link":
      case "heal-link":
        this.#cutLink(action === "cut-link");
        break;
      case "call-host":
        this.#board.callHost(0);
        break;
      case "next-due":
        this.#leap();
        break;
      case "quit":
        break;
      default:
        this.#handle(HANDS[action]);
    }
  }

  /** How the device lies there, as its hands know. */
  get hands(): HandsView {
    return this.#hands;
  }

  /** Whether somebody is filling it. */
  get isFilling(): boolean {
    return this.#isFilling;
  }

  /** What it shows and sounds. */
  get signal(): SignalShow {
    return this.#signal;
  }

  /** What its clocks show. */
  clock(): ClockReading {
    return this.#board.clock.now();
  }

  /** What it believes; `undefined` while it is off. */
  view(): DeviceView | undefined {
    const state = this.#board.state();
    // The program is the firmware model's own, so this is the model's state.
    const { mechanism } = this.#setup.program.profile;
    return state === undefined ? undefined : viewOfDevice(state as DeviceState, mechanism.value);
  }

  /** Where every dose truly is. */
  places(): Readonly<Record<Place, number>> {
    return this.#offer.plant.count();
  }

  /** True time of its next contact, while it sleeps. */
  get nextContactMs(): number | undefined {
    return this.#nextContactMs;
  }

  /** Doses that it holds when full. */
  get capacity(): number {
    return this.#offer.capacity;
  }

  /** Records in the journal, and its newest. */
  get journal(): { readonly records: number; readonly epoch: number; readonly seq: number } {
    return { records: this.#records, ...this.#last };
  }

  /** How often the truth came apart from what the device believes. */
  get hazards(): number {
    return this.#hazards;
  }

  #newBoard(): SimulatedBoard {
    const { scheduler, deviceId, program, seed, transport, retryTimer, tell } = this.#setup;
    const { memory, armour, testClock, quietTimer } = this.#setup;
    const { profile, logic } = program;
    const timer = new ScheduledRetryTimer(scheduler, LANE);
    return new SimulatedBoard({
      ...{ scheduler, lane: LANE, deviceId, logic, transport, retryTimer, civil: this.#civil },
      ...{ memory, armour, testClock },
      sleep: sleepOptionsOf(profile, quietTimer && { timer, quietTimer, contactMsMax: HOUR_MS }),
      // A life that goes on must not give boots and epochs the names of those before.
      random: streamOf(memory === undefined ? seed : `${seed} ${Date.now()}`, deviceId, "board"),
      product: profile.product,
      spoolEventsMax: profile.spoolEvents.value,
      plant: this.#offer.plant,
      watch: {
        onRecord: (record) => this.#recorded(record),
        onDropped: (record) => tell({ seen: "record", record }),
        onEffect: (effect) => {
          if (effect.type === "motion.start") tell({ seen: "motion", motion: effect });
        },
        onPower: (on) => {
          this.#nextContactMs = undefined;
          tell({ seen: "power", on });
        },
        onSleep: (untilNextMs) => this.#slept(untilNextMs),
        onFact: (fact) => {
          if (fact.type === "hazard") this.#hazards += 1;
          tell({ seen: "plant", fact });
        },
        onSignal: (signal) => this.#showed(signal),
        onMotion: () => undefined,
        onFault: (fault) => this.#setup.onFault(fault),
      },
    });
  }

  #slept(untilNextMs: number | undefined): void {
    const nowMs = this.#setup.scheduler.nowMs();
    this.#nextContactMs = untilNextMs === undefined ? undefined : nowMs + untilNextMs;
    this.#setup.tell({ seen: "sleep", nextContactMs: this.#nextContactMs });
  }

  #recorded(record: JournalRecord): void {
    const { epoch, seq } = record;
    if (epoch === this.#last.epoch && seq <= this.#last.seq) return;
    this.#last = { epoch, seq };
    this.#records += 1;
    this.#pharmacy?.note(record);
    this.#setup.tell({ seen: "record", record });
  }

  #showed(signal: SignalShow): void {
    const { light, sound, text } = this.#signal;
    const isSame = signal.light === light && signal.sound === sound && signal.text === text;
    this.#signal = signal;
    if (!isSame) this.#setup.tell({ seen: "signal", signal });
  }

  #handle(action: HandAction): void {
    if (action.type === "tilt" || action.type === "right") {
      this.#hands.isTilted = action.type === "tilt";
    }
    if (action.type === "open-lid" || action.type === "close-lid") {
      this.#hands.isLidOpen = action.type === "open-lid";
    }
    this.#board.apply(this.#offer.plant.handle(action));
  }

  /** A lid that stands open already stays open. */
  #fill(): void {
    if (this.#isFilling) return;
    const wasOpen = this.#hands.isLidOpen;
    this.#isFilling = true;
    if (!wasOpen) this.#handle(HANDS["open-lid"]);
    this.#later(FILLING_MS, () => this.#handle({ type: "refill", doses: this.#offer.capacity }));
    this.#later(2 * FILLING_MS, () => {
      if (!wasOpen) this.#handle(HANDS["close-lid"]);
    });
    this.#later(3 * FILLING_MS, () => {
      this.#isFilling = false;
    });
  }

  #givePower(): void {
    if (this.#board.isOn()) return;
    this.#hands.isPowered = true;
    const isFirst = this.#records === 0 && this.#setup.memory?.isUsed !== true;
    this.#board.powerOn(isFirst ? "first-boot" : "power-restored");
  }

  #pullPower(): void {
    if (!this.#hands.isPowered) return;
    this.#hands.isPowered = false;
    for (const record of this.#board.powerOff({})) this.#recorded(record);
  }

  #cutLink(isCut: boolean): void {
    this.#hands.isLinkCut = isCut;
    this.#setup.setLinkCut(isCut);
  }

  #leap(): void {
    const { next } = this.view() ?? {};
    const dueMs = next === undefined ? undefined : this.#civil.trueWhenShows(next.dueMs);
    if (dueMs === undefined) this.#setup.tell({ seen: "note", text: "no dose is planned" });
    else this.#setup.leapTo(dueMs);
  }

  #later(delayMs: number, run: () => void): void {
    const { scheduler } = this.#setup;
    scheduler.at(scheduler.nowMs() + delayMs, LANE, run);
  }
}

const HANDS = {
  press: { type: "press", actor: "user" },
  take: { type: "take" },
  tilt: { type: "tilt" },
  right: { type: "right" },
  "open-lid": { type: "open-lid", withKey: true },
  "force-lid": { type: "open-lid", withKey: false },
  "close-lid": { type: "close-lid" },
} as const satisfies Readonly<Record<string, HandAction>>;
