import { type ZoneTable, zoneTableOf } from "@dosekit/firmware-model";
import {
  DAY_MS,
  type DeviceTransport,
  decodeJournalEntries,
  type JournalRecord,
  MINUTE_MS,
  type NoticeSend,
} from "@dosekit/protocols";
import type { RetryTimer } from "@dosekit/sdk/device";
import { CivilClock } from "../clock/civil-clock.ts";
import type { Scheduler } from "../clock/scheduler.ts";
import type { DeviceFault, PowerCut } from "../faults/fault.ts";
import { scheduleFaults } from "../faults/fault-injector.ts";
import type { FaultyLink } from "../links/faulty-link.ts";
import type { RelativeAnswer } from "../people/relatives.ts";
import { Pharmacy } from "../plant/pharmacy.ts";
import type { HandAction } from "../plant/plant.ts";
import { type PlantOffer, type PlantSetup, plantOf } from "../plant/plant-of.ts";
import { TruthWatch } from "../plant/truth-watch.ts";
import { powerFigures } from "../power/power-figures.ts";
import { PowerSupply } from "../power/power-supply.ts";
import { streamOf } from "../random/random-stream.ts";
import type { HomeDwellers } from "../replay/played-people.ts";
import { DeviceTrace } from "../trace/trace-hash.ts";
import type { NewBoardRunner } from "./board-runner.ts";
import { deviceFaultEffects } from "./device-faults.ts";
import { type DeviceProgram, programOf } from "./device-program.ts";
import { faultyMechanism, ghostOf } from "./faulty-mechanism.ts";
import { dwellersOf, tellHappening } from "./home-dwellers.ts";
import { HomeObserver } from "./home-observer.ts";
import { HomeService } from "./home-service.ts";
import type { HomeSink } from "./home-sink.ts";
import { type HomeSpoilers, spoiledMemory } from "./home-spoilers.ts";
import { PowerSwitch } from "./power-switch.ts";
import { faultsOfHome } from "./run-faults.ts";
import type { DeviceSpec, Order, RunSpec } from "./run-spec.ts";
import { type BoardMemory, type BoardWatch, SimulatedBoard } from "./simulated-board.ts";
import { type SleepWaits, sleepOptionsOf } from "./sleep-waits.ts";
import { Surroundings } from "./surroundings.ts";

/** What a home is put up with. */
export interface DeviceHomeSetup {
  readonly scheduler: Scheduler;
  /** Place of the device among events of the same instant: its index in the order of the ids. */
  readonly lane: number;
  readonly spec: RunSpec;
  readonly device: DeviceSpec;
  readonly transport: DeviceTransport;
  readonly link: FaultyLink;
  readonly retryTimer: RetryTimer;
  /** How a product that sleeps waits; without it the device stays in contact, as on a serial line. */
  readonly sleeping?: SleepWaits;
  /** Runtime of the device's program; the SDK's own when absent. */
  readonly newRunner?: NewBoardRunner;
  /** Storage of that runtime and its witness; the process's memory when absent. */
  readonly memory?: BoardMemory;
  readonly sink: HomeSink;
  /** Time that a write of the device takes, ms; that of a serial flash when absent. */
  readonly writeMs?: number;
  /** Home care asks something of the device, as its user told them to. */
  readonly ask?: (wish: Order["wish"]) => void;
  /** Deliberate defects, by which tests see the rules fire; none when absent. */
  readonly spoil?: HomeSpoilers;
  /** The device fell asleep, or woke. */
  readonly onSleep?: (isAsleep: boolean) => void;
  /** The device told somebody of an alert by its own modem. */
  readonly onTold?: (notice: NoticeSend) => void;
}

/** How fast a sensor chatters, ms; inferred from contacts that bounce. */
const CHATTER_MS = 40;
/** Standard deviation of clock drift among devices, parts per million; inferred. */
const DRIFT_SIGMA_PPM = 8;
/** From how long before its end on a run keeps devices that sleep in contact, ms. */
const LAST_CONTACT_MS = 10 * MINUTE_MS;
/** Error of a clock that staff set by hand when they put the device up, ms; inferred. */
const SET_BY_HAND_MS = 30_000;

