import {
  DeviceEvent,
  DeviceState,
  encodeMessage,
  type MessageDefinition,
  Reply,
  ReportedConfig,
  type UpChannel,
} from "@dosekit/protocols";
import { arbitraryOf } from "@dosekit/protocols/testing";
import { gatewayMetrics, MemoryTable, prometheusText } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";

/** Nobody's: the month is 80 too high. */
const IDENTITY_NUMBERS = ["01817012345", "31925098765", "018170-12345", "x_01817012345"];
const NAME = "Qvigstad";

/** A device's free texts say whatever it likes: here a name and an identity number. */
function spoiled<T extends object>(message: T): T {
  const fields = Object.fromEntries(
    Object.entries(message).map(([field, value]) => {
      if (!FREE_TEXTS.has(field) || typeof value !== "string") return [field, value];
      return [field, `${NAME}01817012345`.slice(0, value.length < 19 ? 19 : 24)];
    }),
  );
  return { ...message, ...fields };
}

const FREE_TEXTS = new Set(["detail", "product", "firmware", "serial", "doseId", "alertId"]);

function messageOf(definition: MessageDefinition, channel: UpChannel) {
  return arbitraryOf(definition).map((message) => {
    return { channel, payload: encodeMessage(definition, spoiled(message)) };
  });
}

const MESSAGE = fc.oneof(
  messageOf(DeviceEvent, "evt"),
  messageOf(DeviceState, "state"),
  messageOf(ReportedConfig, "cfg/reported"),
  messageOf(Reply, "rsp"),
  fc.record({
    channel: fc.constantFrom<UpChannel>("evt", "state", "cfg/reported", "rsp"),
    payload: fc.constantFrom(NAME, "01817012345").map((text) => new TextEncoder().encode(text)),
  }),
);

const STEP = fc.record({
  deviceId: fc.oneof(fc.constantFrom(...IDENTITY_NUMBERS), fc.constantFrom("d1", "d2")),
  message: MESSAGE,
  flips: fc.option(fc.nat({ max: 60 })),
});

describe("log and metrics", () => {
  it("never hold a device's free text, a name or an identity number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 30 }), async (steps) => {
        const limits = { devicesMax: 4, burstMessages: 20 };
        const { client, transport, timers, log } = openGateway({
          limits,
          commandLedger: new MemoryTable(),
        });
        client.onEvent(() => {
          throw new Error(`${NAME} 01817012345`);
        });
        for (const { deviceId, message, flips } of steps) {
          const payload = message.payload.slice();
          if (flips !== null && flips < payload.length)
            payload[flips] = (payload[flips] ?? 0) ^ 0xff;
          transport.deliver(deviceId, message.channel, payload);
          const how = { actor: "staff", withinMs: 1_000, commandId: "c-1" } as const;
          void client.handle(deviceId).commands.showMessage(`${NAME} 01817012345`, how);
          timers.advance(400);
        }
        await new Promise<void>((resolve) => setImmediate(resolve));
        timers.advance(5_000);
        const text = `${JSON.stringify(log)}\n${prometheusText(gatewayMetrics(client).snapshot())}`;
        expect(text).not.toContain(NAME);
        expect(text).not.toMatch(/(?<!\d)\d{6}[-_ ]?\d{5}(?!\d)/);
      }),
      { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 1_000 : 60 },
    );
  });
});
