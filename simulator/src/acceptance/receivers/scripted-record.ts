import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { certify, makeAuthority } from "@dosekit/sdk/provisioning";
import type { MessageBundle } from "@dosekit/sdk/record";

/** What a patient record does with a request: `lose` keeps the message, and hangs up. */
export type RecordReaction = "keep" | "unavailable" | "lose" | "hang-up";

const LIFE_DAYS = 1;
const BODY_BYTES_MAX = 256 * 1_024;

/** A patient record over HTTPS on this machine that does as it is told and keeps what came. */
export class ScriptedRecord {
  /** What is kept, by the name under which it asked to be created only once. */
  readonly kept = new Map<string, MessageBundle>();
  /** Every request as it came, as text. */
  readonly heard: string[] = [];
  readonly #server: Server;
  readonly #authority: string;
  readonly #react: (nth: number) => RecordReaction;

  private constructor(
    made: { readonly server: Server; readonly authority: string },
    react: (nth: number) => RecordReaction,
  ) {
    this.#server = made.server;
    this.#authority = made.authority;
    this.#react = react;
    this.#server.on("request", (asked, answer) => {
      this.#serve(asked, answer).catch(() => answer.destroy());
    });
  }

  /**
   * Starts one with a certificate of its own.
   *
   * @param react says what happens to the nth request, from 0
   */
  static async start(react: (nth: number) => RecordReaction): Promise<ScriptedRecord> {
    const life = { nowMs: Date.now(), days: LIFE_DAYS };
    const authority = await makeAuthority("accept", life);
    const request = { name: "localhost", use: "broker", hosts: ["localhost"], ...life } as const;
    const { certificate, privateKey } = await certify(authority, request);
    const server = createServer({ cert: certificate, key: privateKey });
    const made = { server, authority: authority.certificate };
    const record = new ScriptedRecord(made, react);
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    return record;
  }

  /** Where messages go, and who vouches for it. */
  address(): { readonly url: string; readonly authority: string } {
    const { port } = this.#server.address() as AddressInfo;
    return { url: `https://localhost:${port}/fhir/Bundle`, authority: this.#authority };
  }

  /** Ends it. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const text = await textOf(asked);
    const reaction = this.#react(this.heard.length);
    this.heard.push(text);
    if (reaction === "hang-up") answer.destroy();
    else if (reaction === "unavailable") answer.writeHead(503).end();
    else {
      const name = String(asked.headers["if-none-exist"]);
      const isNew = !this.kept.has(name);
      if (isNew) this.kept.set(name, JSON.parse(text) as MessageBundle);
      if (reaction === "lose") answer.destroy();
      else answer.writeHead(isNew ? 201 : 200, FHIR_JSON).end("{}");
    }
  }
}

const FHIR_JSON = { "content-type": "application/fhir+json" };

async function textOf(asked: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of asked as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > BODY_BYTES_MAX) throw new RangeError("a message beyond all bounds");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