/**
 * One device in one home, with everything of its world but the way to its gateway: the mechanism's
 * truth, its user, staff, and what goes wrong.
 */
export class DeviceHome {
  readonly #setup: DeviceHomeSetup;
  readonly #program: DeviceProgram;
  readonly #pharmacy: Pharmacy;
  readonly #offer: PlantOffer;
  readonly #board: SimulatedBoard;
  readonly #people: HomeDwellers;
  readonly #service: HomeService;
  readonly #power: PowerSwitch;
  readonly #supply: PowerSupply;
  readonly #surroundings: Surroundings;
  readonly #truth = new TruthWatch();
  readonly #trace = new DeviceTrace();
  readonly #seen: HomeObserver;
  #isUp = false;
  #lastSeen: { readonly epoch: number; readonly seq: number } = { epoch: 0, seq: 0 };

  /** @throws RangeError when the product, its mechanism or its zone is unknown (a caller's bug) */
  constructor(setup: DeviceHomeSetup) {
    this.#setup = setup;
    this.#program = programOf(setup.device.product, setup.spec.profiles);
    const { profile } = this.#program;
    const random = this.#stream("plant");
    const nowMs = () => setup.scheduler.nowMs();
    const { plan, deviceId } = setup.device;
    this.#seen = new HomeObserver({ ...setup, deviceId });
    const table = zoneTableOf(plan.zone);
    if (table === undefined) throw new RangeError(`no time zone is named ${plan.zone}`);
    const pharmacy = new Pharmacy({ plan, table, nowMs });
    this.#pharmacy = pharmacy;
    const plantSetup: PlantSetup = {
      ...{ nowMs, random, patientKey: deviceId, rollFaults: setup.spec.rollFaults ?? {} },
      nextDoses: (count) => pharmacy.nextDoses(count),
    };
    const offer = plantOf(profile, plantSetup);
    this.#offer = setup.spoil?.mechanism?.(offer, plantSetup) ?? offer;
    this.#supply = this.#newSupply();
    this.#surroundings = new Surroundings((input) => this.#board.input(input));
    this.#board = this.#newBoard();
    this.#people = this.#dwellers(table);
    this.#service = new HomeService({ nowMs, plant: this.#offer.plant, staff: this.#people });
    this.#power = this.#newPowerSwitch();
  }

  /** Name of the device. */
  get deviceId(): string {
    return this.#setup.device.deviceId;
  }

