import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayLogEntry, InboxRow } from "@dosekit/sdk";
import {
  DeadLetters,
  type DeliveryAnswer,
  type PlacementSource,
  RecordForwarder,
} from "@dosekit/sdk/record";
import { describe, expect, test } from "vitest";
import { EVENING_MS, rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { RowSource } from "../../../support/row-source.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

const OK: DeliveryAnswer = { kind: "delivered", status: 201 };
const alerts = (count: number): readonly InboxRow[] =>
  Array.from({ length: count }, (_, at) =>
    rowOf({ kind: "alert.raised", alertId: `9-${at}`, alert: "1.5" }, { position: at + 1 }),
  );

function setUp(
  rows: readonly InboxRow[],
  answers: readonly DeliveryAnswer[],
  parts: {
    lettersMax?: number;
    deviceMax?: number;
    register?: PlacementSource;
    onWait?: () => void;
  } = {},
) {
  const source = new RowSource(rows);
  const folder = join(mkdtempSync(join(tmpdir(), "letters-")), "epj");
  const letters = new DeadLetters(folder, parts.lettersMax, parts.deviceMax);
  const left = [...answers];
  const [sent, waits, log]: [string[], number[], GatewayLogEntry[]] = [[], [], []];
  const forwarder = new RecordForwarder({
    source,
    register: parts.register ?? {
      placementsOf: () => [placementOf()],
      placementAt: () => placementOf(),
    },
    endpoint: {
      deliver: async (bundle) => {
        sent.push(bundle.id);
        return left.shift() ?? OK;
      },
    },
    letters,
    vkp: vkpOptions(),
    nowMs: () => EVENING_MS,
    log: (entry) => log.push(entry),
    backOff: { random: () => 0.5 },
    failuresMax: 3,
    wait: async (delayMs) => {
      waits.push(delayMs);
      parts.onWait?.();
    },
  });
  return { source, folder, letters, sent, waits, log, forwarder };
}

describe("forwarding to a record", () => {
  test("delivers every row once, in order, and commits it", async () => {
    const { forwarder, source, sent } = setUp(alerts(3), []);
    await forwarder.run(new AbortController().signal);
    expect(new Set(sent).size).toBe(3);
    expect(source.committed).toBe(3);
    expect(forwarder.counters()).toMatchObject({ delivered: 3, retries: 0, letters: 0 });
  });

  test("sends the same message again while the receiver is away, and waits longer each time", async () => {
    const away: DeliveryAnswer = { kind: "later", code: "ECONNREFUSED" };
    const { forwarder, sent, waits, letters } = setUp(alerts(1), Array(30).fill(away));
    await forwarder.run(new AbortController().signal);
    expect(sent).toHaveLength(31);
    expect(new Set(sent).size).toBe(1);
    expect(waits.slice(0, 3)).toEqual([2_000, 3_500, 5_750]);
    expect(Math.max(...waits)).toBe(60_000);
    expect(letters.count).toBe(0);
  });

  test("waits as long as the receiver says", async () => {
    const busy: DeliveryAnswer = { kind: "later", code: "http-429", afterMs: 300_000 };
    const { forwarder, waits } = setUp(alerts(1), [busy]);
    await forwarder.run(new AbortController().signal);
    expect(waits).toEqual([300_000]);
  });

  test("puts a refused message aside and goes on with the next", async () => {
    const { forwarder, letters, source, log } = setUp(alerts(2), [
      { kind: "refused", code: "http-422" },
    ]);
    await forwarder.run(new AbortController().signal);
    expect(letters.list().letters).toMatchObject([{ position: 1, code: "http-422", attempts: 1 }]);
    expect(source.committed).toBe(2);
    expect(log).toMatchObject([{ level: "error", event: "record.put-aside", code: "http-422" }]);
  });

  test("puts aside what the receiver fails at again and again", async () => {
    const failed: DeliveryAnswer = { kind: "failed", code: "http-500" };
    const { forwarder, letters, sent } = setUp(alerts(1), [failed, failed, failed]);
    await forwarder.run(new AbortController().signal);
    expect(sent).toHaveLength(3);
    expect(letters.list().letters).toMatchObject([{ code: "http-500", attempts: 3 }]);
  });

  test("commits nothing that was neither delivered nor put aside", async () => {
    const end = new AbortController();
    const away: DeliveryAnswer = { kind: "later", code: "timeout" };
    const rows = alerts(2);
    const { forwarder, source } = setUp(rows, [OK, ...Array<DeliveryAnswer>(9).fill(away)], {
      onWait: () => end.abort(),
    });
    await forwarder.run(end.signal);
    expect(source.committed).toBe(1);
  });

  test("waits while there is no room for letters, and loses none", async () => {
    const end = new AbortController();
    let waits = 0;
    const refused: DeliveryAnswer = { kind: "refused", code: "http-400" };
    const made = setUp(alerts(2), [refused, refused], {
      lettersMax: 1,
      onWait: () => {
        waits += 1;
        if (waits === 3) made.letters.remove(1);
      },
    });
    await made.forwarder.run(end.signal);
    expect(waits).toBe(3);
    expect(made.letters.list().letters.map(({ position }) => position)).toEqual([2]);
    expect(made.log.filter(({ event }) => event === "record.blocked")).toHaveLength(3);
  });
});

describe("a device whose rows are refused without end", () => {
  test("fills its own share of the letters alone, and holds up no other device", async () => {
    const end = new AbortController();
    const flood = alerts(20);
    const last = rowOf(
      { kind: "alert.raised", alertId: "9-99", alert: "1.5" },
      { position: 21, deviceId: "other" },
    );
    const refused = Array<DeliveryAnswer>(20).fill({ kind: "refused", code: "http-422" });
    const made = setUp([...flood, last], refused, {
      ...{ lettersMax: 10, deviceMax: 3, onWait: () => end.abort() },
    });
    await made.forwarder.run(end.signal);
    expect(made.waits).toEqual([]);
    expect(made.source.committed).toBe(21);
    expect(made.letters.list().letters.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(made.forwarder.counters()).toMatchObject({ delivered: 1, putAside: 3, surplus: 17 });
    expect(made.log.some(({ event }) => event === "record.surplus")).toBe(true);
  });

  test("has room again once its letters are taken away, also by another program", async () => {
    const { letters, folder } = setUp([], [], { deviceMax: 1 });
    const [first, second] = alerts(2);
    if (first === undefined || second === undefined) throw new Error("no rows");
    letters.put(first, { code: "http-422", attempts: 1, atMs: EVENING_MS });
    expect([letters.hasDeviceRoomFor(first), letters.hasDeviceRoomFor(second)]).toEqual([
      ...[true, false],
    ]);
    new DeadLetters(folder).remove(1);
    expect(letters.hasDeviceRoomFor(second)).toBe(true);
  });
});

describe("a letter", () => {
  test("is sent again, built anew, and is gone when it arrived", async () => {
    let placed = false;
    const register: PlacementSource = {
      placementsOf: () => (placed ? [placementOf()] : []),
      placementAt: () => (placed ? placementOf() : undefined),
    };
    const row = rowOf({ kind: "dose.closed", doseId: "t/1", outcome: "missed" });
    const { forwarder, letters, sent } = setUp([row], [{ kind: "later", code: "timeout" }], {
      register,
    });
    const { signal } = new AbortController();
    await forwarder.run(signal);
    expect(letters.list().letters).toMatchObject([{ position: 1, code: "no-placement", row }]);
    expect(await forwarder.resend(1, signal)).toEqual({ kept: "no-placement" });
    placed = true;
    expect(await forwarder.resend(1, signal)).toEqual({ kept: "timeout" });
    expect(letters.count).toBe(1);
    expect(await forwarder.resend(1, signal)).toBe("delivered");
    expect(new Set(sent).size).toBe(1);
    expect(letters.count).toBe(0);
    expect(await forwarder.resend(1, signal)).toEqual({ kept: "no-such-letter" });
  });

  test("that is damaged is listed as such and keeps no other from being read", () => {
    const { letters, folder } = setUp([], []);
    const [row] = alerts(1);
    if (row === undefined) throw new Error("no row");
    letters.put(row, { code: "http-422", attempts: 1, atMs: EVENING_MS });
    writeFileSync(join(folder, "7.json"), "{");
    writeFileSync(join(folder, "8.json"), '{"v":1,"position":8,"code":1}');
    writeFileSync(join(folder, "9.json"), "null");
    writeFileSync(join(folder, "notes.txt"), "not ours");
    const { damaged, letters: read } = new DeadLetters(folder).list();
    expect(damaged).toEqual(["7.json", "8.json", "9.json"]);
    expect(read.map(({ position }) => position)).toEqual([1]);
  });
});
