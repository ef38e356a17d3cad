import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { FhirEndpoint, recordMessage } from "@dosekit/sdk/record";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Behaviour, FhirServer, status } from "../../../support/fhir-server.ts";
import { rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

let server: FhirServer;
let endpoint: FhirEndpoint;
const never = new AbortController().signal;

function bundleOf(position: number) {
  const row = rowOf({ kind: "alert.raised", alertId: `9-${position}`, alert: "1.5" }, { position });
  const message = recordMessage(row, placementOf(), vkpOptions());
  if (message.kind !== "message") throw new Error("no message");
  return message.bundle;
}

function endpointTo(url: string, timeoutMs = 500): FhirEndpoint {
  return new FhirEndpoint({ url, authority: server.authority, timeoutMs, nowMs: Date.now });
}

beforeAll(async () => {
  server = await FhirServer.start();
  endpoint = endpointTo(server.url);
});
afterAll(async () => {
  endpoint.close();
  await server.stop();
});

describe("a FHIR endpoint", () => {
  test("keeps the same bundle once, however often it is sent", async () => {
    const bundle = bundleOf(1);
    const kinds: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      kinds.push((await endpoint.deliver(bundle, never)).kind);
    }
    expect(kinds).toEqual(["delivered", "delivered", "delivered"]);
    expect(server.kept.size).toBe(1);
    expect(server.posted.at(-1)?.headers).toMatchObject({
      "content-type": "application/fhir+json; charset=utf-8",
      "if-none-exist": `identifier=urn:ietf:rfc:3986|urn:uuid:${bundle.id}`,
    });
  });

  test("is asked with the token of the moment, and waited for no longer than the limit", async () => {
    const options = { url: server.url, authority: server.authority, nowMs: Date.now };
    let count = 0;
    const token = async () => {
      count += 1;
      return `token-${count}`;
    };
    const known = new FhirEndpoint({ ...options, token });
    await known.deliver(bundleOf(2), never);
    await known.deliver(bundleOf(2), never);
    expect(server.posted.at(-1)?.headers.authorization).toBe("Bearer token-2");
    known.close();
    const silent = { token: () => new Promise<string>(() => {}), timeoutMs: 200 };
    const answer = await new FhirEndpoint({ ...options, ...silent }).deliver(bundleOf(2), never);
    expect(answer).toEqual({ kind: "later", code: "timeout" });
    const broken = { token: () => Promise.reject(new Error("secret-of-the-token")) };
    const failed = await new FhirEndpoint({ ...options, ...broken }).deliver(bundleOf(2), never);
    expect(failed).toEqual({ kind: "later", code: "no-contact" });
  });

  const hostile: readonly (readonly [string, Behaviour, object])[] = [
    ["never answers", () => {}, { kind: "later", code: "timeout" }],
    [
      "never ends its answer",
      (_posted, answer) => {
        answer.writeHead(200).write("{");
      },
      { kind: "later", code: "timeout" },
    ],
    ["hangs up", (_posted, answer) => void answer.destroy(), { kind: "later" }],
    [
      "breaks its answer off",
      (_posted, answer) => {
        answer.writeHead(200, { "content-length": "1000" }).write("{");
        setImmediate(() => answer.destroy());
      },
      { kind: "later" },
    ],
    [
      "answers without end",
      (_posted, answer) => {
        answer.writeHead(200);
        const more = () => {
          if (!answer.destroyed) answer.write("x".repeat(16_384), () => setImmediate(more));
        };
        more();
      },
      { kind: "delivered", status: 200 },
    ],
    [
      "answers with a million brackets",
      (_posted, answer) => void answer.writeHead(200).end("[".repeat(1_000_000)),
      { kind: "delivered" },
    ],
    [
      "answers with other types",
      (_posted, answer) => void answer.writeHead(200).end('{"resourceType":"Bundle","entry":7}'),
      { kind: "delivered" },
    ],
    [
      "answers with headers that are too long",
      (_posted, answer) => void answer.writeHead(200, { "x-long": "x".repeat(60_000) }).end(),
      { kind: "later", code: "HPE_HEADER_OVERFLOW" },
    ],
    [
      "is busy and says until when",
      status(503, { "retry-after": "7" }),
      { kind: "later", code: "http-503", afterMs: 7_000 },
    ],
    ["has enough", status(429), { kind: "later", code: "http-429" }],
    ["refuses", status(422), { kind: "refused", code: "http-422" }],
    ["fails", status(500), { kind: "failed", code: "http-500" }],
  ];

  test.each(hostile)("that %s harms nothing", async (_name, behaviour, expected) => {
    server.next(behaviour);
    const own = endpointTo(server.url);
    expect(await own.deliver(bundleOf(3), never)).toMatchObject(expected);
    expect((await own.deliver(bundleOf(3), never)).kind).toBe("delivered");
    own.close();
  });

  test("that leads elsewhere is not followed", async () => {
    let visits = 0;
    const elsewhere = createServer((_asked, answer) => {
      visits += 1;
      answer.end("{}");
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
    for (const code of [301, 302, 307, 308]) {
      server.next(status(code, { location }));
      const answer = await endpoint.deliver(bundleOf(4), never);
      expect(answer).toMatchObject({ kind: "later", code: `http-${code}` });
    }
    expect(visits).toBe(0);
    await new Promise((resolve) => elsewhere.close(resolve));
  });

  test("that is not the one it says is told nothing", async () => {
    const before = server.posted.length;
    const stranger = new FhirEndpoint({ url: server.url, nowMs: Date.now });
    expect((await stranger.deliver(bundleOf(5), never)).kind).toBe("later");
    const other = await FhirServer.start(["elsewhere.example"]);
    const wrongName = { url: other.url, authority: other.authority, nowMs: Date.now };
    const answer = await new FhirEndpoint(wrongName).deliver(bundleOf(5), never);
    expect(answer).toEqual({ kind: "later", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(other.posted).toHaveLength(0);
    expect(server.posted).toHaveLength(before);
    await other.stop();
  });

  test("that takes the connection and says nothing is given up in time", async () => {
    const silent = createSocketServer((socket) => socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, "localhost", resolve));
    const url = `https://localhost:${(silent.address() as AddressInfo).port}/fhir`;
    const own = endpointTo(url, 200);
    expect(await own.deliver(bundleOf(7), never)).toEqual({ kind: "later", code: "timeout" });
    own.close();
    await new Promise((resolve) => silent.close(resolve));
    const gone = await own.deliver(bundleOf(7), never);
    expect(gone).toEqual({ kind: "later", code: "ECONNREFUSED" });
  });

  test("is reached by HTTPS alone", () => {
    const urls = ["http://localhost/fhir", "https://user:word@localhost/fhir", "ftp://localhost"];
    for (const url of urls) {
      expect(() => new FhirEndpoint({ url, nowMs: Date.now })).toThrow(RangeError);
    }
  });

  test("is let go of at once when everything ends", async () => {
    server.next(() => {});
    const end = new AbortController();
    const patient = endpointTo(server.url, 60_000);
    const answer = patient.deliver(bundleOf(6), end.signal);
    setTimeout(() => end.abort(), 50);
    expect(await answer).toMatchObject({ kind: "later" });
    expect((await patient.deliver(bundleOf(6), end.signal)).kind).toBe("later");
    patient.close();
  });
});
