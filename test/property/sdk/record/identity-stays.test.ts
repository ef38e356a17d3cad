import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AlertCode,
  DeviceEvent,
  DeviceState,
  encodeMessage,
  type GatewayTransport,
  type GatewayTransportListener,
  type Instant,
} from "@dosekit/protocols";
import {
  exportPlan,
  GatewayClient,
  type InboxRow,
  importPlan,
  MemoryInboxStore,
  rowJson,
  rowText,
} from "@dosekit/sdk";
import { DeadLetters, type DeliveryAnswer, RecordForwarder } from "@dosekit/sdk/record";
import { PatientRegister } from "@dosekit/sdk/register";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fhirBundle, medicationRequest } from "../../../support/fhir-bundles.ts";
import { vkpOptions } from "../../../support/record-rows.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";
import { placementOf, syntheticNumber } from "../../../support/synthetic-people.ts";

const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 500 : 25;
const NAME = "Sigrid Syntetisk";
const KEY = new Uint8Array(32).fill(9);

type EventParts = Partial<DeviceEvent> & Pick<DeviceEvent, "kind">;
const anyEvent: fc.Arbitrary<EventParts> = fc.oneof(
  fc.constantFrom<EventParts>(
    { kind: "dose.released", doseId: "t/1", dispense: "1.1", evidence: "presented" },
    { kind: "dose.closed", doseId: "t/1", outcome: "retrieved", evidence: "retrieved" },
    { kind: "dose.closed", doseId: "t/2", outcome: "missed" },
    { kind: "dose.closed", doseId: "t/3", outcome: "uncertain", clock: "unset" },
    { kind: "travel.dispensed", dispense: "2.1", count: 3 },
    { kind: "message.acknowledged", dispense: "3" },
    { kind: "alert.acknowledged", alertId: "9-1", alert: "1.5", actor: "staff" },
    { kind: "lid.opened" },
  ),
  fc.integer({ min: 1, max: 23 }).map((code): EventParts => {
    return { kind: "alert.raised", alertId: "9-1", alert: `1.${code}` as AlertCode };
  }),
);
const anyAnswer: fc.Arbitrary<DeliveryAnswer> = fc.constantFrom<DeliveryAnswer>(
  { kind: "delivered", status: 200 },
  { kind: "later", code: "timeout" },
  { kind: "failed", code: "http-500" },
  { kind: "refused", code: "http-422" },
);

describe("the number and the name of a person", () => {
  test("leave the register in messages for the record alone", async () => {
    const story = fc.record({
      identityNumber: syntheticNumber,
      events: fc.array(anyEvent, { minLength: 1, maxLength: 6 }),
      answers: fc.array(anyAnswer, { maxLength: 8 }),
      isPlaced: fc.boolean(),
    });
    let told = 0;
    await fc.assert(
      fc.asyncProperty(story, async ({ identityNumber, events, answers, isPlaced }) => {
        const { seen, messages } = await live({ identityNumber, events, answers, isPlaced });
        for (const form of formsOf(identityNumber)) {
          expect(seen.filter((bytes) => bytes.includes(form))).toEqual([]);
        }
        expect(seen.filter((bytes) => bytes.includes(NAME))).toEqual([]);
        // The search finds what it looks for, where it is meant to be.
        told += messages.filter((bytes) => bytes.includes(identityNumber)).length;
      }),
      { numRuns },
    );
    expect(told).toBeGreaterThan(0);
  });
});

