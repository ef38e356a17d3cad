import { Command, DesiredConfig, encodeMessage, instant } from "@dosekit/protocols";
import { WINDOW_EVENTS } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { ALERT, BENCH_EPOCH, bench, PRESS, TILT } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";

/** A device that is on, in contact, and has sent its boot record. */
function inContact(overrides: Parameters<typeof bench>[0] = {}) {
  const device = bench(overrides);
  device.runner.powerOn("first-boot");
  device.transport.listener?.onLink(true);
  return device;
}

function repeat(times: number, action: () => void): void {
  for (let index = 0; index < times; index++) action();
}

function range(from: number, through: number): readonly number[] {
  return Array.from({ length: through - from + 1 }, (_, index) => from + index);
}

describe("an uplink", () => {
  test("begins each contact with birth, configuration and everything unacknowledged", () => {
    const { runner, transport } = bench();
    runner.powerOn("first-boot");
    runner.input(TILT);
    transport.listener?.onLink(true);
    expect(transport.sent.map(({ channel }) => channel)).toEqual([
      "state",
      "cfg/reported",
      "evt",
      "evt",
    ]);
    expect(transport.messages("state")).toEqual([
      {
        status: "online",
        bootId: 1,
        epoch: BENCH_EPOCH,
        firstSeq: 1,
        lastSeq: 2,
        product: "tally",
        firmware: "1.0.0",
        serial: "S-1",
        configVersion: 0,
        spoolEvents: 100,
      },
    ]);
  });

  test("leaves the broker a will that names the boot", () => {
    const { runner, transport } = inContact();
    const first = transport.lastWill;
    runner.powerOff();
    runner.powerOn("power-restored");
    expect(transport.lastWill).not.toEqual(first);
    transport.send("state", transport.lastWill ?? new Uint8Array());
    expect(transport.messages("state").at(-1)).toEqual({ status: "lost", bootId: 2 });
  });

  test("sends no record before it is durable", () => {
    const store = new HeldStore();
    const { runner, transport } = inContact({ store });
    store.settleAll();
    runner.input(TILT);
    expect(transport.seqs()).toEqual([1]);
    store.settle();
    expect(transport.seqs()).toEqual([1, 2]);
  });

  test("keeps at most a window of records under way", () => {
    const { runner, transport } = inContact();
    repeat(40, () => runner.input(TILT));
    expect(transport.seqs()).toEqual(range(1, WINDOW_EVENTS));
    transport.acknowledge(BENCH_EPOCH, 5);
    expect(transport.seqs()).toEqual(range(1, WINDOW_EVENTS + 5));
  });

  test("sends again, ever more slowly, what nobody acknowledges", () => {
    const { transport, retry, runner } = inContact();
    runner.input(TILT);
    const delays = range(1, 6).map(() => {
      const { delayMs } = retry;
      retry.fire();
      return delayMs;
    });
    expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    expect(transport.seqs()).toEqual([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]);
    expect(runner.counters).toMatchObject({ eventsSent: 2, eventsResent: 12, retries: 6 });
  });

  test("rests once everything is acknowledged and wakes with the next record", () => {
    const { transport, retry, runner } = inContact();
    retry.fire();
    transport.acknowledge(BENCH_EPOCH, 1);
    expect(retry.delayMs).toBeUndefined();
    runner.input(TILT);
    expect(retry.delayMs).toBe(5_000);
  });

  test("does not take an acknowledgement of another epoch for its own", () => {
    const { transport, runner } = inContact();
    transport.acknowledge(BENCH_EPOCH + 1, 1);
    transport.request(BENCH_EPOCH + 1, 1, 1);
    expect(runner.counters.epochMismatches).toBe(2);
    transport.listener?.onLink(false);
    transport.listener?.onLink(true);
    expect(transport.seqs()).toEqual([1, 1]);
  });

  test("keeps what it has not sent yet, even if the host says that it has it", () => {
    const { transport, runner } = inContact();
    for (let seq = 2; seq <= 50; seq++) runner.input(TILT);
    transport.acknowledge(BENCH_EPOCH, 50);
    const seqs = () => new Set(transport.seqs());
    expect(seqs()).toEqual(new Set(Array.from({ length: 40 }, (_, at) => at + 1)));
    transport.acknowledge(BENCH_EPOCH, 50);
    expect(seqs().size).toBe(50);
  });

  test("does not take an acknowledgement of what it never wrote", () => {
    const { transport, runner } = inContact();
    transport.acknowledge(BENCH_EPOCH, 2);
    expect(runner.counters.acksBeyondJournal).toBe(1);
    runner.input(TILT);
    expect(transport.seqs()).toEqual([1, 2]);
  });

  test("sends a range again that the host lacks, at most a window of it", () => {
    const { transport, runner } = inContact();
    repeat(40, () => runner.input(TILT));
    transport.sent.length = 0;
    transport.request(BENCH_EPOCH, 3, 5);
    transport.request(BENCH_EPOCH, 10, 41);
    transport.request(BENCH_EPOCH, 100, 200);
    expect(transport.seqs()).toEqual([...range(3, 5), ...range(10, 29)]);
  });

  test("sends after a reboot what was not acknowledged before, under the same numbers", () => {
    const { transport, runner } = inContact();
    runner.input(PRESS);
    runner.powerOff();
    transport.sent.length = 0;
    runner.powerOn("power-restored");
    transport.listener?.onLink(true);
    expect(transport.seqs()).toEqual([1, 2, 3]);
    expect(transport.messages("evt").map(({ bootId }) => bootId)).toEqual([1, 1, 2]);
  });

  test("remembers over a reboot what was acknowledged by the time of the last write", () => {
    const { transport, runner } = inContact();
    transport.acknowledge(BENCH_EPOCH, 1);
    runner.input(TILT);
    transport.acknowledge(BENCH_EPOCH, 2);
    runner.powerOff();
    transport.sent.length = 0;
    runner.powerOn("power-restored");
    transport.listener?.onLink(true);
    expect(transport.seqs()).toEqual([2, 3]);
  });

  test("starts a new epoch at number 1 when storage has lost everything", () => {
    const { transport, runner } = inContact({ store: new HeldStore() });
    runner.powerOff();
    transport.sent.length = 0;
    runner.powerOn("unknown");
    transport.listener?.onLink(true);
    expect(transport.messages("state")[0]).not.toHaveProperty("epoch");
    expect(runner.state()).toMatchObject({ epoch: BENCH_EPOCH, nextSeq: 2 });
  });

  test("carries acknowledgements that come from within a send", () => {
    const { transport, runner } = bench();
    runner.powerOn("first-boot");
    repeat(60, () => runner.input(TILT));
    let last = 0;
    transport.onSend = (channel) => {
      if (channel === "evt") transport.acknowledge(BENCH_EPOCH, ++last);
    };
    transport.listener?.onLink(true);
    expect(transport.seqs()).toEqual(range(1, 61));
  });

  test("counts each message of the host that it can't use, and goes on", () => {
    const { transport, runner } = inContact();
    const command = { commandId: "c", verb: "self-test", actor: "gateway" } as const;
    const bytes = encodeMessage(Command, { ...command, notAfterMs: instant(1) });
    transport.deliver("ack", bytes);
    transport.deliver("cmd", bytes.slice(0, -1));
    transport.deliver("cmd", new Uint8Array(70_000));
    transport.deliver("cfg/desired", Uint8Array.from([0x82, 0x18, 0x63, 0xa0]));
    expect(runner.counters.rejected).toEqual({
      "wrong-channel": 1,
      truncated: 1,
      "too-large": 1,
      "unknown-message": 1,
    });
  });

  test("hands configuration to the device", () => {
    const seen: unknown[] = [];
    const { transport } = inContact({ watch: { onInput: (input) => seen.push(input) } });
    transport.deliver("cfg/desired", encodeMessage(DesiredConfig, { version: 4 }));
    expect(seen.at(-1)).toEqual({ type: "config.received", config: { version: 4 } });
  });
});

