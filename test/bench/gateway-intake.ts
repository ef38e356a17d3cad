import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayTransportListener } from "@dosekit/protocols";
import {
  GatewayClient,
  type InboxBatch,
  type InboxRow,
  type InboxStore,
  LevelInboxStore,
  MemoryInboxStore,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { birthBytes, deviceIdOf, eventBytes } from "./gateway-traffic.ts";
import type { Timing } from "./stopwatch.ts";

/** Devices and records of one round. */
export interface IntakeSize {
  readonly devices: number;
  readonly eventsPerDevice: number;
  readonly rounds: number;
}

const BIRTHS_MS = 400;

/** Names of the two that are compared. */
export const INTAKE_NAMES = { intake: "intake from memory", store: "the store alone" } as const;

/** Rounds of both, and what the batches were. */
export interface IntakeRace {
  readonly timings: readonly Timing[];
  readonly rowsPerBatch: number;
}

/**
 * Lets a gateway take records in from memory, as fast as it can, and then writes batches of the very
 * same rows and sizes into a fresh store of the same kind, with the same flush: round after round, in
 * wall time, since both wait for the disk.
 */
export async function raceIntake(size: IntakeSize): Promise<IntakeRace> {
  const intake: number[] = [];
  const store: number[] = [];
  const messages = messagesOf(size);
  let rowsPerBatch = 0;
  for (let round = 0; round <= size.rounds; round += 1) {
    const sizes: number[] = [];
    const takenNs = await inFreshStore((fresh) => takeIn(noting(fresh, sizes), messages));
    const writtenNs = await writingNs(sizes, messages);
    rowsPerBatch = messages.length / sizes.filter((rows) => rows > 0).length;
    // The first round warms up.
    if (round === 0) continue;
    intake.push(takenNs / messages.length);
    store.push(writtenNs / messages.length);
  }
  const timings = [
    { name: INTAKE_NAMES.intake, rounds: intake },
    { name: INTAKE_NAMES.store, rounds: store },
  ];
  return { timings, rowsPerBatch };
}

interface Message {
  readonly deviceId: string;
  readonly payload: Uint8Array;
}

function messagesOf({ devices, eventsPerDevice }: IntakeSize): readonly Message[] {
  const messages: Message[] = [];
  for (let seq = 1; seq <= eventsPerDevice; seq += 1) {
    for (let at = 0; at < devices; at += 1) {
      messages.push({ deviceId: deviceIdOf(at), payload: eventBytes(seq, 1_000 + seq) });
    }
  }
  return messages;
}

/** Lets something work on a new store on disk; gives what the work itself says that it took, ns. */
async function inFreshStore(work: (store: InboxStore) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-bench-intake-"));
  const elapsedMs = await work(new LevelInboxStore(folder));
  rmSync(folder, { recursive: true, force: true });
  return elapsedMs * 1e6;
}

/** The same store, which notes how many rows it is given at a time. */
function noting(store: InboxStore, sizes: number[]): InboxStore {
  return {
    open: (done) => store.open(done),
    read: (after, limit, done) => store.read(after, limit, done),
    close: (done) => store.close(done),
    commit: (batch, done) => {
      sizes.push(batch.rows.length);
      store.commit(batch, done);
    },
  };
}

/** The same rows in batches of the same sizes, built before the clock runs. */
async function writingNs(sizes: readonly number[], messages: readonly Message[]): Promise<number> {
  const memory = new MemoryInboxStore();
  await takeIn(memory, messages);
  const rows = await new Promise<readonly InboxRow[]>((resolve) => {
    memory.read(0, messages.length, (result) => resolve(result.ok ? result.value : []));
  });
  let at = 0;
  const batches = sizes.map((count) => {
    at += count;
    return batchOf(rows.slice(at - count, at));
  });
  return inFreshStore((fresh) => writeAll(fresh, batches));
}

function batchOf(rows: readonly InboxRow[]): InboxBatch {
  const cursors = rows.map(({ deviceId, epoch, seq }) => {
    return [deviceId, [{ epoch, throughSeq: seq, announced: true }]] as const;
  });
  return { rows, cursors: new Map(cursors), consumers: new Map(), desired: new Map() };
}

/**
 * A gateway without a network: messages are handed over until the inbox has no room for more.
 *
 * @returns from the first record to the last one that became durable, ms
 */
async function takeIn(store: InboxStore, messages: readonly Message[]): Promise<number> {
  let listener: GatewayTransportListener | undefined;
  let paused = false;
  let durable = 0;
  let at = 0;
  let finish: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const pump = () => {
    while (!paused && at < messages.length) {
      const message = messages[at];
      at += 1;
      if (message !== undefined) {
        listener?.onMessage(message.deviceId, "evt", message.payload, false);
      }
    }
  };
  const client = new GatewayClient({
    store,
    timers: new RealGatewayTimers(),
    nowMs: Date.now,
    transport: {
      open: (to) => {
        listener = to;
      },
      send: () => {},
      close: () => {},
      pause: () => {
        paused = true;
      },
      resume: () => {
        paused = false;
        setImmediate(pump);
      },
    },
  });
  client.onEvent(() => {
    durable += 1;
    if (durable === messages.length) finish();
  });
  await client.start();
  for (const deviceId of new Set(messages.map((message) => message.deviceId))) {
    listener?.onMessage(deviceId, "state", birthBytes(), false);
  }
  // Births are made durable too, and do not count.
  await new Promise((resolve) => setTimeout(resolve, BIRTHS_MS));
  const startMs = performance.now();
  pump();
  await finished;
  const elapsedMs = performance.now() - startMs;
  await client.stop();
  return elapsedMs;
}

/** Writes batches one after the other; gives how long that took, ms. */
async function writeAll(store: InboxStore, batches: readonly InboxBatch[]): Promise<number> {
  await new Promise<void>((resolve) => store.open(() => resolve()));
  const startMs = performance.now();
  for (const batch of batches) {
    await new Promise<void>((resolve, reject) => {
      store.commit(batch, (fault) => (fault ? reject(new Error(fault.message)) : resolve()));
    });
  }
  const elapsedMs = performance.now() - startMs;
  await new Promise<void>((resolve) => store.close(() => resolve()));
  return elapsedMs;
}
