import type {
  ClockQuality,
  DeviceId,
  DeviceState,
  DosePlan,
  Instant,
  ServiceMode,
} from "@dosekit/protocols";
import type { InboxRow } from "../inbox/inbox-row.ts";
import { type DeviceCommandParts, DeviceCommands } from "./commands/device-commands.ts";
import type { ConfigDesk } from "./config-desk.ts";
import {
  type DeviceFacts,
  noFacts,
  type StockCount,
  type Told,
  type UpdateStanding,
} from "./device-facts.ts";
import { type DeviceSession, type DeviceSnapshot, snapshotOf } from "./device-session.ts";
import type { DeviceStreams } from "./device-streams.ts";
import { type Reading, readingOf, toldReading, UNKNOWN } from "./reading.ts";

/** Whether a device is there, as it said itself. */
export interface StateValue {
  /** `unheard` while the gateway that speaks for the device is lost. */
  readonly status: DeviceState["status"] | "unheard";
  /** True while something that is sent to it has a chance to arrive soon. */
  readonly isPresent: boolean;
  readonly bootId: number;
  /** When a sleeping device will be there again, by its own clock. */
  readonly nextContactMs: Instant | undefined;
  /** In the test state its records tell of nobody's medicine. */
  readonly isInTestState: boolean;
}

/** What a device follows, and what it is to follow. */
export interface ConfigurationValue {
  /** Version that it follows; 0 before the first. */
  readonly followedVersion: number;
  /** Version that this gateway keeps for it; 0 when there is none. */
  readonly desiredVersion: number;
  /** What the device made of the desired version; `behind` while it has not said. */
  readonly verdict: "follows" | "behind" | "waits" | "refused";
  /** Why it refused: field, found, allowed. */
  readonly detail: string | undefined;
}

/** The dose plan that a device follows. */
export interface PlanValue {
  /** 0 without a plan. */
  readonly revision: number;
  readonly planId: string | undefined;
  /** The plan itself, where this gateway gave it and keeps it. */
  readonly plan: DosePlan | undefined;
}

/** The program of a device, and where it runs. */
export interface FirmwareValue {
  readonly version: string | undefined;
  readonly product: string | undefined;
  readonly serial: string | undefined;
}

/** What handles work with. */
export interface HandleParts {
  readonly nowMs: () => number;
  readonly find: (deviceId: DeviceId) => DeviceSession | undefined;
  readonly configs: ConfigDesk;
  readonly streams: DeviceStreams;
  readonly commands: DeviceCommandParts;
}

/**
 * One device as a program sees it: what it told last and how old that is, its events and nobody
 * else's, and what it can be asked to do.
 *
 * A handle holds nothing itself, so it costs nothing to keep, and may be taken before the device was
 * ever heard of. What nobody told is `{ known: false }`, never a guess.
 */
export class DeviceHandle {
  readonly deviceId: DeviceId;
  /** What it can be asked to do. */
  readonly commands: DeviceCommands;
  readonly #parts: HandleParts;

  /** Made by `GatewayClient.handle`. */
  constructor(deviceId: DeviceId, parts: HandleParts) {
    this.deviceId = deviceId;
    this.#parts = parts;
    this.commands = new DeviceCommands(deviceId, parts.commands);
  }

  /** Everything else that the gateway knows of it; `undefined` before it was ever heard of. */
  snapshot(): DeviceSnapshot | undefined {
    const session = this.#session;
    return session === undefined ? undefined : snapshotOf(session);
  }

