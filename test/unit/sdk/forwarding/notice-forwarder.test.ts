import type { DeviceEvent } from "@dosekit/protocols";
import type { InboxRow } from "@dosekit/sdk";
import { NoticeForwarder } from "@dosekit/sdk/forwarding";
import { MemoryTable, NoticeDesk, type NoticeText } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { rowOf } from "../../../support/record-rows.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const STEP = { kind: "alert.notified", alertId: "9-1", alert: "1.1", about: "d1" } as const;

/** Runs a forwarder over rows; gives who was told what. */
async function told(
  events: readonly (readonly [
    sender: string,
    event: Partial<DeviceEvent> & Pick<DeviceEvent, "kind">,
  ])[],
  table = new MemoryTable(),
) {
  const sent: string[] = [];
  const timers = new VirtualTimers();
  const channel = {
    send: (address: string, { body }: NoticeText) => {
      sent.push(`${address}: ${body}`);
      return Promise.resolve({ ok: true } as const);
    },
  };
  const make = () =>
    new NoticeDesk({
      ...{ channels: { mail: channel }, table, timers, nowMs: timers.nowMs },
      clock: { zone: "Europe/Oslo" },
      contactsOf: (deviceId, recipient) => [
        { channel: "mail", address: `${recipient}-of-${deviceId}@x.no` },
      ],
    });
  async function* rows(): AsyncGenerator<InboxRow, void, void> {
    for (const [at, [deviceId, event]] of events.entries()) {
      yield rowOf(event, { deviceId, position: at + 1 });
    }
  }
  const source = { events: rows };
  const raisedMs = () => Date.UTC(2026, 5, 22, 10);
  const forwarder = new NoticeForwarder({ source, make, ownId: "gateway", raisedMs });
  await forwarder.run(new AbortController().signal);
  await turn();
  return sent;
}

describe("the forwarder of notices", () => {
  test("tells whom a step of the gateway's ladder names, and nobody else", async () => {
    const sent = await told([
      ["gateway", { ...STEP, recipient: "next-of-kin" }],
      ["gateway", { ...STEP, recipient: "response-centre" }],
      ["d1", { kind: "alert.raised", alertId: "9-1", alert: "1.1" }],
    ]);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/^next-of-kin-of-d1@x.no: Varsel \(22\.6\., 12:00\)/);
  });

  test("leaves the steps of a device's own ladder to the device, and believes nobody else", async () => {
    const own = { ...STEP, recipient: "next-of-kin" } as const;
    expect(
      await told([
        ["d1", own],
        ["d2", own],
      ]),
    ).toEqual([]);
  });

  test("tells a step once, however often its row comes", async () => {
    const table = new MemoryTable();
    const rows = [["gateway", { ...STEP, recipient: "home-care" }]] as const;
    expect([...(await told(rows, table)), ...(await told(rows, table))]).toHaveLength(1);
  });

  test("tells those who were told of an alert that it is over, and nobody of others", async () => {
    const sent = await told([
      ["gateway", { ...STEP, recipient: "next-of-kin" }],
      ["gateway", { ...STEP, recipient: "next-of-kin" }],
      ["d1", { kind: "alert.cleared", alertId: "9-1", alert: "1.1" }],
      ["d1", { kind: "alert.cleared", alertId: "9-7", alert: "1.5" }],
    ]);
    expect(sent.map((line) => line.split("@")[0])).toEqual([
      "next-of-kin-of-d1",
      "next-of-kin-of-d1",
      "next-of-kin-of-d1",
    ]);
  });
});
