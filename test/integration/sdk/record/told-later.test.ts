import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeadLetters, RecordForwarder } from "@dosekit/sdk/record";
import { expect, test } from "vitest";
import { EVENING_MS, vkpOptions } from "../../../support/record-rows.ts";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../support/sdk/messages.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

const SHARE = 3;
const BAD = Array.from({ length: 6 }, (_, at) => `bad-${at}`);
const RECORDS = 8;

test("devices whose records are refused without end are told later, and hold up no other", async () => {
  const { client, transport, timers } = openGateway();
  const letters = new DeadLetters(join(mkdtempSync(join(tmpdir(), "later-")), "epj"), 16, SHARE);
  const delivered: string[] = [];
  let refuses = true;
  // A message names no device: it is sent right after its person was looked up.
  let about = "";
  const forwarder = new RecordForwarder({
    source: client,
    register: {
      placementsOf: (deviceId) => {
        about = deviceId;
        return [placementOf()];
      },
      placementAt: (deviceId) => {
        about = deviceId;
        return placementOf();
      },
    },
    endpoint: {
      deliver: async () => {
        if (refuses && about.startsWith("bad")) return { kind: "refused", code: "http-422" };
        delivered.push(about);
        return { kind: "delivered", status: 201 };
      },
    },
    letters,
    vkp: vkpOptions(),
    nowMs: () => EVENING_MS,
    laterLookMs: 5,
  });
  const end = new AbortController();
  const running = forwarder.run(end.signal);
  for (let seq = 1; seq <= RECORDS; seq += 1) {
    for (const deviceId of [...BAD, "good-1"]) {
      if (seq === 1) transport.deliver(deviceId, "state", birthBytes(5, 1, 1));
      const raised = { kind: "alert.raised", alertId: `5-${seq}`, alert: "1.5" } as const;
      transport.deliver(deviceId, "evt", eventBytes(record(5, seq, raised)));
    }
  }
  timers.advance(1_000);
  await waitUntil("the good one is told", () => delivered.length === RECORDS);
  await waitUntil("the others wait", () => forwarder.counters().later === BAD.length);
  expect(new Set(delivered)).toEqual(new Set(["good-1"]));
  expect(forwarder.counters()).toMatchObject({ surplus: 0, later: BAD.length });
  expect(letters.full).toBe(false);
  expect([...client.consumers().keys()].sort()).toEqual(["record", "record-later"]);
  refuses = false;
  const aside = letters.list().letters;
  for (const { position } of aside) await forwarder.resend(position, end.signal);
  await waitUntil("all are told", () => forwarder.counters().later === 0);
  await waitUntil("nothing is kept back", () => client.consumers().size === 1);
  expect(delivered).toHaveLength((BAD.length + 1) * RECORDS);
  expect(forwarder.counters()).toMatchObject({ surplus: 0, letters: 0 });
  end.abort();
  await running;
  client.close();
});
