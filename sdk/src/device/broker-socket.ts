import { connect as connectTcp, isIP, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type ConnectionOptions, connect as connectTls } from "node:tls";

/** A connection to a broker, and the way to break it as a power cut does. */
export interface BrokerSocket {
  /** What MQTT is spoken over. */
  readonly stream: Duplex;
  /** Ends the TCP connection by a reset: nothing that waits is sent, no port is left waiting. */
  reset(): void;
}

/** Opens connections to a broker. */
export type OpenBrokerSocket = () => BrokerSocket;

/**
 * Prepares connections to `mqtt://host:port` (1883) or, over TLS, `mqtts://host:port` (8883).
 *
 * @param localAddress source address, to spread very many devices over several
 * @throws RangeError when the address is of neither form (a caller's bug)
 */
export function brokerSocket(
  url: string,
  tls: ConnectionOptions = {},
  localAddress?: string,
): OpenBrokerSocket {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address?.protocol !== "mqtt:" && address?.protocol !== "mqtts:") {
    throw new RangeError(`broker address: found ${url}, allowed mqtt://host:port or mqtts://…`);
  }
  const secure = address.protocol === "mqtts:";
  const host = address.hostname.replace(/^\[|\]$/g, "");
  const port = address.port === "" ? (secure ? 8883 : 1883) : Number(address.port);
  const source = localAddress === undefined ? {} : { localAddress };
  return () => {
    const tcp = connectTcp({ host, port, noDelay: true, ...source });
    if (!secure) return { stream: tcp, reset: () => reset(tcp) };
    // A name goes into the handshake, an address must not. @see RFC 6066 §3
    const name = isIP(host) === 0 ? { servername: host } : {};
    const stream = connectTls({ host, ...name, ...tls, socket: tcp });
    tcp.on("error", (error) => stream.destroy(error));
    const end = () => {
      reset(tcp);
      stream.destroy();
    };
    return { stream, reset: end };
  };
}

function reset(tcp: Socket): void {
  if (tcp.connecting) tcp.destroy();
  else tcp.resetAndDestroy();
}
