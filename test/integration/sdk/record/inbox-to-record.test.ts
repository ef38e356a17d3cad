import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceEvent, DeviceState, encodeMessage, type Instant } from "@dosekit/protocols";
import { GatewayClient, LevelInboxStore, RealGatewayTimers } from "@dosekit/sdk";
import { DeadLetters, FhirEndpoint, RecordForwarder } from "@dosekit/sdk/record";
import { PatientRegister } from "@dosekit/sdk/register";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FhirServer, status } from "../../../support/fhir-server.ts";
import { vkpOptions } from "../../../support/record-rows.ts";
import { ScriptedTransport } from "../../../support/sdk/scripted-transport.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { placementOf } from "../../../support/synthetic-people.ts";
import { at, problemsIn } from "../../../support/vkp-rules.ts";

const EVENTS = 30;
let server: FhirServer;

beforeAll(async () => {
  server = await FhirServer.start();
});
afterAll(() => server.stop());

describe("from the durable inbox to the patient record", () => {
  test("every event arrives once and in order, through crashes and a server that misbehaves", async () => {
    const folder = mkdtempSync(join(tmpdir(), "to-record-"));
    const register = new PatientRegister({
      ...{ path: join(folder, "register"), key: new Uint8Array(32).fill(3) },
    });
    register.add(placementOf());
    const letters = new DeadLetters(join(folder, "letters"));
    server.next(
      ...[status(503), status(500), () => {}, status(422), status(429, { "retry-after": "0" })],
    );
    for (let life = 0; server.kept.size < EVENTS - 1; life += 1) {
      await liveOnce({ folder, register, letters, life });
    }
    const refused = letters.list().letters;
    expect(refused).toMatchObject([{ code: "http-422" }]);
    expect(server.kept.size).toBe(EVENTS - 1);
    // In order, though some came more than once.
    const firsts = [...server.kept.values()].map((bundle) =>
      String(at(bundle, "entry", 1, "resource", "identifiedDateTime")),
    );
    expect(firsts).toEqual([...firsts].sort());
    expect([...server.kept.values()].flatMap((bundle) => problemsIn(bundle as never))).toEqual([]);
  });
});

/** Runs a gateway until it has told seven more, and ends it in the midst of the next. */
async function liveOnce(parts: {
  readonly folder: string;
  readonly register: PatientRegister;
  readonly letters: DeadLetters;
  readonly life: number;
}): Promise<void> {
  const { folder, register, letters, life } = parts;
  const transport = new ScriptedTransport();
  const timers = new RealGatewayTimers();
  const store = new LevelInboxStore(join(folder, "inbox"));
  const client = new GatewayClient({ transport, store, timers, nowMs: Date.now });
  await client.start();
  if (life === 0) sendAll(transport);
  const endpoint = new FhirEndpoint({
    ...{ url: server.url, authority: server.authority, timeoutMs: 300, nowMs: Date.now },
  });
  const forwarder = new RecordForwarder({
    ...{ source: client, register, endpoint, letters, vkp: vkpOptions(), nowMs: Date.now },
    backOff: { firstMs: 5, longestMs: 20 },
  });
  const end = new AbortController();
  const before = server.kept.size;
  const running = forwarder.run(end.signal);
  const goal = Math.min(EVENTS - 1, before + 7);
  await waitUntil(`${goal} messages`, () => server.kept.size >= goal);
  end.abort();
  await running;
  await client.stop();
  timers.cancelAll();
  endpoint.close();
}

function sendAll(transport: ScriptedTransport): void {
  const birth = { status: "online", bootId: 1, epoch: 9, firstSeq: 1, lastSeq: EVENTS } as const;
  transport.deliver("d1", "state", encodeMessage(DeviceState, birth));
  const startMs = Date.now() - 3_600_000;
  for (let seq = 1; seq <= EVENTS; seq += 1) {
    const event: DeviceEvent = {
      ...{ epoch: 9, seq, kind: "alert.raised", bootId: 1, uptimeMs: seq, clock: "synced" },
      ...{ civilMs: (startMs + seq * 1_000) as Instant, alertId: `9-${seq}`, alert: "1.5" },
    };
    transport.deliver("d1", "evt", encodeMessage(DeviceEvent, event));
  }
}
