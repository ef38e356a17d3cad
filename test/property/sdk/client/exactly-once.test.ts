import { DeviceEvent, decodeAs, EVENTS, type JournalRecord } from "@dosekit/protocols";
import { type DeviceCounters, GatewayClient, type InboxRow, sumCounters } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CrashableStore } from "../../../support/sdk/crashable-store.ts";
import { birthBytes, dropped, eventBytes, record } from "../../../support/sdk/messages.ts";
import { ScriptedTransport, type Sent } from "../../../support/sdk/scripted-transport.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 400;
const DEVICES: readonly string[] = ["d1", "d2"];

type Action =
  | { readonly type: "write"; readonly device: number; readonly telemetry: readonly boolean[] }
  | { readonly type: "drop-telemetry"; readonly device: number }
  | { readonly type: "resend"; readonly device: number }
  | { readonly type: "birth"; readonly device: number }
  | { readonly type: "lose-journal"; readonly device: number }
  | { readonly type: "deliver" | "duplicate" | "lose"; readonly pick: number }
  | { readonly type: "flush" }
  | { readonly type: "crash"; readonly commitSurvives: boolean }
  | { readonly type: "wait"; readonly ms: number };

const device = fc.nat(DEVICES.length - 1);
const pick = fc.nat(1_000);
const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("write" as const),
      device,
      telemetry: fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 12, arbitrary: fc.record({ type: fc.constant("deliver" as const), pick }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("duplicate" as const), pick }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("lose" as const), pick }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("flush" as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("drop-telemetry" as const), device }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("resend" as const), device }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("birth" as const), device }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("lose-journal" as const), device }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("crash" as const), commitSurvives: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("wait" as const), ms: fc.nat(400_000) }),
  },
);

/** A device that keeps what is not acknowledged, and sends it again when asked. */
class ModelDevice {
  readonly written = new Map<number, JournalRecord[]>();
  epoch = 5;
  ackedSeq = 0;
  spool: JournalRecord[] = [];

  write(telemetry: boolean): JournalRecord {
    const row = this.written.get(this.epoch) ?? [];
    this.written.set(this.epoch, row);
    const kind = telemetry ? "mechanism.moved" : "alert.raised";
    const written = record(this.epoch, row.length + 1, { kind });
    row.push(written);
    this.spool.push(written);
    return written;
  }

  get lastSeq(): number {
    return this.written.get(this.epoch)?.length ?? 0;
  }

  /** Replaces each run of telemetry, and of markers beside it, by one marker. */
  dropTelemetry(): void {
    const spool: JournalRecord[] = [];
    for (const item of this.spool) {
      const before = spool.at(-1);
      const span = item.kind === "telemetry.dropped" ? (item.count ?? 1) : 1;
      if (EVENTS[item.kind].class !== "telemetry" && item.kind !== "telemetry.dropped") {
        spool.push(item);
      } else if (before?.kind === "telemetry.dropped") {
        spool[spool.length - 1] = { ...before, count: (before.count ?? 0) + span };
      } else spool.push(dropped(this.epoch, item.seq, span));
    }
    this.spool = spool;
  }

  loseJournal(): void {
    this.epoch += 1;
    this.ackedSeq = 0;
    this.spool = [];
  }

  acknowledge(epoch: number, throughSeq: number): void {
    if (epoch !== this.epoch || throughSeq <= this.ackedSeq) return;
    this.ackedSeq = throughSeq;
    const kept = this.spool.filter((item) => endOf(item) > throughSeq);
    this.spool = kept.map((item) =>
      item.seq > throughSeq ? item : dropped(item.epoch, throughSeq + 1, endOf(item) - throughSeq),
    );
  }

  birth(): Uint8Array {
    return birthBytes(this.epoch, this.spool[0]?.seq ?? 0, this.lastSeq, { bootId: this.epoch });
  }
}

function endOf(item: JournalRecord): number {
  return item.seq + (item.kind === "telemetry.dropped" ? (item.count ?? 1) : 1) - 1;
}

interface Packet {
  readonly device: number;
  readonly channel: "evt" | "state";
  readonly payload: Uint8Array;
}

/** Two devices, a network that does what it likes, and a gateway that may crash at any instant. */
class World {
  readonly store = new CrashableStore();
  readonly timers = new VirtualTimers();
  readonly devices = DEVICES.map(() => new ModelDevice());
  readonly network: Packet[] = [];
  transport = new ScriptedTransport();
  gateways: GatewayClient[] = [];

  constructor() {
    this.start();
  }

  start(): void {
    for (const name of this.timers.names) this.timers.cancel(name);
    this.transport = new ScriptedTransport((sent) => this.receive(sent));
    const { transport, store, timers } = this;
    const gateway = new GatewayClient({ transport, store, timers, nowMs: timers.nowMs });
    gateway.open();
    this.gateways.push(gateway);
  }

  /** A message of the gateway reaches its device at once; the way up is the hostile one. */
  receive(sent: Sent): void {
    const index = DEVICES.indexOf(sent.deviceId);
    const model = this.devices[index];
    if (model === undefined) throw new Error(`sent to ${sent.deviceId}`);
    if (sent.type === "event-acknowledgement") {
      const { epoch, throughSeq } = sent.message;
      const durable = this.store.cursor(sent.deviceId).find((row) => row.epoch === epoch);
      expect(throughSeq, "acknowledged beyond what is durable").toBeLessThanOrEqual(
        durable?.throughSeq ?? 0,
      );
      model.acknowledge(epoch, throughSeq);
    } else if (sent.type === "event-request" && sent.message.epoch === model.epoch) {
      const { fromSeq, throughSeq } = sent.message;
      for (const item of model.spool) {
        if (endOf(item) >= fromSeq && item.seq <= throughSeq) this.send(index, item);
      }
    }
  }

