import {
  DeviceEvent,
  decodeAs,
  type DeviceEvent as Event,
  EventAcknowledgement,
  encodeMessage,
} from "@dosekit/protocols";
import { OwnJournal } from "@dosekit/sdk/forwarding";
import { describe, expect, test } from "vitest";
import { CrashableTable } from "../../../support/sdk/crashable-table.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const ALERT = { kind: "alert.raised", alert: "1.20", alertId: "gw-1-1", about: "d1" } as const;

/** A journal over a table, and the records that it handed out. */
function opened(table: CrashableTable, timers = new VirtualTimers()) {
  const sent: Event[] = [];
  const faults: string[] = [];
  const journal = new OwnJournal({
    ...{ ownId: "gateway", table, timers, nowMs: timers.nowMs, drawEpoch: () => 9 },
    onFault: ({ code }) => void faults.push(code),
  });
  let kept: ReadonlyMap<string, unknown> = new Map();
  journal.open((result) => {
    if (!("code" in result)) kept = result;
  });
  journal.attach({
    onLink: () => {},
    onMessage: (_id, channel, payload) => {
      const event = channel === "evt" ? decodeAs(DeviceEvent, payload) : undefined;
      if (event?.ok === true) sent.push(event.value);
    },
  });
  const acknowledge = (throughSeq: number) =>
    journal.onDown("ack", encodeMessage(EventAcknowledgement, { epoch: 9, throughSeq }));
  return { journal, sent, faults, kept, timers, acknowledge };
}

const seqs = (sent: readonly Event[]) => sent.map(({ seq }) => seq);

describe("the gateway's own journal", () => {
  test("hands out nothing that a crash could still take back", () => {
    const table = new CrashableTable();
    const { journal, sent, timers } = opened(table);
    table.flush();
    journal.write(new Map(), [ALERT]);
    table.flush();
    timers.advance(1);
    journal.write(new Map(), [ALERT]);
    timers.advance(60_000);
    expect(new Set(seqs(sent))).toEqual(new Set([1]));
    table.flush();
    timers.advance(1);
    expect(seqs(sent).at(-1)).toBe(2);
  });

  test("numbers anew what a crash took back, and keeps what it did not", () => {
    const table = new CrashableTable();
    const first = opened(table);
    table.flush();
    first.journal.write(new Map([["contact/d1", { silentMs: 5 }]]), [ALERT]);
    table.flush();
    first.journal.write(new Map([["contact/d1", { silentMs: 9 }]]), [ALERT]);
    table.crash(false);
    const second = opened(table);
    table.flush();
    expect(second.kept.get("contact/d1")).toEqual({ silentMs: 5 });
    expect(second.journal.nextAlertId()).toBe("gw-9-2");
    second.timers.advance(1);
    expect(seqs(second.sent)).toEqual([1]);
  });

  test("sends a record until it is acknowledged, and then forgets it", () => {
    const table = new CrashableTable();
    const { journal, sent, timers, acknowledge } = opened(table);
    table.flush();
    journal.write(new Map(), [ALERT, ALERT]);
    table.flush();
    timers.advance(11_000);
    expect(seqs(sent)).toEqual([1, 2, 1, 2, 1, 2]);
    acknowledge(1);
    timers.advance(6_000);
    expect(seqs(sent).slice(6)).not.toContain(1);
    acknowledge(2);
    expect(journal.waiting).toBe(0);
  });

  test("tells of a disk that refuses, and writes once it does not", () => {
    const table = new CrashableTable();
    const { journal, sent, faults, timers } = opened(table);
    table.flush();
    let isDurable = false;
    journal.write(new Map(), [ALERT], () => {
      isDurable = true;
    });
    table.fail({ code: "inbox-io", message: "full", remedy: "make room" });
    timers.advance(4_000);
    expect([faults, seqs(sent), isDurable]).toEqual([["inbox-io"], [], false]);
    timers.advance(2_000);
    table.flush();
    timers.advance(1);
    expect([seqs(sent), isDurable]).toEqual([[1], true]);
  });
});
