import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectInOrder } from "../../../support/protocols/expect-in-order.ts";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { SharedLineSimulation } from "../../../support/protocols/shared-line-simulation.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 1_000 : 60;
const FAULTS_MS = 20_000;
const CALM_MS = 60_000;

const lines = fc.record({
  addresses: fc.uniqueArray(fc.integer({ min: 1, max: 126 }), { minLength: 1, maxLength: 6 }),
  baud: fc.constantFrom(9_600, 38_400, 115_200),
  byteChance: fc.constantFrom(0, 0.0001, 0.002, 0.02),
  echoes: fc.boolean(),
});

const acts = fc.array(
  fc.record({
    act: fc.constantFrom("up", "up", "up", "down", "down", "restart"),
    atMs: fc.nat(FAULTS_MS),
    place: fc.nat(5),
    length: fc.oneof(fc.nat(60), fc.integer({ min: 100, max: 2_000 })),
  }),
  { maxLength: 40, size: "max" },
);

describe("a line that several devices share", () => {
  it("never has two that speak at once, and hands over every message once and in order", () => {
    fc.assert(
      fc.property(lines, acts, fc.nat(), (options, story, seed) => {
        const line = new SharedLineSimulation(options, fateStream(seed));
        for (const one of [...story].sort((left, right) => left.atMs - right.atMs)) {
          line.run(one.atMs);
          const address = options.addresses[one.place % options.addresses.length] ?? 0;
          if (one.act === "up") line.sendUp(address, one.length);
          else if (one.act === "down") line.sendDown(address, one.length);
          else line.restart(address);
        }
        line.run(FAULTS_MS);
        line.byteChance = 0;
        line.run(FAULTS_MS + CALM_MS);
        expect(line.collisions).toEqual([]);
        for (const address of options.addresses) {
          const [gateway, device] = [line.gatewayLogs.get(address), line.deviceLogs.get(address)];
          if (gateway === undefined || device === undefined) throw new Error("no logs");
          expectInOrder(gateway, device);
          expectInOrder(device, gateway);
          expect(gateway.contacts.at(-1)?.isOver, "in contact").toBe(false);
          const [up, down] = [line.sendUp(address, 30), line.sendDown(address, 30)];
          line.run(line.nowMs + 3_000);
          expect([gateway.heard.at(-1), device.heard.at(-1)]).toEqual([up, down]);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("picks up an alert in time, however much another device has to say", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (count, seed) => {
        const addresses = Array.from({ length: count }, (_, index) => index + 1);
        const options = { addresses, baud: 115_200, byteChance: 0, echoes: false };
        const line = new SharedLineSimulation(options, fateStream(seed));
        line.run(20_000);
        for (let sent = 0; sent < 40; sent++) line.sendUp(1, 480);
        line.run(line.nowMs + 300);
        const alert = line.sendUp(count, 60);
        const sentAtMs = line.nowMs;
        const isHeard = () => line.gatewayLogs.get(count)?.heard.includes(alert ?? -2) === true;
        while (!isHeard() && line.nowMs < sentAtMs + 60_000) line.run(line.nowMs + 5);
        // A turn: both frames at this speed, the device's wait, and the pause; one of the two long.
        const turnMs = 3 + 20 + 2;
        const longTurnMs = turnMs + 45;
        expect(line.nowMs - sentAtMs).toBeLessThan(250 + count * (turnMs + longTurnMs));
      }),
      { numRuns: RUNS / 6 },
    );
  });

  it("is slowed down by devices that are not there only in one turn of eight", () => {
    const there = [1, 2, 3];
    const gone = Array.from({ length: 40 }, (_, index) => index + 50);
    const options = { addresses: [...there, ...gone], baud: 115_200, byteChance: 0, echoes: false };
    const line = new SharedLineSimulation(options, fateStream(1), there);
    line.run(1_000);
    for (let second = 0; second < 4; second++) {
      for (let sent = 0; sent < 40; sent++) line.sendUp(1, 20);
      line.run(line.nowMs + 1_000);
    }
    expect(line.gatewayLogs.get(1)?.heard.length).toBeGreaterThan(80);
    line.run(30_000);
    expect(line.gatewayLogs.get(60)?.failures).toEqual(["silence"]);
  });
});
