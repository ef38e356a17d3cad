import { DeviceLink, GatewayLink } from "@dosekit/protocols";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectInOrder } from "../../../support/protocols/expect-in-order.ts";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import {
  type LineFaults,
  PointLineSimulation,
  WHOLE_LINE,
} from "../../../support/protocols/point-line-simulation.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 3_000 : 150;
const FAULTS_MS = 60_000;
/** Longer than the longest pause between attempts and all tries together. */
const CALM_MS = 120_000;

type Act =
  | { readonly act: "send"; readonly end: 0 | 1; readonly atMs: number; readonly length: number }
  | { readonly act: "restart"; readonly end: 0 | 1; readonly atMs: number };

const end = fc.constantFrom<0 | 1>(0, 1);
const atMs = fc.nat(FAULTS_MS);
const length = fc.oneof(fc.nat(40), fc.integer({ min: 100, max: 3_000 }));
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ act: fc.constant("send" as const), end, atMs, length }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant("restart" as const), end, atMs }) },
  ),
  { maxLength: 60, size: "max" },
);

const faults: fc.Arbitrary<LineFaults> = fc.record({
  byteChance: fc.constantFrom(0, 0.0001, 0.002, 0.02),
  lossChance: fc.constantFrom(0, 0.05, 0.3),
  doubleChance: fc.constantFrom(0, 0.1, 0.5),
  delayMsMax: fc.constantFrom(0, 20, 400, 3_000),
});

const settings = fc.record(
  {
    window: fc.integer({ min: 1, max: 4 }),
    payloadMax: fc.constantFrom(128, 512, 1_024),
    baud: fc.constantFrom(9_600, 115_200),
  },
  { requiredKeys: ["window", "payloadMax"] },
);

type Settings = { readonly window: number; readonly payloadMax: number; readonly baud?: number };

function simulate(
  story: readonly Act[],
  lineFaults: LineFaults,
  given: readonly [Settings, Settings],
  seed: number,
): PointLineSimulation {
  let boots = 0;
  const make = [
    () => new GatewayLink({ ...given[0], bootId: ++boots, name: "" }),
    () => new DeviceLink({ ...given[1], bootId: ++boots, name: "dev-1" }),
  ] as const;
  const line = new PointLineSimulation(make, lineFaults, fateStream(seed));
  for (const one of [...story].sort((left, right) => left.atMs - right.atMs)) {
    line.run(one.atMs);
    if (one.act === "send") line.send(one.end, one.length);
    else line.restart(one.end);
  }
  line.run(FAULTS_MS);
  line.faults = WHOLE_LINE;
  line.run(FAULTS_MS + CALM_MS);
  return line;
}

describe("a line with two ends", () => {
  it("hands over each message once and in order, or reports the contact as over", () => {
    fc.assert(
      fc.property(acts, faults, settings, settings, fc.nat(), (story, bad, left, right, seed) => {
        const line = simulate(story, bad, [left, right], seed);
        const [gateway, device] = line.logs;
        expectInOrder(gateway, device);
        expectInOrder(device, gateway);
        expect(gateway.contacts.at(-1)?.isOver, "in contact again").toBe(false);
        expect(device.contacts.at(-1)?.isOver, "in contact again").toBe(false);
        const [down, up] = [line.send(0, 700), line.send(1, 700)];
        line.run(line.nowMs + 5_000);
        expect([device.heard.at(-1), gateway.heard.at(-1)]).toEqual([down, up]);
      }),
      { numRuns: RUNS },
    );
  });

  it("goes on over the wrap of the numbers, whatever is lost on the way", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (seed, window) => {
        const given = { window, payloadMax: 128 };
        const line = simulate([], WHOLE_LINE, [given, given], seed);
        line.faults = { ...WHOLE_LINE, lossChance: 0.1, doubleChance: 0.1 };
        for (let count = 0; count < 400; count++) {
          line.send(1, 10);
          line.run(line.nowMs + 100);
        }
        line.faults = WHOLE_LINE;
        line.run(line.nowMs + CALM_MS);
        expectInOrder(line.logs[1], line.logs[0]);
        expect(line.logs[0].heard.length).toBeGreaterThan(256);
      }),
      { numRuns: RUNS / 15 },
    );
  });

  it("takes any bytes without handing anything over, and is in contact afterwards", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), end, (noise, from) => {
        const given = { window: 1, payloadMax: 512 };
        const line = simulate([], WHOLE_LINE, [given, given], 1);
        for (const bytes of noise) {
          line.inject(from, bytes);
          line.run(line.nowMs + 10);
        }
        line.run(line.nowMs + CALM_MS);
        expect(line.logs.map(({ heard }) => heard)).toEqual([[], []]);
        const sent = line.send(1, 50);
        line.run(line.nowMs + 10_000);
        expect(line.logs[0].heard).toEqual([sent]);
      }),
      { numRuns: RUNS },
    );
  });
});
