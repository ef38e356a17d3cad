import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { DutAnswer } from "@dosekit/conformance";
import { z } from "zod";
import { environmentError } from "../cli/user-error.ts";

/** What a fixture is asked: one line of JSON. */
const STEP = z.object({ do: z.string(), value: z.unknown().optional() });
/** Longest line that is read, in characters. */
const LINE_MAX = 1_048_576;
/** Most of a reason that goes back, in characters. */
const REASON_MAX = 500;
const HOST = "127.0.0.1";

/** Does one thing that a fixture is asked for. */
export type BenchHands = (action: string, value: unknown) => Promise<DutAnswer>;

/**
 * The fixture of a bench: a port of this machine at which `{"do", "value"}` comes as a line of JSON
 * and `{"done"}` goes back as one, in the order in which they came.
 */
export class BenchServer {
  /** Port that it listens on. */
  readonly port: number;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  private constructor(server: Server, sockets: Set<Socket>, port: number) {
    this.#server = server;
    this.#sockets = sockets;
    this.port = port;
  }

  /**
   * Listens on this machine only.
   *
   * @param port 0 takes a free one
   * @throws UserError `fixture.cannot-listen`, exit 3
   */
  static listen(port: number, hands: BenchHands): Promise<BenchServer> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      serve(socket, hands);
    });
    return new Promise((resolve, reject) => {
      server.once("error", (cause) => reject(cannotListen(port, cause)));
      server.listen(port, HOST, () => {
        const place = server.address();
        const found = typeof place === "object" && place !== null ? place.port : port;
        resolve(new BenchServer(server, sockets, found));
      });
    });
  }

  /** Ends it, whoever is connected. */
  close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function serve(socket: Socket, hands: BenchHands): void {
  let turn = Promise.resolve();
  let unended = 0;
  socket.setNoDelay(true).on("error", () => undefined);
  socket.on("data", (bytes) => {
    const end = bytes.lastIndexOf(0x0a);
    unended = end < 0 ? unended + bytes.length : bytes.length - end - 1;
    if (unended > LINE_MAX) socket.destroy();
  });
  createInterface(socket).on("line", (line) => {
    turn = turn.then(async () => {
      const answer = await answerTo(line, hands);
      if (socket.writable) socket.write(`${JSON.stringify(answer)}\n`);
    });
  });
}

async function answerTo(line: string, hands: BenchHands): Promise<object> {
  const step = stepIn(line);
  if (step === undefined) return { done: false, reason: 'no line such as {"do": "take"}' };
  const answer = await hands(step.do, step.value).catch(
    (cause: unknown): DutAnswer => ({ ok: false, reason: String(cause).slice(0, REASON_MAX) }),
  );
  if (!answer.ok) return { done: false, reason: answer.reason };
  return answer.value === undefined ? { done: true } : { done: true, value: answer.value };
}

function stepIn(line: string): z.infer<typeof STEP> | undefined {
  try {
    return STEP.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function cannotListen(port: number, cause: Error) {
  return environmentError({
    code: "fixture.cannot-listen",
    field: "--fixture",
    found: `${HOST}:${port}: ${cause.message}`,
    allowed: "a port of this machine that is free",
    message: "The fixture can't listen there.",
  });
}
