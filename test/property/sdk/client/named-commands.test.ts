import { type Command, encodeMessage, Reply } from "@dosekit/protocols";
import { GatewayClient, MemoryInboxStore, MemoryTable } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ScriptedTransport, type Sent } from "../../../support/sdk/scripted-transport.ts";
import { VirtualTimers } from "../../../support/sdk/virtual-timers.ts";

/**
 * A device that keeps the rules and no more: it acts once for each name, and may forget a name as
 * soon as its deadline has passed.
 */
class ForgetfulDevice {
  readonly #nowMs: () => number;
  readonly #handled = new Map<string, number>();
  #released = 0;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get released(): number {
    return this.#released;
  }

  take({ commandId, notAfterMs }: Command): Reply {
    for (const [name, deadlineMs] of this.#handled) {
      if (deadlineMs <= this.#nowMs()) this.#handled.delete(name);
    }
    if (this.#handled.has(commandId)) return { commandId, result: "done" };
    if (notAfterMs <= this.#nowMs()) return { commandId, result: "refused", refusal: "expired" };
    this.#handled.set(commandId, notAfterMs);
    this.#released += 1;
    return { commandId, result: "done" };
  }
}

const STEP = fc.oneof(
  fc.record({ kind: fc.constant("ask"), withinMs: fc.integer({ min: 1, max: 200_000 }) }),
  fc.record({ kind: fc.constant("wait"), byMs: fc.integer({ min: 1, max: 100_000 }) }),
  fc.record({ kind: fc.constantFrom("restart", "lose replies", "bring replies", "cancel") }),
);

const STEPS = fc.array(STEP, { minLength: 4, maxLength: 30 });

describe("a release under a caller's name", () => {
  it("is never carried out twice, however often it is asked for, over restarts too", async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), STEPS, async (beginsWithReplies, steps) => {
        const timers = new VirtualTimers();
        const device = new ForgetfulDevice(timers.nowMs);
        const [store, commandLedger] = [new MemoryInboxStore(), new MemoryTable()];
        let bringsReplies = beginsWithReplies;
        const start = () => {
          const onSend = ({ type, message }: Sent) => {
            if (type !== "command") return;
            const reply = encodeMessage(Reply, device.take(message));
            if (!bringsReplies) return;
            timers.arm(`reply:${message.commandId}:${timers.nowMs()}`, 10, () =>
              transport.deliver("d1", "rsp", reply),
            );
          };
          const transport = new ScriptedTransport(onSend);
          const { nowMs } = timers;
          const client = new GatewayClient({ transport, store, timers, nowMs, commandLedger });
          client.open();
          return client;
        };
        let client = start();
        let abort = new AbortController();
        for (const step of steps) {
          if (step.kind === "ask" && "withinMs" in step) {
            const { withinMs } = step;
            const how = {
              actor: "staff",
              commandId: "trip",
              withinMs,
              signal: abort.signal,
            } as const;
            void client.handle("d1").commands.releaseTravel({ doses: 3 }, how);
          } else if (step.kind === "wait" && "byMs" in step) timers.advance(step.byMs);
          else if (step.kind === "restart") {
            client.close();
            client = start();
          } else if (step.kind === "cancel") {
            abort.abort();
            abort = new AbortController();
          } else bringsReplies = step.kind === "bring replies";
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        expect(device.released).toBeLessThanOrEqual(1);
      }),
      { numRuns: process.env["DOSEKIT_LONG"] === "1" ? 3_000 : 200 },
    );
  });
});
