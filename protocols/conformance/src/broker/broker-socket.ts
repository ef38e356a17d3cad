import type { Socket } from "node:net";
import { createServer } from "node:tls";

/** What a broker ends TLS with; with `ca` it lets in only peers with a certificate of that. */
export interface BrokerTls {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

/** A connection to the kit's broker: what is read and written, and the way to break it. */
export interface PeerSocket {
  readonly stream: Socket;
  /** Ends the TCP connection below by a reset, as a cut of the network does. */
  reset(): void;
}

/** How a connection without TLS is handed on. */
export function plainSocket(tcp: Socket): PeerSocket {
  return { stream: tcp, reset: () => void tcp.resetAndDestroy() };
}

/**
 * Ends the TLS of a peer.
 *
 * @param ready told when both sides have agreed
 * @param failed told why they did not; the connection is over then
 */
export function secureSocket(
  tcp: Socket,
  { ca, ...own }: BrokerTls,
  ready: (socket: PeerSocket) => void,
  failed: (reason: string) => void,
): void {
  const asks = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true };
  // It listens nowhere: it takes the one connection that is given to it.
  const server = createServer({ ...own, ...asks });
  server.once("secureConnection", (stream) => {
    const reset = () => {
      if (!tcp.destroyed) tcp.resetAndDestroy();
      stream.destroy();
    };
    ready({ stream, reset });
  });
  server.once("tlsClientError", (cause) => {
    failed(cause.message);
    tcp.destroy();
  });
  server.emit("connection", tcp);
}
