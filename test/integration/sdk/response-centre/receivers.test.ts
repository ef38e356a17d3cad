import { RealGatewayTimers } from "@dosekit/sdk";
import { certify, makeAuthority } from "@dosekit/sdk/provisioning";
import {
  MemoryTable,
  ResponseCentre,
  type ResponseCentreOptions,
  randomToken,
  type SipTransport,
  StreamSipTransport,
  UdpSipTransport,
} from "@dosekit/sdk/response-centre";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { alertRow } from "../../../support/sdk/response-centre/centre-bench.ts";
import { ScriptedCentre } from "../../../support/sdk/response-centre/scripted-centre.ts";
import {
  listenOnStream,
  listenOnUdp,
  type SocketReceiver,
} from "../../../support/sdk/response-centre/socket-receiver.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";

const WAYS = ["UDP", "TCP", "TLS"] as const;
type Way = (typeof WAYS)[number];

let authority = "";
let server = { cert: "", key: "" };
let stranger = { cert: "", key: "" };
const ending: (() => void | Promise<void>)[] = [];

beforeAll(async () => {
  const made = { nowMs: Date.now(), days: 2 };
  const own = await makeAuthority("authority", made);
  const other = await makeAuthority("stranger", made);
  const request = { name: "centre", use: "broker", hosts: ["localhost"], ...made } as const;
  const [cert, wrong] = [await certify(own, request), await certify(other, request)];
  authority = own.certificate;
  server = { cert: cert.certificate, key: cert.privateKey };
  stranger = { cert: wrong.certificate, key: wrong.privateKey };
});

afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

async function listen(way: Way, centre: ScriptedCentre, identity = server) {
  const receiver: SocketReceiver =
    way === "UDP"
      ? await listenOnUdp(centre)
      : await listenOnStream(centre, way === "TLS" ? identity : undefined);
  ending.push(() => receiver.stop());
  return receiver;
}

function transportTo(way: Way, port: number): SipTransport {
  if (way === "UDP") return new UdpSipTransport({ host: "127.0.0.1", port });
  const tls = way === "TLS" ? { tls: { ca: authority } } : {};
  return new StreamSipTransport({ host: way === "TLS" ? "localhost" : "127.0.0.1", port, ...tls });
}

function open(transports: readonly SipTransport[], more: Partial<ResponseCentreOptions> = {}) {
  const timers = new RealGatewayTimers();
  const receivers = transports.map((transport, index) => ({
    name: `r${index}`,
    transport,
    identity: { fromUri: "sip:gateway@example.org", toUri: "sip:alarm@example.org" },
    cid: "47110815",
    pingMs: 0,
    // A tenth of the standard's waits: what is waited for here is loopback.
    sip: { t1Ms: 50, t2Ms: 400, t4Ms: 500 },
    exchange: { answerMs: 300 },
  }));
  const centre = new ResponseCentre({
    centres: [{ name: "home", receivers, timing: { retryFirstMs: 100, retryLongestMs: 200 } }],
    addressOf: (deviceId) => ({ cid: "47110815", did: deviceId }),
    table: new MemoryTable(),
    timers,
    nowMs: Date.now,
    randomToken,
    sendCommand: () => Promise.reject(new Error("not asked for")),
    ...more,
  });
  centre.open();
  ending.push(
    () =>
      new Promise((resolve) =>
        centre.close(() => {
          timers.cancelAll();
          resolve();
        }),
      ),
  );
  return centre;
}

describe.each(WAYS)("over %s", (way) => {
  test("alerts are accepted, each once, by a receiver that loses, delays and is mute", async () => {
    const receiver = new ScriptedCentre((_request, nth) => {
      if (nth === 0) return way === "UDP" ? "drop" : "busy";
      return nth === 1 ? "mute" : nth === 2 ? "lose-answer" : "accept";
    });
    const { port } = await listen(way, receiver);
    const centre = open([transportTo(way, port)]);
    for (const seq of [1, 2, 3]) centre.take(alertRow(seq), () => undefined);
    await waitUntil("three accepted", () => centre.counters().accepted === 3);
    expect(receiver.accepted.size).toBe(3);
    expect(centre.deliveries().map(({ status }) => status)).toEqual(Array(3).fill("accepted"));
  });

  test("the second receiver takes what the first never answers", async () => {
    const [first, second] = [new ScriptedCentre(() => "drop"), new ScriptedCentre()];
    const ports = [(await listen(way, first)).port, (await listen(way, second)).port];
    const centre = open(ports.map((port) => transportTo(way, port)));
    centre.take(alertRow(1), () => undefined);
    await waitUntil("accepted", () => centre.counters().accepted === 1);
    expect([first.accepted.size, second.accepted.size]).toEqual([0, 1]);
  });

  test("garbage from the receiver costs nothing but a counter", async () => {
    const receiver = new ScriptedCentre();
    const listening = await listen(way, receiver);
    const centre = open([transportTo(way, listening.port)]);
    centre.take(alertRow(1), () => undefined);
    await waitUntil("accepted", () => centre.counters().accepted === 1);
    listening.send(new TextEncoder().encode("HTTP/1.1 200 OK\r\nServer: none\r\n\r\n"));
    await waitUntil("counted", () => centre.counters().lines["r0"]?.malformed === 1);
    centre.take(alertRow(2), () => undefined);
    await waitUntil("accepted again", () => centre.counters().accepted === 2);
    expect(receiver.accepted.size).toBe(2);
  });
});

describe.each(["TCP", "TLS"] as const)("a connection over %s", (way) => {
  test("that ends is made again when there is something to send", async () => {
    const receiver = new ScriptedCentre();
    const listening = await listen(way, receiver);
    const centre = open([transportTo(way, listening.port)]);
    centre.take(alertRow(1), () => undefined);
    await waitUntil("accepted", () => centre.counters().accepted === 1);
    listening.hangUp();
    centre.take(alertRow(2), () => undefined);
    await waitUntil("accepted again", () => centre.counters().accepted === 2);
    expect(receiver.accepted.size).toBe(2);
  });
});

test("nothing is told to a receiver whose certificate is signed by another authority", async () => {
  const wrong = new ScriptedCentre();
  const { port } = await listen("TLS", wrong, stranger);
  const centre = open([transportTo("TLS", port)]);
  centre.take(alertRow(1), () => undefined);
  await waitUntil("tried twice", () => (centre.deliveries()[0]?.attempts ?? 0) >= 2);
  expect(wrong.requests).toEqual([]);
  expect(centre.deliveries()[0]?.last?.outcome).toBe("unreachable");
});

test("a receiver that never answers keeps no other centre waiting", async () => {
  const [silent, quick] = [new ScriptedCentre(() => "drop"), new ScriptedCentre()];
  const ports = [(await listen("UDP", silent)).port, (await listen("UDP", quick)).port];
  const identity = { fromUri: "sip:gateway@example.org", toUri: "sip:alarm@example.org" };
  const centres = ports.map((port, index) => ({
    name: `c${index}`,
    receivers: [
      { name: `c${index}`, transport: transportTo("UDP", port), identity, cid: "1", pingMs: 0 },
    ],
  }));
  const centre = open([], { centres, centreOf: (deviceId) => (deviceId === "d2" ? "c1" : "c0") });
  for (let seq = 1; seq <= 20; seq += 1) centre.take(alertRow(seq), () => undefined);
  centre.take(alertRow(21, { deviceId: "d2" }), () => undefined);
  await waitUntil("the other one", () => quick.accepted.size === 1, 5_000);
  expect(silent.accepted.size).toBe(0);
});
