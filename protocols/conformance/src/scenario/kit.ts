import { randomInt } from "node:crypto";
import {
  CHANNELS,
  type Channel,
  CONTENT_TYPE,
  Command,
  DesiredConfig,
  encodeMessage,
  type Fields,
  type InferFields,
  type Instant,
  instant,
  type LinkMessage,
  type MessageDefinition,
  topicOf,
} from "@dosekit/protocols";
import type { ScriptedBroker } from "../broker/scripted-broker.ts";
import type { WireLog } from "../broker/wire-log.ts";
import type { LinePort } from "../line/line-port.ts";
import { LinkClock } from "../line/link-clock.ts";
import { ScriptedLine } from "../line/scripted-line.ts";
import { KitSeals, type SealChange } from "../security/kit-seals.ts";
import type { Dut, DutAction, DutAdapter, DutTarget } from "./dut-adapter.ts";
import { afterListening } from "./listened-time.ts";
import type { ScenarioParams } from "./params.ts";
import type { Trace } from "./trace.ts";

/** How often a gateway that the kit plays asks on a shared line, ms of the link. */
const TURN_MS = 100;

/** What a scenario can't do with this device or gateway. */
export class NotOffered extends Error {}

/** What a kit works with. */
export interface KitSetup {
  /** Over MQTT. */
  readonly broker?: ScriptedBroker;
  /** The kit's end of a serial line. */
  readonly port?: LinePort;
  readonly log: WireLog;
  readonly adapter: DutAdapter;
  readonly params: ScenarioParams;
  readonly trace: Trace;
  readonly target: DutTarget;
  /** Told when the port is no longer there. */
  readonly onGone?: (reason: string) => void;
}

/** What a step of a scenario works with: the broker, the one under test, and what was observed. */
export class Kit {
  readonly params: ScenarioParams;
  readonly trace: Trace;
  readonly target: DutTarget;
  /** Where everything that went over the wire stands. */
  readonly log: WireLog;
  /** Waits of a serial link. */
  readonly linkClock: LinkClock;
  readonly #broker: ScriptedBroker | undefined;
  readonly #line: ScriptedLine | undefined;
  readonly #adapter: DutAdapter;
  readonly #watchers = new Set<() => void>();
  readonly #seals: KitSeals | undefined;
  readonly #onGone: KitSetup["onGone"];
  #dut: Dut | undefined;
  #isOver = false;
  /** Names that the one under test knew when the case began. */
  #knownNames: ReadonlySet<string> = new Set();
  #isToldSoon = false;

