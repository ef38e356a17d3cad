import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { certify, makeAuthority } from "@dosekit/sdk/provisioning";

/** One request as the server got it. */
export interface Posted {
  readonly bundle: { readonly id: string; readonly entry: readonly { resource: object }[] };
  readonly headers: IncomingMessage["headers"];
}

/** What the server does with one request. */
export type Behaviour = (posted: Posted, answer: ServerResponse) => void;

/**
 * A FHIR server over HTTPS that keeps bundles by `If-None-Exist`, unless a test gives it a behaviour
 * for the next requests.
 */
export class FhirServer {
  readonly kept = new Map<string, Posted["bundle"]>();
  readonly posted: Posted[] = [];
  readonly authority: string;
  readonly #server: Server;
  #next: Behaviour[] = [];

  private constructor(server: Server, authority: string) {
    this.#server = server;
    this.authority = authority;
  }

  /** Starts a server on a free port, with a certificate for `localhost` by the SDK's provisioning. */
  static async start(hosts: readonly string[] = ["localhost"]): Promise<FhirServer> {
    const life = { nowMs: Date.now(), days: 1 };
    const authority = await makeAuthority("test", life);
    const request = { name: "localhost", use: "broker", hosts, ...life } as const;
    const { certificate, privateKey } = await certify(authority, request);
    const server = createServer({ cert: certificate, key: privateKey });
    const made = new FhirServer(server, authority.certificate);
    server.on("request", (asked, answer) => void made.#serve(asked, answer));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    return made;
  }

  /** Where bundles go. */
  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}/fhir/Bundle`;
  }

  /** Says what happens to the next requests, one each. */
  next(...behaviours: readonly Behaviour[]): void {
    this.#next.push(...behaviours);
  }

  /** Ends every connection. */
  async stop(): Promise<void> {
    this.#next = [];
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const bundle = JSON.parse(Buffer.concat(pieces).toString()) as Posted["bundle"];
    const posted = { bundle, headers: asked.headers };
    this.posted.push(posted);
    const behaviour = this.#next.shift() ?? ((one, to) => this.#keep(one, to));
    behaviour(posted, answer);
  }

  #keep({ bundle, headers }: Posted, answer: ServerResponse): void {
    const name = String(headers["if-none-exist"]);
    const isNew = !this.kept.has(name);
    if (isNew) this.kept.set(name, bundle);
    answer.writeHead(isNew ? 201 : 200, { "content-type": "application/fhir+json" }).end("{}");
  }
}

/** Answers with a status and nothing else of note. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Behaviour {
  return (_posted, answer) => answer.writeHead(code, headers).end("{}");
}
