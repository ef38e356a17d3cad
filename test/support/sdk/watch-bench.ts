import type { DesiredConfig, DeviceEvent } from "@dosekit/protocols";
import {
  GatewayClient,
  type GatewayLogEntry,
  type InboxRow,
  type InboxStore,
  MemoryInboxStore,
} from "@dosekit/sdk";
import {
  ContactEar,
  DEFAULT_WATCH_RULES,
  GatewayWatch,
  JoinedTransport,
  OwnJournal,
  type WatchRules,
} from "@dosekit/sdk/forwarding";
import { type DurableTable, MemoryTable } from "@dosekit/sdk/response-centre";
import { birthBytes, eventBytes, record, reportBytes } from "./messages.ts";
import { ScriptedTransport } from "./scripted-transport.ts";
import { VirtualTimers } from "./virtual-timers.ts";

/** Id of the gateway in these tests. */
export const OWN_ID = "gateway";

/** What outlives a gateway that is killed, and what it works with. */
export interface WatchWorld {
  readonly timers: VirtualTimers;
  readonly store: InboxStore;
  readonly table: DurableTable;
  readonly rules: WatchRules;
  readonly placedDevices?: () => readonly string[];
}

/** Makes a world with nothing in it. */
export function newWorld(parts: Partial<WatchWorld> = {}): WatchWorld {
  return {
    timers: new VirtualTimers(),
    store: new MemoryInboxStore(),
    table: new MemoryTable(),
    rules: DEFAULT_WATCH_RULES,
    ...parts,
  };
}

/** A gateway with its watch on virtual time, from its start to its being killed. */
export class WatchBench {
  readonly world: WatchWorld;
  readonly client: GatewayClient;
  readonly transport = new ScriptedTransport();
  readonly watch: GatewayWatch;
  readonly journal: OwnJournal;
  readonly log: GatewayLogEntry[] = [];
  readonly #end = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #sleptMs = 0;

  /** Starts a gateway in a world. */
  constructor(world: WatchWorld) {
    this.world = world;
    const { timers, store, table, rules, placedDevices } = world;
    const ear = new ContactEar();
    this.journal = new OwnJournal({
      ...{ ownId: OWN_ID, table, timers, nowMs: timers.nowMs, drawEpoch: () => 77 },
      onFault: ({ code }) => this.log.push({ level: "error", event: "unwritten", code }),
    });
    let kept: ReadonlyMap<string, unknown> = new Map();
    this.journal.open((result) => {
      if ("code" in result) throw new Error(result.message);
      kept = result;
    });
    const joined = new JoinedTransport({
      ...{ inner: this.transport, ownId: OWN_ID, journal: this.journal, passing: ear },
    });
    this.client = new GatewayClient({ transport: joined, store, timers, nowMs: timers.nowMs });
    const options = {
      ...{ client: this.client, journal: this.journal, ear, ownId: OWN_ID, timers, rules },
      ...{ nowMs: timers.nowMs, steadyMs: () => timers.nowMs() + this.#sleptMs },
      log: (entry: GatewayLogEntry) => void this.log.push(entry),
      ...(placedDevices === undefined ? {} : { placedDevices }),
    };
    this.watch = new GatewayWatch(options, kept);
    this.client.open();
    this.#running = this.watch.run(this.#end.signal);
  }

  /** The whole machine sleeps, and no timer fires. */
  sleep(forMs: number): void {
    this.#sleptMs += forMs;
  }

  /** Moves time on in steps, and lets what waits for a promise go on after each. */
  async pass(byMs: number, stepMs = Math.min(byMs, 30_000)): Promise<void> {
    await settled();
    for (let passed = 0; passed < byMs; passed += stepMs) {
      this.world.timers.advance(Math.min(stepMs, byMs - passed));
      await settled();
    }
  }

  /** A device says that it is there. */
  birth(deviceId: string, product = "medido", retained = false): void {
    this.transport.deliver(deviceId, "state", birthBytes(5, 0, 0, { product }), retained);
  }

  /** A device sends a record. */
  send(deviceId: string, seq: number, event: Partial<DeviceEvent>): void {
    const civilMs = this.world.timers.nowMs() as NonNullable<DeviceEvent["civilMs"]>;
    const bytes = eventBytes(record(5, seq, { civilMs, clock: "synced", ...event }));
    this.transport.deliver(deviceId, "evt", bytes);
  }

  /** A device is given a configuration and follows it. */
  configure(deviceId: string, config: DesiredConfig): void {
    this.client.pushConfig(deviceId, config);
    this.transport.deliver(deviceId, "cfg/reported", reportBytes(config.version));
  }

  /** The broker says that a device is gone. */
  lose(deviceId: string): void {
    const will = birthBytes(5, 0, 0, { status: "lost" });
    this.transport.deliver(deviceId, "state", will);
  }

  /** The gateway's own records in the inbox, in a few words each. */
  told(): readonly string[] {
    return this.rows()
      .filter((row) => row.deviceId === OWN_ID)
      .map((row) => {
        if (row.kind !== "record") return row.kind;
        const { kind, about, alert, recipient, doseId } = row.event;
        return [kind, about, alert ?? doseId, recipient].filter(Boolean).join(" ");
      });
  }

  /** Every row of the inbox. */
  rows(): readonly InboxRow[] {
    let rows: readonly InboxRow[] = [];
    this.world.store.read(0, 100_000, (result) => {
      if (result.ok) rows = result.value;
    });
    return rows;
  }

  /** Kills the gateway: nothing is written any more, and no timer fires. */
  async kill(): Promise<WatchWorld> {
    for (const name of this.world.timers.names) this.world.timers.cancel(name);
    this.#end.abort();
    await this.#running;
    for (const name of this.world.timers.names) this.world.timers.cancel(name);
    return this.world;
  }
}

/** Lets every promise that is kept be noticed. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
