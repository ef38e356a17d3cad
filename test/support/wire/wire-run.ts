import type { JournalRecord } from "@dosekit/protocols";
import {
  GatewayClient,
  type InboxRow,
  MemoryInboxStore,
  type PausableTransport,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { type RandomStream, SeverableTransport, streamOf } from "@dosekit/simulator";
import type { WireFleet, WireOrder } from "./drawn-fleet.ts";
import {
  type DevicePlace,
  type DeviceWay,
  type FleetOutcome,
  FleetWorld,
  give,
} from "./fleet-world.ts";
import { patienceOf } from "./mqtt-wire.ts";

/** A real way between devices and one gateway. */
export interface Wire {
  readonly name: string;
  /** Makes the way of one device. */
  wayOf(place: DevicePlace): DeviceWay;
  /** Makes a new contact of the gateway, under the same name as the one before. */
  gatewayTransport(timers: RealGatewayTimers): PausableTransport;
  /** Ends whatever is still open. */
  close(): Promise<void>;
}

/** What a run over a wire came to, and what it took. */
export interface WireOutcome extends FleetOutcome {
  /** Records that the inbox committed. */
  readonly committed: number;
  /** Times at which virtual time stood still until the wire was quiet. */
  readonly stops: number;
  readonly seconds: number;
}

/** Virtual time between two stops: drawn, so that what a wire brings comes at other times each run. */
const STRIDE_MS = [100 * 60_000, 300 * 60_000] as const;
/** The same while an order waits for a device that can't be reached. */
const HURRIED_STRIDE_MS = [15 * 60_000, 30 * 60_000] as const;
/** A wire on which nothing moves for so long in real time is broken: the run ends with an error. */
const STUCK_MS = 300_000;
/** A device's clock may be ahead of true time by this much, all steps taken together. */
const CLOCK_AHEAD_MS = 20 * 60_000;

/** Runs a fleet over a wire; see {@link WireRun}. */
export async function runOnWire(fleet: WireFleet, wire: Wire): Promise<WireOutcome> {
  const run = new WireRun(fleet, wire);
  try {
    return await run.pass();
  } finally {
    await run.end();
  }
}

/**
 * A fleet whose devices live on virtual time and whose messages go over a real wire.
 *
 * Virtual time goes from stop to stop. Between two stops devices live as on virtual time alone and
 * nothing is let in: what they send waits in sockets. At a stop virtual time stands still, and the
 * wire carries both ways for as long as it takes until it is quiet: every durable record of each
 * device that can be reached is in the inbox, and each has every order that was sent to it. What
 * comes in at a stop comes in at that one instant of virtual time, however long it took. So nothing
 * hangs on real time, but when at the latest a broken wire is given up.
 */
class WireRun {
  readonly #fleet: WireFleet;
  readonly #world: FleetWorld;
  readonly #timers = new RealGatewayTimers();
  /** The connection's own: its farewell goes on when the client's waits are over. */
  readonly #linkTimers = new RealGatewayTimers();
  readonly #transport: SeverableTransport;
  readonly #client: GatewayClient;
  readonly #strides: RandomStream;
  readonly #wire: Wire;
  /** Newest record of each device that is not in the inbox. */
  readonly #unsettled = new Map<string, JournalRecord>();
  readonly #inbox = new Map<string, { readonly epoch: number; readonly seq: number }>();
  readonly #given = new Set<WireOrder>();
  #committed = 0;
  #stops = 0;
  #isOver = false;

  constructor(fleet: WireFleet, wire: Wire) {
    this.#fleet = fleet;
    this.#wire = wire;
    this.#strides = streamOf(fleet.spec.seed, wire.name, "wire/strides");
    this.#transport = new SeverableTransport(() => wire.gatewayTransport(this.#linkTimers));
    this.#world = new FleetWorld(fleet, (place) => wire.wayOf(place));
    this.#world.onRecord = (deviceId, record) => this.#unsettled.set(deviceId, record);
    const patience = patienceOf(fleet.spec.devices.length);
    this.#client = new GatewayClient({
      transport: this.#transport,
      store: new MemoryInboxStore(),
      timers: this.#timers,
      nowMs: () => this.#world.queue.nowMs(),
      timing: { acknowledgeMs: 5, resendMs: 1_000 * patience, gapMs: 500 * patience },
      inboxLimits: { keepRows: 64 },
    });
    this.#client.onEvent((row) => this.#commit(row));
  }

  /** Lets the days pass. */
  async pass(): Promise<WireOutcome> {
    const begunMs = performance.now();
    const { queue } = this.#world;
    const { spec, orders } = this.#fleet;
    const endMs = spec.endMs + spec.drainMs;
    const waiting = [...orders].sort((one, other) => one.sendAtMs - other.sendAtMs);
    await this.#client.start();
    this.#world.start((isCut) => this.#transport.setCut(isCut));
    while (queue.nowMs() < endMs) {
      while ((waiting[0]?.sendAtMs ?? endMs) <= queue.nowMs()) this.#give(waiting.shift());
      await this.#settle();
      const nextMs = Math.min(endMs, queue.nowMs() + this.#drawStride());
      this.#checkAhead([...this.#given, ...waiting], nextMs);
      queue.runUntil(nextMs);
    }
    await this.#settle();
    const outcome = this.#world.finish();
    this.#isOver = true;
    const seconds = (performance.now() - begunMs) / 1_000;
    return { ...outcome, committed: this.#committed, stops: this.#stops, seconds };
  }

  /** Ends the devices where they still live, the gateway and the wire. */
  async end(): Promise<void> {
    if (!this.#isOver) this.#world.finish();
    await this.#client.stop();
    this.#timers.cancelAll();
    await this.#wire.close();
    this.#linkTimers.cancelAll();
  }

  #drawStride(): number {
    const isHurried = this.#given.size > 0 || this.#stops < 3;
    return this.#strides.integer(...(isHurried ? HURRIED_STRIDE_MS : STRIDE_MS));
  }

  #give(order: WireOrder | undefined): void {
    if (order === undefined) return;
    give(this.#client, order);
    this.#given.add(order);
  }

  #commit(row: InboxRow): void {
    const { deviceId, epoch, seq, span } = row;
    if (row.kind !== "record") throw new Error(`${deviceId}: a record came as ${row.kind}`);
    this.#committed += 1;
    const throughSeq = seq + span - 1;
    this.#inbox.set(deviceId, { epoch, seq: throughSeq });
    const newest = this.#unsettled.get(deviceId);
    if (newest?.epoch === epoch && newest.seq <= throughSeq) this.#unsettled.delete(deviceId);
  }

  /** An order whose instant comes before the next stop has to be where it belongs. */
  #checkAhead(orders: readonly WireOrder[], nextMs: number): void {
    for (const order of orders) {
      if (order.notBeforeMs - CLOCK_AHEAD_MS > nextMs) continue;
      throw new Error(`${order.deviceId} was not reached ahead of ${order.notBeforeMs}`);
    }
  }

  /** Lets the wire carry while virtual time stands still. */
  async #settle(): Promise<void> {
    this.#stops += 1;
    const { queue } = this.#world;
    let [before, sinceMs] = [Number.POSITIVE_INFINITY, performance.now()];
    for (let left = this.#missing(); left.length > 0; left = this.#missing()) {
      await turn();
      // What came in is answered at this very instant.
      queue.runUntil(queue.nowMs());
      const measure = left.length - this.#committed;
      if (measure < before) [before, sinceMs] = [measure, performance.now()];
      if (performance.now() - sinceMs > STUCK_MS) throw new Error(`stuck: ${left.slice(0, 5)}`);
    }
  }

  /** What the wire still has to carry. */
  #missing(): readonly string[] {
    const missing: string[] = [];
    for (const deviceId of this.#unsettled.keys()) {
      if (this.#world.isReachable(deviceId)) missing.push(`a record of ${deviceId}`);
    }
    for (const order of this.#given) {
      if (this.#world.has(order)) this.#given.delete(order);
      else if (this.#world.isReachable(order.deviceId))
        missing.push(`an order for ${order.deviceId}`);
    }
    return missing;
  }
}

/** One turn for the host's sockets. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
