import { type AddressInfo, createServer, type Socket } from "node:net";

/** One mail as it came. */
export interface SunkMail {
  readonly to: string;
  readonly id: string;
  readonly text: string;
}

/** A mail server that keeps what it gets, and can be away: it then says that it is busy. */
export class MailSink {
  readonly mails: SunkMail[] = [];
  isAway = false;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => this.#serve(socket));

  /** Starts a sink on a free loopback port. */
  static async start(): Promise<MailSink> {
    const sink = new MailSink();
    await new Promise<void>((resolve) => sink.#server.listen(0, "127.0.0.1", resolve));
    return sink;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => undefined);
    const lines: string[] = [];
    let to = "";
    let isData = false;
    socket.write(this.isAway ? "421 busy\r\n" : "220 sink\r\n");
    socket.on("data", (bytes) => {
      for (const line of bytes.toString("utf8").split("\r\n").slice(0, -1)) {
        if (isData && line !== ".") lines.push(line);
        else if (isData) {
          const id = lines.find((one) => one.startsWith("Message-ID:")) ?? "";
          this.mails.push({ to, id, text: lines.splice(0).join("\n") });
          isData = false;
          socket.write("250 taken\r\n");
        } else if (/^DATA/i.test(line)) {
          isData = true;
          socket.write("354 go\r\n");
        } else {
          to = /^RCPT TO:<(.*)>/i.exec(line)?.[1] ?? to;
          socket.write(/^QUIT/i.test(line) ? "221 bye\r\n" : "250 ok\r\n");
        }
      }
    });
  }
}
