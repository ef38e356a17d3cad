import type { ClientRequest, IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { type DeliveryAnswer, type HttpAnswer, readAnswer } from "./endpoint-answer.ts";
import type { MessageBundle } from "./fhir-types.ts";
import { TimeLimit } from "./time-limit.ts";

/** Takes bundles; anything from HTTPS to a test's list. Never throws. */
export interface RecordEndpoint {
  /** Hands a bundle over once; ends within the endpoint's own time limit. */
  deliver(bundle: MessageBundle, signal: AbortSignal): Promise<DeliveryAnswer>;
}

/** Where bundles go, and how the two ends trust each other. */
export interface FhirEndpointOptions {
  /** `https://…/Bundle`, or the receiver's `$process-message`. */
  readonly url: string;
  /** Authorities of the receiver's certificate, PEM; the system's when absent. */
  readonly authority?: string;
  /** Certificate and key of this end, PEM, where the receiver asks for them. */
  readonly identity?: { readonly certificate: string; readonly privateKey: string };
  /** Gives the bearer token for each attempt; a promise that is rejected counts as no contact. */
  readonly token?: () => Promise<string>;
  /** Longest time for one attempt, answer included, in ms; default 30,000. */
  readonly timeoutMs?: number;
  /** Clock of the gateway, ms since the Unix epoch; for answers that name a date. */
  readonly nowMs: () => number;
}

const TIMEOUT_MS = 30_000;
const ANSWER_BYTES_MAX = 64 * 1024;
const HEADER_BYTES_MAX = 16 * 1024;
const TLS_MIN = "TLSv1.2";

/**
 * A FHIR server over HTTPS. What is sent again bears the same identifier, and asks to be created only
 * if nothing has it yet; redirects are not followed; answers are bounded in time and size.
 *
 * @see FHIR R4 §3.1.0.8.1, conditional create
 */
export class FhirEndpoint implements RecordEndpoint {
  readonly #options: FhirEndpointOptions;
  readonly #url: URL;
  readonly #agent: Agent;

  /** @throws RangeError when the address is not an HTTPS one (a caller's bug) */
  constructor(options: FhirEndpointOptions) {
    this.#url = new URL(options.url);
    const isBare = this.#url.username === "" && this.#url.password === "";
    if (this.#url.protocol !== "https:" || !isBare) {
      throw new RangeError("a record endpoint is an https address without credentials in it");
    }
    this.#options = options;
    const { authority, identity } = options;
    this.#agent = new Agent({
      ...{ keepAlive: true, maxSockets: 1, minVersion: TLS_MIN },
      ...(authority === undefined ? {} : { ca: authority }),
      ...(identity === undefined ? {} : { cert: identity.certificate, key: identity.privateKey }),
    });
  }

  /** See {@link RecordEndpoint}. */
  async deliver(bundle: MessageBundle, signal: AbortSignal): Promise<DeliveryAnswer> {
    const limit = new TimeLimit(this.#options.timeoutMs ?? TIMEOUT_MS, signal);
    try {
      const headers = await this.#headers(bundle, limit.signal);
      const answer = await this.#post(bundle, headers, limit.signal);
      return readAnswer(answer, this.#options.nowMs());
    } catch (cause) {
      return { kind: "later", code: limit.passed ? "timeout" : causeCode(cause) };
    } finally {
      limit.end();
    }
  }

  /** Closes connections that are kept open. */
  close(): void {
    this.#agent.destroy();
  }

  async #headers(bundle: MessageBundle, signal: AbortSignal) {
    const { identifier } = bundle;
    const token = await beforeAbort(this.#options.token?.(), signal);
    return {
      "content-type": "application/fhir+json; charset=utf-8",
      accept: "application/fhir+json",
      "if-none-exist": `identifier=${identifier.system}|${identifier.value}`,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
  }

  #post(
    bundle: MessageBundle,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    const body = Buffer.from(JSON.stringify(bundle));
    return new Promise((resolve, reject) => {
      const sent: ClientRequest = request(
        this.#url,
        {
          ...{ method: "POST", agent: this.#agent, signal, maxHeaderSize: HEADER_BYTES_MAX },
          headers: { ...headers, "content-length": String(body.length) },
        },
        (answer) => collect(answer).then(resolve, reject),
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }
}

/** Reads an answer up to its bound, and ends the connection of one that goes on. */
function collect(answer: IncomingMessage): Promise<HttpAnswer> {
  const { statusCode: status = 0, headers } = answer;
  const told = { status, retryAfter: headers["retry-after"] };
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    answer.on("data", (piece: Buffer) => {
      size += piece.length;
      if (size <= ANSWER_BYTES_MAX) {
        pieces.push(piece);
        return;
      }
      resolve({ ...told, body: undefined });
      answer.destroy();
    });
    answer.on("end", () => resolve({ ...told, body: Buffer.concat(pieces) }));
    answer.on("error", reject);
    answer.on("close", () => reject(new Error("the answer broke off")));
  });
}

/** Waits for a promise no longer than until the signal. */
function beforeAbort<T>(promise: Promise<T> | undefined, signal: AbortSignal) {
  if (promise === undefined) return undefined;
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(new Error("aborted"));
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

/** The system's short code, never a message: that may quote what was sent. */
function causeCode(cause: unknown): string {
  const code = (cause as { readonly code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "no-contact";
}
