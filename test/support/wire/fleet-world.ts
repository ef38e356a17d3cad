import {
  type DeviceTransport,
  EVENTS,
  type EventKind,
  type JournalRecord,
} from "@dosekit/protocols";
import type { GatewayClient } from "@dosekit/sdk";
import type { RetryTimer } from "@dosekit/sdk/device";
import {
  DeviceHome,
  EventQueue,
  type FaultyLink,
  faultDrawOf,
  faultsOfGateway,
  type GatewayFault,
  type Observation,
  ScheduledRetryTimer,
  scheduleFaults,
} from "@dosekit/simulator";
import type { WireFleet, WireOrder } from "./drawn-fleet.ts";

/** A device's way to its gateway, and how faults act on it. */
export interface DeviceWay {
  readonly transport: DeviceTransport;
  readonly link: FaultyLink;
  readonly retryTimer: RetryTimer;
  /** Whether a product that sleeps does so on this way; on a serial line none does. */
  readonly lets?: "sleep";
}

/** Where a device stands in its world. */
export interface DevicePlace {
  readonly deviceId: string;
  readonly lane: number;
  readonly queue: EventQueue;
}

/** What a run came to, by device. */
export interface FleetOutcome {
  readonly journals: ReadonlyMap<string, readonly JournalRecord[]>;
  /** What truly happened to the medicine, with its true time. */
  readonly facts: ReadonlyMap<string, readonly string[]>;
  /** How often devices went to sleep. */
  readonly sleeps: number;
}

/** Time that a write takes here: none, so that a link's records never delay another record. */
const WRITE_MS = 0;
/** Faults that keep a device from being reached. */
const OF_THE_LINK: ReadonlySet<string> = new Set(["link-cut", "link-noise"]);

/**
 * The homes of a fleet on virtual time, with ways to a gateway that are somebody else's business.
 */
export class FleetWorld {
  readonly queue: EventQueue;
  readonly fleet: WireFleet;
  readonly journals = new Map<string, JournalRecord[]>();
  readonly facts = new Map<string, string[]>();
  /** Told of each record as it becomes durable. */
  onRecord: (deviceId: string, record: JournalRecord) => void = () => undefined;
  readonly #homes: readonly DeviceHome[];
  readonly #hindrances = new Map<string, number>();
  readonly #isOff = new Set<string>();
  readonly #sleepers = new Set<string>();
  /** Every wish that a journal tells of. */
  readonly #wishes = new Set<string>();
  #isGatewayCut = false;
  #sleeps = 0;

