import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PROMETHEUS_CONTENT_TYPE, prometheusText } from "../metrics/prometheus-text.ts";
import type { HealthWatch } from "./health-report.ts";
import { GATEWAY_EXIT, ProgramError } from "./program-error.ts";

/** Where health is offered. */
export interface HealthAddress {
  /** This machine alone by default: what is told is nobody's secret, but nobody else's matter. */
  readonly host?: string | undefined;
  readonly port: number;
}

const LOOPBACK = "127.0.0.1";
const CONNECTIONS_MAX = 32;
const REQUEST_MS_MAX = 5_000;
const HEADER_BYTES_MAX = 8_192;
const JSON_TYPE = "application/json; charset=utf-8";

/**
 * Offers `/health` (the program lives), `/ready` (it takes in what devices send) and `/metrics` over
 * HTTP. It takes no content, and is bounded in connections, time and bytes.
 */
export class HealthServer {
  readonly #health: HealthWatch;
  readonly #server: Server;

  constructor(health: HealthWatch) {
    this.#health = health;
    this.#server = createServer(
      {
        ...{ headersTimeout: REQUEST_MS_MAX, requestTimeout: REQUEST_MS_MAX },
        ...{ maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: 1_000 },
        keepAliveTimeout: 1_000,
      },
      (asked, answer) => {
        asked.resume();
        this.#answer(asked.method ?? "", asked.url ?? "", answer);
      },
    );
    this.#server.maxConnections = CONNECTIONS_MAX;
    this.#server.on("clientError", (_cause, socket) => socket.destroy());
  }

  /**
   * Begins to listen.
   *
   * @returns the port
   * @throws ProgramError `health-port` when nothing can listen there
   */
  listen({ host = LOOPBACK, port }: HealthAddress): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (cause: NodeJS.ErrnoException) => {
        const found = `${host}:${port}`;
        const message = `Health can't be offered at ${found}: ${cause.code ?? cause.name}`;
        const details = { code: "health-port", field: "health", found, message };
        reject(new ProgramError(GATEWAY_EXIT.environment, details));
      });
      this.#server.listen(port, host, () => {
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  /** Ends every connection, and listens no more. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer(method: string, url: string, answer: ServerResponse): void {
    const [path] = url.split("?", 1);
    if (method !== "GET" && method !== "HEAD") {
      send(answer, { status: 405, type: JSON_TYPE, text: '{"error":"method"}' });
    } else if (path === "/health" || path === "/ready") {
      const report = this.#health.report();
      const status = path === "/health" || report.ready ? 200 : 503;
      send(answer, { status, type: JSON_TYPE, text: `${JSON.stringify(report)}\n` });
    } else if (path === "/metrics") {
      const text = prometheusText(this.#health.metrics());
      send(answer, { status: 200, type: PROMETHEUS_CONTENT_TYPE, text });
    } else send(answer, { status: 404, type: JSON_TYPE, text: '{"error":"path"}' });
  }
}

function send(
  answer: ServerResponse,
  { status, type, text }: { readonly status: number; readonly type: string; readonly text: string },
): void {
  answer.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  answer.end(text);
}