  send(index: number, item: JournalRecord): void {
    this.network.push({ device: index, channel: "evt", payload: eventBytes(item) });
  }

  birth(index: number): void {
    const model = this.devices[index];
    if (model === undefined) return;
    this.network.push({ device: index, channel: "state", payload: model.birth() });
  }

  resend(index: number): void {
    for (const item of this.devices[index]?.spool ?? []) this.send(index, item);
  }

  deliver(packet: Packet): void {
    this.transport.deliver(DEVICES[packet.device] ?? "", packet.channel, packet.payload);
  }

  act(step: Action): void {
    const index = "device" in step ? step.device : 0;
    const model = this.devices[index];
    if (model === undefined) return;
    switch (step.type) {
      case "write":
        for (const telemetry of step.telemetry) this.send(index, model.write(telemetry));
        return;
      case "drop-telemetry":
        model.dropTelemetry();
        return;
      case "resend":
        this.resend(index);
        return;
      case "birth":
        this.birth(index);
        return;
      case "lose-journal":
        model.loseJournal();
        this.birth(index);
        return;
      case "flush":
        this.store.flush();
        return;
      case "crash":
        this.store.crash(step.commitSurvives);
        this.start();
        return;
      case "wait":
        this.timers.advance(step.ms);
        return;
      default:
        this.onNetwork(step);
    }
  }

  onNetwork(step: Extract<Action, { pick: number }>): void {
    const at = this.inOrder(step.pick % Math.max(1, this.network.length));
    const packet = this.network[at];
    if (packet === undefined) return;
    if (step.type !== "duplicate") this.network.splice(at, 1);
    if (step.type !== "lose") this.deliver(packet);
  }

  /** Records overtake each other and births; births of one device do not overtake each other. */
  inOrder(at: number): number {
    const picked = this.network[at];
    if (picked?.channel !== "state") return at;
    return this.network.findIndex(
      (packet) => packet.channel === "state" && packet.device === picked.device,
    );
  }

  /** Everything works again: devices say who they are, and send what is not acknowledged. */
  heal(): void {
    for (let round = 0; round < 12; round += 1) {
      for (const index of this.devices.keys()) {
        this.birth(index);
        this.resend(index);
      }
      for (const packet of this.network.splice(0)) this.deliver(packet);
      while (this.store.flush());
      this.timers.advance(60_000);
      while (this.store.flush());
    }
  }
}

/** Checks one epoch's row: no number twice, none left out, every record as it was written. */
function checkRow(rows: readonly InboxRow[], written: readonly JournalRecord[]): number {
  let nextSeq = 1;
  for (const row of rows) {
    expect(row.seq, "the row has neither hole nor repeat").toBe(nextSeq);
    nextSeq += row.span;
    if (row.kind === "lost") continue;
    expect(row.kind).toBe("record");
    if (row.kind !== "record") continue;
    expect(decodeAs(DeviceEvent, row.payload)).toEqual({ ok: true, value: row.event });
    if (row.event.kind !== "telemetry.dropped") {
      expect(row.event).toEqual(written[row.seq - 1]);
      continue;
    }
    const { seq, span: count } = row;
    expect(row.event, "a marker tells of its own stretch").toMatchObject({ seq, count });
    for (const item of written.slice(row.seq - 1, row.seq - 1 + row.span)) {
      expect(item.kind, "only telemetry may be dropped").toBe("mechanism.moved");
    }
  }
  return nextSeq - 1;
}

function check(world: World): void {
  const rows = world.store.rows();
  expect(rows.map(({ position }) => position)).toEqual(rows.map((_, at) => at + 1));
  for (const [index, model] of world.devices.entries()) {
    for (const [epoch, written] of model.written) {
      const own = rows.filter((row) => row.deviceId === DEVICES[index] && row.epoch === epoch);
      const through = checkRow(own, written);
      expect(through).toBeLessThanOrEqual(written.length);
      if (epoch !== model.epoch) continue;
      expect(through, "the present journal arrives whole").toBe(written.length);
      expect(own.some((row) => row.kind === "lost")).toBe(false);
      expect(model.spool, "everything is acknowledged").toEqual([]);
    }
  }
}

describe("gateway client and inbox", () => {
  it("commits each record exactly once and in order, whatever network and crashes do", () => {
    const seen: DeviceCounters[] = [];
    fc.assert(
      fc.property(fc.array(action, { maxLength: 80, size: "max" }), (steps) => {
        const world = new World();
        for (const step of steps) world.act(step);
        world.heal();
        check(world);
        seen.push(...world.gateways.map((gateway) => gateway.counters()));
      }),
      { numRuns: RUNS },
    );
    const { acknowledgementsSent, duplicates, held, late, lost, requestsSent } = sumCounters(seen);
    const rarest = Math.min(acknowledgementsSent, duplicates, held, late, lost, requestsSent);
    expect(rarest, "the network was hostile in every way").toBeGreaterThan(0);
  });
});