describe("a full spool", () => {
  test("drops the oldest telemetry first and says so in its place", () => {
    const dropped: unknown[] = [];
    const watch = {
      onDropped: ({ seq, count }: { seq: number; count?: number | undefined }) =>
        dropped.push([seq, count]),
    };
    const { runner, transport } = bench({ spoolEventsMax: 4, watch });
    runner.powerOn("first-boot");
    repeat(2, () => runner.input(TILT));
    repeat(3, () => runner.input(ALERT));
    transport.listener?.onLink(true);
    expect(transport.messages("evt").map(({ seq, kind, count }) => [seq, kind, count])).toEqual([
      [1, "device.booted", undefined],
      [2, "telemetry.dropped", 2],
      [4, "alert.raised", 3],
      [5, "alert.raised", 3],
      [6, "alert.raised", 3],
    ]);
    expect(dropped).toEqual([
      [2, 1],
      [2, 2],
    ]);
    expect(runner.counters.telemetryDropped).toBe(2);
  });

  test("fails the write when there is no telemetry left to drop", () => {
    const { runner } = bench({ spoolEventsMax: 2 });
    runner.powerOn("first-boot");
    runner.input(ALERT);
    runner.input(ALERT);
    expect(runner.state()?.failures).toBe(1);
    expect(runner.counters).toMatchObject({ commits: 2, commitsFailed: 1 });
  });

  test("says the same after a reboot", () => {
    const { runner, transport } = bench({ spoolEventsMax: 3 });
    runner.powerOn("first-boot");
    repeat(6, () => runner.input(TILT));
    runner.powerOff();
    runner.powerOn("power-restored");
    transport.listener?.onLink(true);
    expect(transport.messages("evt").map(({ seq, count }) => [seq, count])).toEqual([
      [1, undefined],
      [2, 5],
      [7, undefined],
      [8, undefined],
    ]);
  });
});