  constructor(setup: KitSetup) {
    this.#broker = setup.broker;
    this.log = setup.log;
    this.linkClock = new LinkClock(setup.params.linkSpeed);
    this.params = setup.params;
    this.trace = setup.trace;
    this.target = setup.target;
    this.#adapter = setup.adapter;
    const { secret } = setup.target;
    this.#seals = secret === undefined ? undefined : new KitSeals(setup.target, secret);
    const { port } = setup;
    this.#onGone = setup.onGone;
    this.#line = port === undefined ? undefined : this.#newLine(port, setup.onGone);
    if (this.#line !== undefined) this.note("link-speed", setup.params.linkSpeed);
    setup.log.onEntry((entry) => {
      this.trace.addEntry(entry);
      this.#tellSoon();
    });
  }

  /** The broker. @throws Error when the scenario is not over MQTT */
  get broker(): ScriptedBroker {
    if (this.#broker === undefined) throw new Error("the scenario has no broker");
    return this.#broker;
  }

  /** The kit's end of the line. @throws Error when the scenario is not on one */
  get line(): ScriptedLine {
    if (this.#line === undefined) throw new Error("the scenario has no line");
    return this.#line;
  }

  /** Whether it says nothing itself, since another host is there. */
  get onlyListens(): boolean {
    return this.#broker === undefined && this.#line === undefined;
  }

  /** Wall clock of the kit, ms since 1970 UTC. */
  nowMs(): number {
    return Date.now();
  }

  /** The kit's clock as an instant. */
  nowInstant(): Instant {
    return instant(this.nowMs());
  }

  /** A deadline behind {@link laterMs}. */
  muchLaterMs(): Instant {
    return instant(this.nowMs() + 4 * this.params.clockToleranceMs);
  }

  /** A deadline that lies ahead on any clock that is right within the tolerance. */
  laterMs(): Instant {
    return instant(this.nowMs() + 2 * this.params.clockToleranceMs);
  }

  /**
   * An instant that comes in a moment by the kit's clock, and a slow device's later: far enough for
   * what is said now to be there before, and near enough to be seen within a reaction.
   */
  soonMs(): Instant {
    return instant(this.nowMs() + this.params.reactionMs / 4);
  }

  /** An instant that is over on any clock that is right within the tolerance. */
  earlierMs(): Instant {
    return instant(this.nowMs() - 2 * this.params.clockToleranceMs);
  }

  /** Starts the device or gateway under test; ignored while it runs. */
  async start(clock: DutTarget["clock"] = "set"): Promise<void> {
    if (this.#dut === undefined) this.#line?.open();
    if (this.#dut !== undefined) return;
    const dut = await this.#adapter.start({ ...this.target, clock }, this.#onGone);
    // Nobody else would end one that is there only after the end.
    if (this.#isOver) return dut.stop();
    this.#dut = dut;
    this.#knownNames = new Set(dut.saidBefore);
    if (dut.saidBefore !== undefined) this.#line?.takeOver();
  }

  /**
   * Goes on only with a device that was brought back to how it left the factory, or was at least
   * started again.
   *
   * @throws NotOffered when nobody could do that
   */
  needsFresh(state: "new" | "started"): void {
    const { saidBefore, goesOn } = this.#dut ?? {};
    const isFresh = state === "new" ? saidBefore === undefined : goesOn !== true;
    if (isFresh) return;
    const what = state === "new" ? "bring it back to how it left the factory" : "start it again";
    throw new NotOffered(`it goes on from a case before, and nobody could ${what}`);
  }

  /**
   * Notes that a device is told something under a name. The answer to one that it knows from a case
   * before would say nothing.
   *
   * @throws NotOffered when it knows the name, since nobody brought it back to how it was
   */
  names(name: string): void {
    if (this.#knownNames.has(name)) {
      throw new NotOffered(
        `it knows the ${name} from a case before, and nobody could prepare it anew`,
      );
    }
    this.#dut?.saidBefore?.add(name);
  }

  /**
   * Has the fixture do something, and writes its answer down.
   *
   * @throws NotOffered when the fixture can't
   */
  async act(action: DutAction, value?: unknown): Promise<void> {
    if (this.#dut === undefined) throw new Error(`${action}: nothing was started`);
    const answer = await this.#dut.act(action, value);
    if (!answer.ok) throw new NotOffered(`${action}: ${answer.reason}`);
    this.note(action, answer.value ?? null);
    this.#tellSoon();
  }

  /** Writes down what the kit wants to know later. */
  note(name: string, value: unknown): void {
    this.trace.addAnswer(name, value, this.trace.observations.at(-1)?.atMs ?? 0);
  }

  /** Publishes a message on a channel of the device as its other end would. */
  say<F extends Fields>(
    channel: Channel,
    definition: MessageDefinition<F>,
    value: InferFields<F>,
  ): void {
    const name = nameOf(definition, value);
    if (name !== undefined) this.names(name);
    const bytes = encodeMessage(definition, value);
    const isDown = CHANNELS[channel].way === "down";
    const sealed = isDown ? this.#seals?.seal(channel, bytes) : undefined;
    this.sayBytes(channel, sealed ?? bytes);
  }

  /**
   * Seals a message for the device, rightly or not.
   *
   * @throws Error when the scenario is outside the security profile
   */
  seal(channel: Channel, message: Uint8Array, change: SealChange = {}): Uint8Array {
    if (this.#seals === undefined) throw new Error("the scenario has no secret to seal by");
    return this.#seals.seal(channel, message, change);
  }

  /** Whether a message has a right seal of the device's key, for its channel. */
  isSealedFor(channel: Channel | undefined, payload: Uint8Array): boolean {
    return channel !== undefined && this.#seals?.isRight(channel, payload) === true;
  }

  /** Seals under another key from now on. */
  useKey(keyId: number): void {
    this.#seals?.use(keyId);
  }

  /** Publishes any bytes on a channel of the device. */
  sayBytes(channel: Channel, payload: Uint8Array): void {
    if (this.#line !== undefined) {
      this.#line.say(channel, payload);
      return;
    }
    const { tenant, deviceId } = this.target;
    const { qos, retain } = CHANNELS[channel];
    const topic = topicOf({ tenant, deviceId, channel });
    const properties = { contentType: CONTENT_TYPE };
    this.broker.publish({ topic, payload, qos, retain, properties });
  }

  /** Waits until something holds, or until it has listened so long. @returns whether it holds */
  waitUntil(holds: () => boolean, limitMs: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        stop();
        this.#watchers.delete(look);
        resolve(result);
      };
      const look = () => {
        if (holds()) end(true);
      };
      const stop = afterListening(limitMs, () => end(holds()));
      this.#watchers.add(look);
    });
  }

  /** Lets time pass, and listens. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      afterListening(ms, resolve);
    });
  }

  /** Ends what was started; errors are those of the fixture. */
  async stop(): Promise<void> {
    this.#isOver = true;
    const dut = this.#dut;
    this.#dut = undefined;
    await dut?.stop();
    this.#line?.close();
  }

  /** Once for all that comes in one go, so that a flood is looked at in portions. */
  #tellSoon(): void {
    if (this.#isToldSoon) return;
    this.#isToldSoon = true;
    queueMicrotask(() => {
      this.#isToldSoon = false;
      for (const watcher of [...this.#watchers]) watcher();
    });
  }

  #newLine(port: LinePort, onGone: KitSetup["onGone"]): ScriptedLine {
    const { role } = this.#adapter;
    const { deviceId, line } = this.target;
    const isShared = line?.kind === "shared";
    const setup = {
      port,
      log: this.log,
      plays: role === "device" ? "gateway" : "device",
      name: role === "device" ? "" : deviceId,
      ...(isShared ? { address: line.address } : {}),
      turnMs: this.linkClock.realMs(TURN_MS),
      onMessage: (message: LinkMessage) => {
        this.trace.addLineMessage(message, deviceId);
        this.#tellSoon();
      },
      ...(onGone === undefined ? {} : { onGone }),
    } as const;
    return new ScriptedLine(setup, randomInt(2 ** 31));
  }
}

/** Before this no deadline lies ahead: a command that is over is answered alike whenever it comes. */
const LONG_OVER_MS = 1_000_000_000_000;

/** What a message is known by to the one who gets it; `undefined` where it may come again. */
function nameOf<F extends Fields>(
  { id }: MessageDefinition<F>,
  value: InferFields<F>,
): string | undefined {
  const said = value as { commandId?: string; notAfterMs?: number; version?: number };
  if (id === Command.id && (said.notAfterMs ?? 0) > LONG_OVER_MS)
    return `command ${said.commandId}`;
  return id === DesiredConfig.id ? `configuration ${said.version}` : undefined;
}