/** Runs a gateway with register and record, and gathers everything that left them. */
async function live(story: {
  readonly identityNumber: string;
  readonly events: readonly EventParts[];
  readonly answers: readonly DeliveryAnswer[];
  readonly isPlaced: boolean;
}) {
  const folder = mkdtempSync(join(tmpdir(), "identity-"));
  const seen: Buffer[] = [];
  const messages: Buffer[] = [];
  const note = (value: unknown) => {
    const isBytes = value instanceof Uint8Array;
    seen.push(isBytes ? Buffer.from(value) : Buffer.from(JSON.stringify(value)));
  };
  const path = join(folder, "register");
  const register = new PatientRegister({ path, key: KEY });
  const patient = { identityNumber: story.identityNumber, name: NAME };
  note(register.add(placementOf({ id: story.identityNumber, patient })));
  note(register.add(placementOf({ patient: { ...patient, name: "" } })));
  if (story.isPlaced) note(register.add(placementOf({ patient })));
  note(register.add(placementOf({ id: "again", patient })));
  note(register.add(placementOf({ id: "again", patient })));
  note(register.change(placementOf({ id: "unknown", patient })));
  note(errorOf(() => new PatientRegister({ path, key: new Uint8Array(32) })));

  const timers = new VirtualTimers();
  const { transport, send } = wireOf(note);
  const options = { transport, store: new MemoryInboxStore(), timers, nowMs: timers.nowMs };
  const client = new GatewayClient({ ...options, log: note });
  client.onEvent((row: InboxRow) => note([rowJson(row, client.device("d1")), rowText(row)]));
  client.open();
  send(story.events, timers.nowMs());
  timers.advance(1_000);

  const left = [...story.answers];
  const letters = new DeadLetters(join(folder, "letters"));
  const end = new AbortController();
  const forwarder = new RecordForwarder({
    ...{ source: client, register, letters, vkp: vkpOptions(), nowMs: timers.nowMs, log: note },
    endpoint: {
      deliver: async (bundle) => {
        messages.push(Buffer.from(JSON.stringify(bundle)));
        return left.shift() ?? { kind: "delivered", status: 201 };
      },
    },
    wait: async () => {},
  });
  const running = forwarder.run(end.signal);
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  for (const { position } of letters.list().letters)
    note(await forwarder.resend(position, end.signal));
  end.abort();
  await running;
  note(forwarder.counters());
  note([client.counters(), client.devices()]);
  client.close();
  notePlans(story.identityNumber, note);
  for (const name of readdirSync(join(folder, "letters"))) {
    note(readFileSync(join(folder, "letters", name)));
  }
  note(readFileSync(path, { flag: "a+" }));
  rmSync(folder, { recursive: true });
  return { seen, messages };
}

/** A request may name its patient by number: no plan and no problem of it may hold that. */
function notePlans(identityNumber: string, note: (value: unknown) => void): void {
  const options = { zone: "Europe/Oslo", earlyMin: 0, lateMin: 20, minimumSpacingMin: 0 };
  const good = { times: ["08:00"], start: "2026-01-05" };
  for (const timing of [good, { ...good, start: "2026-01" }]) {
    const found = importPlan(fhirBundle([medicationRequest([timing], identityNumber)]), options);
    if (!found.ok) note(found.problems);
    else {
      const plan = found.plans[0]?.plan;
      note(plan);
      if (plan !== undefined) note(exportPlan(plan, { subject: "Patient/p1", medication: "x" }));
    }
  }
}

/** Both directions of OMDP: what the gateway sends is noted, and the device's records are sent. */
function wireOf(note: (value: unknown) => void) {
  let listener: GatewayTransportListener | undefined;
  const transport: GatewayTransport = {
    open: (opened) => {
      listener = opened;
      opened.onLink(true);
    },
    send: (_deviceId, _channel, payload) => note(payload),
    close: () => {},
  };
  const send = (events: readonly EventParts[], nowMs: number) => {
    const birth = { status: "online", bootId: 1, epoch: 9, firstSeq: 1, lastSeq: events.length };
    listener?.onMessage("d1", "state", encodeMessage(DeviceState, birth as DeviceState), false);
    for (const [at, event] of events.entries()) {
      const place = { epoch: 9, seq: at + 1, bootId: 1, uptimeMs: 1_000 };
      const time = { civilMs: nowMs as Instant, clock: "synced" } as const;
      const bytes = encodeMessage(DeviceEvent, { ...place, ...time, ...event });
      note(bytes);
      listener?.onMessage("d1", "evt", bytes, false);
    }
  };
  return { transport, send };
}

/** A number as it could hide in bytes: plain, wide, in hexadecimal and in base64 at every offset. */
function formsOf(number: string): readonly Buffer[] {
  const plain = Buffer.from(number);
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), plain]).toString("base64");
    // What depends on the bytes around it is left out.
    return text.slice(shift === 0 ? 0 : shift + 1, -4);
  });
  return [
    ...[plain, Buffer.from(number, "utf16le"), Buffer.from(plain.toString("hex"))],
    ...shifted.map((text) => Buffer.from(text)),
  ];
}

function errorOf(act: () => unknown): unknown {
  try {
    act();
    return "no error";
  } catch (cause) {
    return cause instanceof Error ? [cause.name, cause.message, cause.stack] : "no error";
  }
}
