import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import { type DeviceLogic, type DosePlan, instant, type JournalRecord } from "@dosekit/protocols";
import {
  CivilClock,
  EventQueue,
  IMAGE_PART_MS,
  plantOf,
  ScheduledRetryTimer,
  SimulatedBoard,
  streamOf,
  VirtualNetwork,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { entry, plan } from "../../support/checked.ts";

const [MINUTE, HOUR] = [60_000, 3_600_000];
const START = Date.UTC(2026, 2, 2, 5);
const PLAN: DosePlan = plan({ entries: [entry("morning", 8)] });

function boardOf(product: string) {
  const profile = profileOf(product);
  if (profile === undefined) throw new Error(`no product ${product}`);
  const queue = new EventQueue(START);
  const net = new VirtualNetwork({ scheduler: queue, seed: "1", gatewayLane: 1 });
  const random = streamOf("1", "d1", "board");
  const records: JournalRecord[] = [];
  const simulated = new SimulatedBoard({
    ...{ scheduler: queue, lane: 0, random, deviceId: "d1", product, spoolEventsMax: 500 },
    logic: createDevice({ profile, zoneTableOf }) as unknown as DeviceLogic<unknown>,
    civil: new CivilClock({ driftPpm: 0, civilMs: START, errorMs: 0 }, START),
    plant: plantOf(profile, { nowMs: () => queue.nowMs(), random }).plant,
    transport: net.attach("d1", 0),
    retryTimer: new ScheduledRetryTimer(queue, 0),
    watch: {
      onRecord: (record) => records.push(record),
      ...{ onFact: () => undefined, onSignal: () => undefined },
      ...{ onMotion: () => undefined, onFault: () => undefined },
    },
  });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  simulated.powerOn("first-boot");
  simulated.input({ type: "config.received", config: { version: 1, plan: PLAN } });
  wait(MINUTE);
  return { simulated, records, wait, queue };
}

function askFor(board: ReturnType<typeof boardOf>): void {
  board.simulated.input({
    type: "command.received",
    sealed: true,
    command: {
      ...{ commandId: "u-1", verb: "update-firmware", actor: "gateway", firmware: "2" },
      notAfterMs: instant(board.queue.nowMs() + 20 * HOUR),
      digest: new Uint8Array(32),
    },
  });
}

function kindsOf(records: readonly JournalRecord[]): readonly string[] {
  return records.map(({ kind }) => kind).filter((kind) => kind.startsWith("firmware."));
}

describe.each(["evondos-e300", "medido", "pilly-sms"])("%s", (product) => {
  test("fetches an image, starts it on trial, and confirms it", () => {
    const board = boardOf(product);
    askFor(board);
    board.wait(5 * MINUTE);
    expect(kindsOf(board.records)).toEqual(["firmware.activated", "firmware.confirmed"]);
    expect(board.simulated.loader.report().image).toEqual({ version: "2", standing: "confirmed" });
    expect(board.records.findLast(({ kind }) => kind === "device.booted")?.resetCause).toBe(
      "firmware-update",
    );
  });

  test("goes back when the new image hangs, and goes on with its plan", () => {
    const board = boardOf(product);
    askFor(board);
    board.wait(4 * IMAGE_PART_MS);
    board.simulated.hang();
    board.wait(MINUTE);
    expect(kindsOf(board.records)).toEqual(["firmware.activated", "firmware.rolled-back"]);
    expect(board.simulated.loader.report().image?.version).not.toBe("2");
    board.wait(6 * HOUR);
    const closed = board.records.filter(({ kind }) => kind === "dose.closed");
    expect(closed.map(({ doseId }) => doseId)).toEqual(["morning/2026-03-02"]);
  });

  test("ends with the power in the middle of the fetching, and begins anew when it is asked again", () => {
    const board = boardOf(product);
    askFor(board);
    board.wait(2 * IMAGE_PART_MS + 1_000);
    board.simulated.powerOff({ write: "kept" });
    board.wait(MINUTE);
    board.simulated.powerOn("power-restored");
    board.wait(10 * MINUTE);
    expect(kindsOf(board.records)).toEqual([]);
    expect(board.simulated.loader.report().image).toMatchObject({ standing: "confirmed" });
    // Nothing was answered, so the host asks again.
    askFor(board);
    board.wait(5 * MINUTE);
    expect(kindsOf(board.records)).toEqual(["firmware.activated", "firmware.confirmed"]);
  });
});
