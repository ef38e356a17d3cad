import { contactIntervalMsOf, type ZoneTable } from "@dosekit/firmware-model";
import { type DesiredConfig, type DosePlan, SECOND_MS } from "@dosekit/protocols";
import type { ArmourPort } from "@dosekit/sdk/device";
import type { CommandIo } from "../cli/command-io.ts";
import type { DeviceProgram } from "../home/device-program.ts";
import { HOST_TIMER } from "../live/host-timer.ts";
import { LiveGateway } from "../live/live-gateway.ts";
import { mqttConnection } from "../live/mqtt-way.ts";
import { runInFolder } from "../live/run-in-folder.ts";
import { actionOfKey, type ConsoleAction } from "./console-action.ts";
import { ConsoleDevice } from "./console-device.ts";
import type { ConsoleEvent } from "./console-event.ts";
import type { ConsoleHost } from "./console-host.ts";
import { type ConsoleLine, lineTo } from "./console-line.ts";
import type { ConsoleMemory } from "./console-memory.ts";
import { type ConsoleOutput, jsonOutput, lineOutput, screenOutput } from "./console-output.ts";
import { type ConsoleSnapshot, localText } from "./console-screen.ts";
import { ConsoleTestClock } from "./console-test-clock.ts";
import { LeapingTime } from "./leaping-time.ts";
import type { ScriptStep } from "./script-file.ts";

/** What a console is to show and to play with. */
export interface ConsoleRunOptions {
  readonly deviceId: string;
  readonly program: DeviceProgram;
  readonly seed: string;
  readonly table: ZoneTable;
  /** Absent when the host that is there already gives the plan. */
  readonly plan?: DosePlan;
  /** True time at the start, ms since the Unix epoch. */
  readonly startMs: number;
  readonly speed: number;
  readonly host: ConsoleHost;
  readonly script?: readonly ScriptStep[];
  /** What was kept of an earlier life; the run closes nothing of it. */
  readonly memory?: ConsoleMemory | undefined;
  /** The device takes what its keys vouch for, and nothing else. */
  readonly armour?: ArmourPort | undefined;
  /** Whether the device is started in the test state: its host may then let time run. */
  readonly testState?: boolean;
  readonly json: boolean;
  readonly io: CommandIo;
}

/** How the time at a console ended. */
export interface ConsoleOutcome {
  readonly end: "quit" | "script-end" | "interrupted";
  readonly records: number;
  /** Newest record, and how far the host has them. */
  readonly lastSeq: number;
  readonly acknowledgedSeq: number;
  readonly hazards: number;
  /** How often the device's program had to stop. */
  readonly stops: number;
}

/** How long contact and plan may take before time goes on without them, real ms. */
const READY_MS = 10 * SECOND_MS;
/** How long the last records may take to arrive, and goodbyes, real ms. */
const GOODBYE_MS = 5 * SECOND_MS;
const LOOK_EVERY_MS = 25;
const REFRESH_EVERY_MS = 200;
const LANE = 0;

/** Lets somebody, or a script, play with one device until it is told to end. */
export function runConsole(options: ConsoleRunOptions): Promise<ConsoleOutcome> {
  return runInFolder("dosekit-console-", (folder) => new ConsoleRun(options, folder));
}

class ConsoleRun {
  readonly #options: ConsoleRunOptions;
  readonly #time: LeapingTime;
  readonly #line: ConsoleLine;
  readonly #device: ConsoleDevice;
  readonly #gateway: LiveGateway | undefined;
  readonly #output: ConsoleOutput;
  #fault: { readonly cause: unknown } | undefined;
  #end: ConsoleOutcome["end"] | undefined;
  #isLinkUp = false;
  #hasPlan = false;
  #stops = 0;
  #release: () => void = () => undefined;

