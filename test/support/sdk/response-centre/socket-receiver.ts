import { createSocket } from "node:dgram";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { parseSipDatagram, SipStreamReader, writeSip } from "@dosekit/sdk/response-centre";
import type { ScriptedCentre } from "./scripted-centre.ts";

/** A scripted centre that listens on a loopback port. */
export interface SocketReceiver {
  readonly port: number;
  /** Sends bytes to whoever asked last. */
  send(bytes: Uint8Array): void;
  /** Ends every connection and goes on listening. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Lets a centre listen on UDP. */
export function listenOnUdp(centre: ScriptedCentre): Promise<SocketReceiver> {
  const socket = createSocket("udp4");
  let last = { port: 0, address: "" };
  socket.on("message", (bytes, from) => {
    last = from;
    const parsed = parseSipDatagram(bytes);
    if (!parsed.ok) return;
    for (const message of centre.receive(parsed.message)) {
      socket.send(writeSip(message), from.port, from.address);
    }
  });
  return new Promise((resolve) => {
    socket.bind(0, "127.0.0.1", () =>
      resolve({
        port: socket.address().port,
        send: (bytes) => socket.send(bytes, last.port, last.address),
        hangUp: () => undefined,
        stop: () => new Promise((done) => socket.close(() => done())),
      }),
    );
  });
}

/** Lets a centre listen on TCP, or on TLS with a certificate. */
export function listenOnStream(centre: ScriptedCentre, tls?: TlsOptions): Promise<SocketReceiver> {
  const open = new Set<Socket>();
  const onSocket = (socket: Socket) => {
    const reader = new SipStreamReader();
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      for (const parsed of reader.push(bytes)) {
        if (!parsed.ok) continue;
        for (const message of centre.receive(parsed.message)) socket.write(writeSip(message));
      }
    });
  };
  const server = tls === undefined ? createServer(onSocket) : createTlsServer(tls, onSocket);
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        send: (bytes) => {
          for (const socket of open) socket.write(bytes);
        },
        hangUp,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            hangUp();
          }),
      }),
    );
  });
}