  /** Puts the device up: staff fill it, it starts, and daily life and its faults begin. */
  start(): void {
    const { scheduler, spec, device, lane } = this.#setup;
    const spoolEvents = this.#program.profile.spoolEvents.value;
    // Batteries go in when it is put up, whenever that is.
    if (device.startsMs !== undefined) this.#supply.replace();
    this.#isUp = true;
    const { product, plan: given } = device;
    this.#seen.tell({ seen: "device", product, spoolEvents, given });
    this.#board.powerOn("first-boot");
    this.#people.start();
    this.#countDaily();
    const lastContactMs = spec.endMs + spec.drainMs - LAST_CONTACT_MS;
    if (sleepOptionsOf(this.#program.profile, this.#setup.sleeping) !== undefined)
      scheduler.at(lastContactMs, lane, () => this.#board.callHost(2 * LAST_CONTACT_MS));
    scheduleFaults<DeviceFault>({
      scheduler,
      lane,
      faults: faultsOfHome(spec, device),
      effects: deviceFaultEffects({
        power: this.#power,
        link: this.#setup.link,
        mechanism: faultyMechanism(
          this.#offer,
          (action) => this.#handle(action),
          (response) => this.#board.apply(response),
        ),
        store: this.#board.store,
        clock: this.#board.clock,
        service: this.#service,
        supply: this.#supply,
        surroundings: this.#surroundings,
        hang: () => this.#board.hang(),
        ghost: (sensor, times) => this.#ghost(sensor, times),
        onClockStep: () => this.#seen.tell({ seen: "clock-jump" }),
        onClockSet: (previousCivilMs) => this.#board.input({ type: "clock.set", previousCivilMs }),
      }),
      onChange: ({ kind }, active) => {
        if (kind !== "power-cut") this.#seen.tell({ seen: "fault", fault: kind, active });
      },
    });
  }

  /** Ends the device in good order; no timer of it is left. */
  stop(): void {
    this.#board.stop();
    this.#count();
  }

  /** Somebody calls the user. */
  callUser(): void {
    this.#people.callUser();
  }

  /** Somebody calls a relative of the user, who may come or telephone; `onHelp` tells when they do. */
  callRelative(onHelp?: () => void): RelativeAnswer {
    return this.#people.callRelative(onHelp);
  }

  /** Somebody at the device has it come into contact, if it sleeps. */
  callHost(): void {
    this.#board.callHost(0);
  }

  /** Staff who stand at the device take out this many doses, one after the other. */
  takeByStaff(doses: number): void {
    this.#people.takeOut(doses);
  }

  /** Staff are sent. */
  sendStaff(afterMs: number): void {
    if (this.#setup.spec.refill.onAlert) this.#people.visitAfter(afterMs);
  }

  /** Hash over everything that the device asked of its board, by its own clock. */
  traceDigest(): string {
    return this.#trace.digest();
  }

  /** Timers that the device left behind when it was stopped; see {@link SimulatedBoard.leftTimers}. */
  leftTimers(): number {
    return this.#board.leftTimers();
  }

  #newBoard(): SimulatedBoard {
    const { scheduler, lane, device, transport, retryTimer } = this.#setup;
    const { profile, logic } = this.#program;
    return new SimulatedBoard({
      scheduler,
      lane,
      random: this.#stream("board"),
      flashRandom: this.#stream("flash"),
      deviceId: device.deviceId,
      product: device.product,
      spoolEventsMax: profile.spoolEvents.value,
      logic: this.#setup.spoil?.logic?.(logic) ?? logic,
      civil: this.#newClock(),
      plant: this.#offer.plant,
      levels: () => [...this.#supply.levels(), ...this.#surroundings.levels()],
      transport,
      retryTimer,
      sleep: sleepOptionsOf(profile, this.#setup.sleeping),
      newRunner: this.#setup.newRunner,
      watch: this.#watch(),
      memory: this.#setup.memory,
      ...(this.#setup.spoil?.store === undefined ? {} : spoiledMemory(this.#setup.spoil.store)),
      ...(this.#setup.writeMs === undefined ? {} : { writeMs: this.#setup.writeMs }),
    });
  }

  #newClock(): CivilClock {
    const { scheduler, device } = this.#setup;
    const random = this.#stream("clock");
    const offsetMs = random.integer(-SET_BY_HAND_MS, SET_BY_HAND_MS);
    const driftPpm = device.driftPpm ?? random.normal() * DRIFT_SIGMA_PPM;
    // It is set when the device is put up.
    const nowMs = Math.max(scheduler.nowMs(), device.startsMs ?? 0);
    const start = { driftPpm, civilMs: nowMs + offsetMs, errorMs: 2 * SET_BY_HAND_MS };
    return new CivilClock(start, nowMs);
  }

  #watch(): BoardWatch {
    return {
      onRecord: (record) => this.#recorded(record),
      onDropped: (record) => this.#seen.record(record),
      onEffect: (effect, durableSeq, now) => {
        this.#trace.add(effect, now);
        this.#seen.effect(effect, durableSeq, now);
      },
      onInput: (input) => this.#seen.input(input),
      onPower: (on) => this.#seen.tell({ seen: "power", on }),
      onFact: (fact) => {
        this.#truth.see(fact);
        this.#seen.fact(fact);
      },
      onSignal: (shown) => this.#people.see(shown),
      onMotion: (durationMs) => {
        this.#power.onMotion(durationMs);
        this.#supply.onMotion(durationMs);
      },
      onTold: (notice) => this.#setup.onTold?.(notice),
      onSleep: (untilNextMs) => this.#setup.onSleep?.(untilNextMs !== undefined),
      onStorageForgot: (rows) => this.#storageForgot(rows),
      onFault: (fault) => this.#setup.sink.stopped?.(this.deviceId, fault),
    };
  }

  #dwellers(table: ZoneTable): HomeDwellers {
    return dwellersOf({
      ...{ home: this.#setup, table, profile: this.#program.profile, offer: this.#offer },
      handle: (action) => this.#handle(action),
      isOn: () => {
        if (this.#service.isLate()) return false;
        this.#careForPower();
        return this.#board.isOn();
      },
      putInBatteries: () => this.#supply.replace(),
    });
  }

  /** Batteries are fresh again when the run is to heal. */
  #newSupply(): PowerSupply {
    const { scheduler, lane, spec } = this.#setup;
    const figures = powerFigures(this.#program.profile);
    const supply = new PowerSupply({
      onEmpty: () => this.#power.giveOut(),
      onPowered: () => this.#power.comeBack(),
      ...{ scheduler, lane, figures },
      tell: (input) => {
        if (this.#isUp) this.#board.input(input);
      },
    });
    scheduler.at(spec.endMs, lane, () => {
      supply.setMains(true);
      supply.replace();
    });
    return supply;
  }

  /** Whoever comes with the key puts in fresh batteries when they are low. */
  #careForPower(): void {
    const { profile } = this.#program;
    const isLow = this.#supply.permille() <= profile.batteryLowPermille.value;
    if (profile.power !== "battery" || !isLow) return;
    tellHappening(this.#setup, { what: "fresh-batteries" });
    this.#supply.replace();
  }

  /** A sensor tells a gesture, or an opening of the lid, that never was. */
  #ghost(sensor: "tilt" | "lid", times: number): void {
    const { scheduler, lane } = this.#setup;
    const inputs = ghostOf(sensor, this.#offer.gesture);
    for (let at = 0; at < times * inputs.length; at += 1) {
      const input = inputs[at % inputs.length];
      if (input === undefined) continue;
      scheduler.at(scheduler.nowMs() + (at + 1) * CHATTER_MS, lane, () => this.#board.input(input));
    }
  }

  #newPowerSwitch(): PowerSwitch {
    const { scheduler, lane, spec } = this.#setup;
    return new PowerSwitch({
      scheduler,
      lane,
      healMs: spec.endMs,
      off: (cut) => this.#losePower(cut),
      on: (cause) => this.#board.powerOn(cause),
      onNextWrite: (told) => this.#board.store.onNextWrite(told),
      onChange: (active) => this.#seen.tell({ seen: "fault", fault: "power-cut", active }),
    });
  }

  #losePower(cut: PowerCut): void {
    for (const record of this.#board.powerOff(cut)) {
      if (isAfter(record, this.#lastSeen)) this.#recorded(record);
    }
  }

  #storageForgot(rows: readonly Uint8Array[]): void {
    const reading = decodeJournalEntries(rows);
    const newest = reading.ok ? reading.entries.at(-1) : undefined;
    const { epoch, seq } = this.#lastSeen;
    const keptSeq = newest?.epoch === epoch ? newest.lastSeq : 0;
    if (keptSeq >= seq) return;
    this.#seen.tell({ seen: "forgotten", epoch, fromSeq: keptSeq + 1, throughSeq: seq });
  }

  #recorded(record: JournalRecord): void {
    this.#lastSeen = record;
    this.#pharmacy.note(record);
    if (record.kind === "dose.offering" && record.doseId !== undefined) {
      const { doseId, actor = "user" } = record;
      this.#offer.plant.announce?.({ doseId, isAsked: actor !== "user" });
    }
    this.#seen.record(record);
    const fact = this.#truth.hear(record);
    if (fact !== undefined) this.#seen.fact(fact);
    if (record.kind === "plan.accepted") {
      this.#seen.tell({ seen: "plan", plan: this.#setup.device.plan });
    }
  }

  #countDaily(): void {
    const { scheduler, lane } = this.#setup;
    this.#count();
    scheduler.at(scheduler.nowMs() + DAY_MS, lane, () => this.#countDaily());
  }

  #count(): void {
    const places = this.#offer.plant.count();
    this.#seen.tell({ seen: "plant", fact: { type: "counted", places } });
  }

  #handle(action: HandAction): void {
    this.#board.apply(this.#offer.plant.handle(action));
  }

  #stream(purpose: string) {
    return streamOf(this.#setup.spec.seed, this.#setup.device.deviceId, purpose);
  }
}

function isAfter(
  record: JournalRecord,
  last: { readonly epoch: number; readonly seq: number },
): boolean {
  return record.epoch !== last.epoch || record.seq > last.seq;
}