  /** Whether it is there: its newest birth, farewell or last will. */
  state(): Reading<StateValue> {
    const session = this.#session;
    const state = session?.state;
    if (session === undefined || state === undefined) return UNKNOWN;
    const value: StateValue = {
      status: session.isUnheard ? "unheard" : state.status,
      isPresent: session.present,
      bootId: state.bootId,
      nextContactMs: state.status === "sleeping" ? state.nextContactMs : undefined,
      isInTestState: state.testState === 1,
    };
    return toldReading(value, session.stateToldMs, this.#parts.nowMs(), session.isStateStored);
  }

  /** What it follows, and whether that is what it is to follow. */
  configuration(): Reading<ConfigurationValue> {
    const session = this.#session;
    if (session?.followedVersion === undefined) return UNKNOWN;
    const { followedVersion, reported } = session;
    const desiredVersion = this.#parts.configs.versionOf(this.deviceId);
    const isRefused = desiredVersion > 0 && reported?.refusedVersion === desiredVersion;
    const value: ConfigurationValue = {
      followedVersion,
      desiredVersion,
      verdict: verdictOf(session, desiredVersion),
      detail: isRefused ? reported?.detail : undefined,
    };
    const isReport = session.reportedToldMs >= session.stateToldMs;
    const toldMs = isReport ? session.reportedToldMs : session.stateToldMs;
    const isStored = isReport ? session.isReportStored : session.isStateStored;
    return toldReading(value, toldMs, this.#parts.nowMs(), isStored);
  }

  /** The dose plan that it follows, by its report or its journal, whichever came last. */
  plan(): Reading<PlanValue> {
    const session = this.#session;
    if (session === undefined) return UNKNOWN;
    const nowMs = this.#parts.nowMs();
    const { reported, reportedToldMs, isReportStored, facts } = session;
    const recorded = readingOf(facts.plan, facts, nowMs);
    if (recorded.known && recorded.toldMs >= reportedToldMs) {
      const { revision, planId } = recorded.value;
      return { ...recorded, value: this.#planOf(revision, planId) };
    }
    if (reported === undefined) return UNKNOWN;
    const value = this.#planOf(reported.planRevision, undefined);
    return toldReading(value, reportedToldMs, nowMs, isReportStored);
  }

  /** How much medicine there was when it was last counted. */
  stock(): Reading<StockCount> {
    return this.#fact("stock");
  }

  /** Charge of the battery in permille, at the last reporting step that it crossed. */
  battery(): Reading<number> {
    return this.#fact("battery");
  }

  /** Whether mains power is there. */
  mains(): Reading<boolean> {
    return this.#fact("mains");
  }

  /** How far it trusted its clock at its newest record. */
  clockQuality(): Reading<ClockQuality> {
    return this.#fact("clock");
  }

  /** Where it stands in its service pathway. */
  mode(): Reading<ServiceMode> {
    return this.#fact("mode");
  }

  /** How its newest firmware update stands. */
  update(): Reading<UpdateStanding> {
    return this.#fact("update");
  }

  /** Its program and product, as its newest birth named them. */
  firmware(): Reading<FirmwareValue> {
    const session = this.#session;
    const { firmware: version, product, serial } = session?.state ?? {};
    if (session === undefined || (version ?? product ?? serial) === undefined) return UNKNOWN;
    const value = { version, product, serial };
    return toldReading(value, session.stateToldMs, this.#parts.nowMs(), session.isStateStored);
  }

  /**
   * Hands out its rows, oldest first, and waits for new ones; ends with the inbox.
   *
   * Without a name it begins with what comes from now on. With one it begins where the name stands,
   * and rows of every device wait for it in the inbox: a program that follows many devices uses
   * `GatewayClient.events` instead. A row counts as consumed when the next one is asked for. A slow
   * reader has at most 256 rows and one page of 200 in memory; the rest waits in the inbox. What
   * retention took from there meanwhile ends a stream without a name with `stream-overtaken`.
   *
   * @throws RangeError when the name is not 1 to 32 characters of `[a-z0-9-]` (a caller's bug)
   */
  events(consumer?: string): AsyncGenerator<InboxRow, void, void> {
    return this.#parts.streams.rowsOf(this.deviceId, consumer);
  }

  /** Calls a function for each of its rows from now on, as soon as it is durable; returns its end. */
  onEvent(listener: (row: InboxRow) => void): () => void {
    return this.#parts.streams.onRowOf(this.deviceId, listener);
  }

  get #session(): DeviceSession | undefined {
    return this.#parts.find(this.deviceId);
  }

  #fact<K extends FactName>(name: K): FactReading<K> {
    const facts = this.#session?.facts ?? noFacts();
    // The name says which type of fact it is; a union of facts loses that.
    return readingOf<unknown>(facts[name], facts, this.#parts.nowMs()) as FactReading<K>;
  }

  #planOf(revision: number, planId: string | undefined): PlanValue {
    const kept = this.#parts.configs.planOf(this.deviceId);
    const plan = kept?.revision === revision ? kept : undefined;
    return { revision, planId: planId ?? plan?.planId, plan };
  }
}

type FactName = Exclude<keyof DeviceFacts, "epoch" | "missing">;
type FactReading<K extends FactName> =
  NonNullable<DeviceFacts[K]> extends Told<infer T> ? Reading<T> : never;

function verdictOf(
  { followedVersion = 0, reported }: DeviceSession,
  desiredVersion: number,
): ConfigurationValue["verdict"] {
  if (followedVersion >= desiredVersion) return "follows";
  if (reported?.refusedVersion === desiredVersion) return "refused";
  return reported?.waitingVersion === desiredVersion ? "waits" : "behind";
}