  constructor(options: ConsoleRunOptions, folder: string) {
    this.#options = options;
    const { startMs, host, deviceId, seed, program, plan, table } = options;
    this.#time = new LeapingTime(startMs, HOST_TIMER, (cause) => this.#failed(cause));
    const { scheduler } = this.#time;
    this.#gateway = this.#newGateway(folder);
    this.#line = lineTo(host, {
      ...{ scheduler, deviceId, seed },
      contactEveryMs: contactIntervalMsOf(program.profile),
      onLink: (up) => this.#linkChanged(up),
      onTrouble: (detail) => this.#tell({ seen: "note", text: detail }),
      onFault: ({ message, remedy }) => this.#tell({ seen: "note", text: `${message} ${remedy}` }),
    });
    this.#device = new ConsoleDevice({
      ...{ scheduler, deviceId, program, seed, plan, table },
      ...{ memory: options.memory, armour: options.armour },
      testClock: new ConsoleTestClock(options.testState === true, this.#time),
      transport: this.#line.transport,
      retryTimer: this.#line.retryTimer,
      // A serial line feeds the device too: there it stays in contact.
      quietTimer: host.kind === "broker" ? this.#line.quietTimer : undefined,
      setLinkCut: (isCut) => this.#line.setCut(isCut),
      leapTo: (trueMs) => this.#time.leapTo(trueMs),
      tell: (event) => this.#tell(event),
      onFault: (fault) => {
        this.#stops += 1;
        this.#tell({ seen: "note", text: `the device's program had to stop: ${fault.message}` });
      },
    });
    this.#output = this.#newOutput();
  }

  async run(): Promise<ConsoleOutcome> {
    const { speed, script, io } = this.#options;
    const refresh = setInterval(() => this.#refresh(), REFRESH_EVERY_MS);
    this.#release = () => clearInterval(refresh);
    const stopKeys = io.terminal?.onKey((key) => this.#pressed(key));
    this.#release = () => {
      clearInterval(refresh);
      stopKeys?.();
    };
    await this.#gateway?.start();
    this.#tell({ seen: "line", where: this.#line.where });
    this.#time.scheduler.start();
    this.#device.start();
    this.#configureByHand();
    await this.#until(() => this.#isReady(), READY_MS);
    this.#gateway?.keepTime();
    this.#time.changeSpeed(speed);
    if (script !== undefined) this.#nextStep(script, 0);
    await this.#until(() => false);
    await this.#settle();
    if (this.#fault !== undefined) throw this.#fault.cause;
    return this.#outcome();
  }

  /** Ends everything that was begun. */
  async end(): Promise<void> {
    this.#release();
    this.#device.stop();
    this.#output.close();
    this.#time.scheduler.stop();
    await within(GOODBYE_MS, this.#line.whenClosed());
    await within(GOODBYE_MS, this.#gateway?.stop() ?? Promise.resolve());
  }

  /** A broker of our own has a gateway of our own behind it. */
  #newGateway(folder: string): LiveGateway | undefined {
    const { deviceId, host } = this.#options;
    if (host.kind !== "broker" || !host.broker.embedded) return undefined;
    const { broker, tenant } = host;
    const config = this.#config();
    return new LiveGateway({
      ...{ scheduler: this.#time.scheduler, lane: LANE, folder },
      connect: () => mqttConnection(broker.url, tenant),
      configs: new Map(config === undefined ? [] : [[deviceId, config]]),
      onReceived: () => undefined,
      onCommitted: () => undefined,
      onFault: (cause) => this.#failed(cause),
    });
  }

  #config(): DesiredConfig | undefined {
    const { plan } = this.#options;
    return plan === undefined ? undefined : { version: 1, plan };
  }

  /** Where no gateway of ours is, the plan is put in at the device; any later one replaces it. */
  #configureByHand(): void {
    const config = this.#config();
    if (this.#gateway === undefined && config !== undefined) this.#device.configure(config);
  }

  #isReady(): boolean {
    return (
      !this.#device.isFilling &&
      this.#isLinkUp &&
      (this.#hasPlan || this.#options.plan === undefined || this.#knowsPlan())
    );
  }

  /** A device with an earlier life has its plan from then. */
  #knowsPlan(): boolean {
    return this.#options.memory?.isUsed === true && this.#device.view()?.planId !== undefined;
  }

  #nextStep(script: readonly ScriptStep[], index: number): void {
    const { scheduler } = this.#time;
    const step = script[index];
    if (step === undefined) {
      if (this.#options.io.terminal === undefined) this.#finish("script-end");
      return;
    }
    // After a leap the host is ahead of the last event; a step's wait begins where time stands.
    const fromMs = Math.max(scheduler.nowMs(), scheduler.pacedMs());
    scheduler.at(fromMs + step.afterMs, LANE, () => {
      this.#act(step.do);
      this.#nextStep(script, index + 1);
    });
  }

  #pressed(key: string): void {
    if (key === "ctrl-c") {
      this.#finish("interrupted");
      return;
    }
    const action = actionOfKey(key, this.#device.hands);
    if (action === undefined) return;
    this.#time.scheduler.catchUp();
    this.#act(action);
    this.#refresh();
  }

  #act(action: ConsoleAction): void {
    if (this.#end !== undefined) return;
    this.#tell({ seen: "action", do: action });
    if (action === "quit") this.#finish("quit");
    else this.#device.do(action);
  }

  #linkChanged(up: boolean): void {
    if (this.#isLinkUp === up) return;
    this.#isLinkUp = up;
    this.#tell({ seen: "link", up });
  }

  #tell(event: ConsoleEvent): void {
    if (event.seen === "record" && event.record.kind === "plan.accepted") this.#hasPlan = true;
    const { deviceId, program } = this.#options;
    const trueMs = this.#time.scheduler.nowMs();
    this.#output.tell(event, { trueMs, deviceId, product: program.profile.product });
  }

  #refresh(): void {
    this.#time.scheduler.catchUp();
    this.#output.refresh();
  }

  #newOutput(): ConsoleOutput {
    const { json, io, table } = this.#options;
    if (json) return jsonOutput(io);
    if (io.terminal !== undefined) {
      return screenOutput(io.terminal, table, (log) => this.#snapshot(log));
    }
    return lineOutput(io, (trueMs) => localText(table, trueMs));
  }

  #snapshot(log: readonly string[]): ConsoleSnapshot {
    const { deviceId, program, table } = this.#options;
    const device = this.#device;
    return {
      ...{ deviceId, table, log, title: program.profile.title, speed: this.#time.speed },
      clock: device.clock(),
      view: device.view(),
      signal: device.signal,
      hands: device.hands,
      places: device.places(),
      capacity: device.capacity,
      hazards: device.hazards,
      link: {
        ...{ isUp: this.#isLinkUp, where: this.#line.where },
        nextContactMs: device.nextContactMs,
      },
      journal: device.journal,
      acknowledged: this.#line.acknowledged(),
    };
  }

  #acknowledgedSeq(): number {
    const acknowledged = this.#line.acknowledged();
    return acknowledged?.epoch === this.#device.journal.epoch ? acknowledged.throughSeq : 0;
  }

  /** Gives what is on its way to our own gateway a moment to arrive. */
  async #settle(): Promise<void> {
    const { isLinkCut, isPowered } = this.#device.hands;
    if (this.#gateway === undefined || isLinkCut || !isPowered) return;
    if (this.#end === "interrupted" || this.#fault !== undefined) return;
    this.#device.do("call-host");
    const endMs = performance.now() + GOODBYE_MS;
    while (this.#acknowledgedSeq() < this.#device.journal.seq && performance.now() < endMs)
      await sleep(LOOK_EVERY_MS);
  }

  #outcome(): ConsoleOutcome {
    const { records, seq } = this.#device.journal;
    return {
      end: this.#end ?? "interrupted",
      records,
      lastSeq: seq,
      acknowledgedSeq: this.#acknowledgedSeq(),
      hazards: this.#device.hazards,
      stops: this.#stops,
    };
  }

  #finish(end: ConsoleOutcome["end"]): void {
    this.#end ??= end;
  }

  #failed(cause: unknown): void {
    this.#fault ??= { cause };
  }

  /** Waits until something is so, the console is to end, or the time is up. */
  async #until(isSo: () => boolean, limitMs = Number.POSITIVE_INFINITY): Promise<void> {
    const endMs = performance.now() + limitMs;
    while (!isSo() && performance.now() < endMs) {
      if (this.#options.io.signal.aborted) this.#finish("interrupted");
      if (this.#end !== undefined || this.#fault !== undefined) return;
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
