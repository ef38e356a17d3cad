import {
  digestAnswer,
  headerOf,
  parseSipDatagram,
  type SipOutcome,
  SipUserAgent,
  writeSip,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { ScriptedCentre } from "../../../../support/sdk/response-centre/scripted-centre.ts";
import {
  VirtualSipTransport,
  type Weather,
} from "../../../../support/sdk/response-centre/virtual-sip-transport.ts";
import { VirtualTimers } from "../../../../support/sdk/virtual-timers.ts";

function agentWith(receiver: ScriptedCentre, weather?: Weather, password = "secret") {
  const timers = new VirtualTimers();
  const transport = new VirtualSipTransport("r", receiver, timers, weather);
  const contents: string[] = [];
  let tokens = 0;
  const agent = new SipUserAgent({
    name: "test",
    transport,
    identity: { fromUri: "sip:gateway@example.org", toUri: "sip:alarm@example.org" },
    timers,
    nowMs: timers.nowMs,
    randomToken: () => {
      tokens += 1;
      return `t${tokens}`;
    },
    credentials: { username: "gateway", password },
    onContent: ({ body }) => {
      contents.push(body);
      return 200;
    },
  });
  agent.open();
  const outcomes: SipOutcome[] = [];
  const ask = () => agent.request("OPTIONS", undefined, (outcome) => outcomes.push(outcome));
  return { timers, transport, agent, contents, outcomes, ask };
}

/** Asks for `gateway` and `secret`, with one nonce after the other as given. */
function guard(algorithm: "MD5" | "SHA-256", nonces: readonly string[] = ["n1"]) {
  let asked = 0;
  return new ScriptedCentre(
    () => "accept",
    (request) => {
      const nonce = nonces[Math.min(asked, nonces.length - 1)] ?? "";
      const challenge = { realm: "r", nonce, opaque: "o", algorithm, qopAuth: true, stale: false };
      const given = headerOf(request, "authorization");
      const cnonce = /cnonce="([^"]*)"/.exec(given ?? "")?.[1] ?? "";
      const who = { username: "gateway", password: "secret", cnonce };
      const right = digestAnswer({ challenge, ...who, method: request.method, uri: request.uri });
      if (given === right) return undefined;
      asked += 1;
      const next = nonces[Math.min(asked, nonces.length - 1)] ?? "";
      const fields = `realm="r", nonce="${next}", opaque="o", algorithm=${algorithm}, qop="auth"`;
      return { challenge: `Digest ${fields}${asked > 1 && next !== nonce ? ", stale=true" : ""}` };
    },
  );
}

describe("authentication", () => {
  test.each(["MD5", "SHA-256"] as const)("is done with %s", (algorithm) => {
    const bench = agentWith(guard(algorithm));
    bench.ask();
    bench.timers.advance(1_000);
    expect(bench.outcomes).toEqual([{ ok: true, status: 200, body: "" }]);
  });

  test("is done again when the nonce was too old", () => {
    const bench = agentWith(guard("SHA-256", ["n0", "n1", "n2"]));
    bench.ask();
    bench.timers.advance(1_000);
    expect(bench.outcomes[0]).toBeDefined();
    expect(bench.transport.sentMs.length).toBeLessThanOrEqual(3);
  });

  test("with a wrong password ends after one attempt", () => {
    const bench = agentWith(guard("MD5"), undefined, "wrong");
    bench.ask();
    bench.timers.advance(60_000);
    expect(bench.outcomes).toEqual([{ ok: false, why: "authentication", status: 401 }]);
    expect(bench.transport.sentMs).toHaveLength(2);
  });
});

describe("what comes in", () => {
  test("is acted upon once and answered every time", () => {
    const receiver = new ScriptedCentre();
    const bench = agentWith(receiver);
    const asked = parseSipDatagram(
      writeSip({
        kind: "request",
        method: "MESSAGE",
        uri: "sip:x",
        headers: ["Via", "From", "To", "Call-ID"].map((name) => ({
          name: name.toLowerCase(),
          value: "SIP/2.0/UDP a;branch=z9hG4bK1",
        })),
        body: "",
      }),
    );
    expect(asked.ok).toBe(false);
    const answer = receiver.answer(
      { kind: "request", method: "MESSAGE", uri: "sip:x", headers: [], body: "" },
      { ref: "A1", snu: 0 },
    );
    for (let time = 0; time < 3; time += 1) bench.transport.inject(writeSip(answer));
    bench.timers.advance(1_000);
    expect(bench.contents).toHaveLength(1);
    expect(bench.agent.counters()).toMatchObject({ answeredAgain: 2, received: 3 });
  });

  test("that is no message, or answers nothing, is counted", () => {
    const bench = agentWith(new ScriptedCentre());
    bench.transport.inject(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
    const stray =
      "SIP/2.0 200 OK\r\nv: x;branch=z9\r\nf: a\r\nt: b\r\ni: c\r\nCSeq: 1 MESSAGE\r\n\r\n";
    bench.transport.inject(new TextEncoder().encode(stray));
    bench.timers.advance(1_000);
    expect(bench.agent.counters()).toMatchObject({ malformed: 1, stray: 1 });
  });
});

test("a connection that ends fails what waits for an answer", () => {
  const bench = agentWith(new ScriptedCentre(), () => 5_000);
  bench.ask();
  bench.transport.break();
  expect(bench.outcomes).toEqual([{ ok: false, why: "transport" }]);
  bench.timers.advance(60_000);
  expect(bench.outcomes).toHaveLength(1);
});

test("a request that is too large for UDP is not sent", () => {
  const bench = agentWith(new ScriptedCentre());
  const content = { type: "text/plain", body: "x".repeat(1_300) };
  bench.agent.request("MESSAGE", content, (outcome) => bench.outcomes.push(outcome));
  bench.timers.advance(1_000);
  expect(bench.outcomes).toEqual([{ ok: false, why: "too-large" }]);
  expect(bench.transport.sentMs).toEqual([]);
});