  constructor(fleet: WireFleet, wayOf: (place: DevicePlace) => DeviceWay) {
    const { spec } = fleet;
    this.fleet = fleet;
    this.queue = new EventQueue(spec.startMs);
    const sink = {
      observe: (seen: Observation) => this.#observe(seen),
      stopped: (deviceId: string, fault: Error) => {
        throw new Error(`${deviceId} stopped: ${fault.message}`);
      },
    };
    this.#homes = spec.devices.map((device, lane) => {
      this.journals.set(device.deviceId, []);
      this.facts.set(device.deviceId, []);
      const { lets, ...way } = wayOf({ deviceId: device.deviceId, lane, queue: this.queue });
      const place = { scheduler: this.queue, lane, spec, device, sink };
      // Its waits pass on virtual time: so nothing hangs on how long a wire takes.
      const sleeping = { timer: new ScheduledRetryTimer(this.queue, lane) };
      return new DeviceHome({
        ...{ ...place, ...way, writeMs: WRITE_MS },
        ...(lets === "sleep" ? { sleeping } : {}),
        onSleep: (isAsleep) => this.#noteSleep(device.deviceId, isAsleep),
      });
    });
  }

  /** Lets life begin. */
  start(setGatewayCut: (isCut: boolean) => void): void {
    const { spec, orders } = this.fleet;
    for (const home of this.#homes) home.start();
    const homes = new Map(this.#homes.map((home, lane) => [home.deviceId, { home, lane }]));
    for (const { deviceId, notBeforeMs, staffTakes } of orders) {
      const at = homes.get(deviceId);
      if (at === undefined || staffTakes === 0) continue;
      this.queue.at(notBeforeMs, at.lane, () => at.home.takeByStaff(staffTakes));
    }
    const cut = (isCut: boolean) => {
      this.#isGatewayCut = isCut;
      setGatewayCut(isCut);
    };
    scheduleFaults<GatewayFault>({
      ...{ scheduler: this.queue, lane: this.#homes.length, onChange: () => undefined },
      faults: faultsOfGateway(faultDrawOf(spec)),
      effects: { begin: () => cut(true), end: () => cut(false) },
    });
  }

  /** Contacts that devices ended because they sleep. */
  get sleeps(): number {
    return this.#sleeps;
  }

  /** Whether a device can be reached: it runs, is awake, and nothing hinders link or gateway. */
  isReachable(deviceId: string): boolean {
    const isFree = (this.#hindrances.get(deviceId) ?? 0) === 0;
    const isThere = !this.#isOff.has(deviceId) && !this.#sleepers.has(deviceId);
    return isFree && isThere && !this.#isGatewayCut;
  }

  /** Whether a device has what was sent: its journal says so. */
  has({ deviceId, wish }: WireOrder): boolean {
    const name = "command" in wish ? wish.command.commandId : `version ${wish.config.version}`;
    return this.#wishes.has(`${deviceId}: ${name}`);
  }

  /** Ends every device in good order, and says what the run came to. */
  finish(): FleetOutcome {
    for (const home of this.#homes) home.stop();
    return { journals: this.journals, facts: this.facts, sleeps: this.#sleeps };
  }

  #noteSleep(deviceId: string, isAsleep: boolean): void {
    if (isAsleep) this.#sleeps += 1;
    if (isAsleep) this.#sleepers.add(deviceId);
    else this.#sleepers.delete(deviceId);
  }

  #observe(seen: Observation): void {
    const { deviceId, trueMs } = seen;
    if (seen.seen === "record") {
      this.journals.get(deviceId)?.push(seen.record);
      const wish = wishOf(seen.record);
      if (wish !== undefined) this.#wishes.add(`${deviceId}: ${wish}`);
      this.onRecord(deviceId, seen.record);
    } else if (seen.seen === "plant") {
      this.facts.get(deviceId)?.push(`${trueMs} ${JSON.stringify(seen.fact)}`);
    } else if (seen.seen === "power") {
      this.#sleepers.delete(deviceId);
      if (seen.on) this.#isOff.delete(deviceId);
      else this.#isOff.add(deviceId);
    } else if (seen.seen === "fault" && OF_THE_LINK.has(seen.fault)) {
      const depth = this.#hindrances.get(deviceId) ?? 0;
      this.#hindrances.set(deviceId, depth + (seen.active ? 1 : -1));
    }
  }
}

/** Which wish a record tells of, if any. */
function wishOf({ kind, commandId, count }: JournalRecord): string | undefined {
  if (commandId !== undefined) return commandId;
  const isConfig = kind === "wish.kept" || kind === "config.applied";
  return isConfig ? `version ${count}` : undefined;
}

/** Has the gateway send an order; the answer is not waited for. */
export function give(client: GatewayClient, { deviceId, wish }: WireOrder): void {
  if ("command" in wish) client.startCommand(deviceId, wish.command, () => undefined);
  else {
    const fault = client.pushConfig(deviceId, wish.config);
    if (fault !== undefined) throw new Error(`${deviceId}: ${fault.message}`);
  }
}

/** Who tells people of an alert, device or gateway, is decided by whether there is contact. */
const OF_WHO_TELLS: ReadonlySet<EventKind> = new Set(["alert.notified", "alert.handed-over"]);

/** Tells whether a record is about the link and so left out of what is compared. */
export function isOfTheLink({ kind }: JournalRecord): boolean {
  return EVENTS[kind].class === "link" || OF_WHO_TELLS.has(kind);
}
