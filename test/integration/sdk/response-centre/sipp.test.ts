import { createServer } from "node:net";
import { RealGatewayTimers } from "@dosekit/sdk";
import {
  MemoryTable,
  ResponseCentre,
  randomToken,
  StreamSipTransport,
  UdpSipTransport,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { alertRow } from "../../../support/sdk/response-centre/centre-bench.ts";
import { hasSipp, startSipp } from "../../../support/sdk/response-centre/sipp.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

const present = hasSipp();
const required = process.env["DOSEKIT_REQUIRE_SIPP"] === "1";

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

test("SIPp is here where it is asked for", () => {
  expect(present || !required).toBe(true);
});

// Reason: SIPp is Debian's package sip-tester; where it is not installed nothing can be asked of it.
describe.skipIf(!present)("SIPp as response centre", () => {
  test.each([
    ["udp", false],
    ["tcp", false],
    ["udp", true],
    ["tcp", true],
  ] as const)("takes an alert over %s, with a password: %s", async (protocol, challenge) => {
    const port = await freePort();
    const sipp = startSipp(protocol, port, { challenge });
    const timers = new RealGatewayTimers();
    const place = { host: "127.0.0.1", port };
    const receiver = {
      name: "sipp",
      transport: protocol === "udp" ? new UdpSipTransport(place) : new StreamSipTransport(place),
      identity: { fromUri: "sip:gateway@127.0.0.1", toUri: `sip:alarm@127.0.0.1:${port}` },
      credentials: { username: "gateway", password: "secret" },
      cid: "47110815",
      pingMs: 0,
    };
    const centre = new ResponseCentre({
      // SIPp takes a moment to listen; over TCP nobody answers until then.
      centres: [{ name: "c", receivers: [receiver], timing: { retryFirstMs: 200 } }],
      addressOf: (deviceId) => ({ cid: "47110815", did: deviceId }),
      table: new MemoryTable(),
      timers,
      nowMs: Date.now,
      randomToken,
      sendCommand: () => Promise.reject(new Error("not asked for")),
    });
    centre.open();
    centre.take(alertRow(1), () => undefined);
    let seen = "";
    try {
      await waitUntil("SIPp has accepted", () => centre.counters().accepted === 1, 15_000);
      await waitUntil("SIPp has ended", () => sipp.child.exitCode !== null, 10_000);
    } finally {
      centre.close();
      timers.cancelAll();
      seen = await sipp.stop();
    }
    expect([sipp.child.exitCode, seen.includes("<stc>0081</stc>")]).toEqual([0, true]);
    if (challenge) expect(seen).toContain("<ste>auth true</ste>");
  });
});
