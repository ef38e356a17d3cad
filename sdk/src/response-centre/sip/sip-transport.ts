import type { SipParsed } from "./parse-sip.ts";

/** What a transport tells the user agent. */
export interface SipTransportListener {
  /** A message came, or bytes that are none; `reply` sends bytes back the way they came. */
  onMessage(parsed: SipParsed, reply: (bytes: Uint8Array) => void): void;
  /** What was sent and not answered may be lost: the connection ended, or sending failed. */
  onDown(detail: string): void;
}

/** The way to one receiver. */
export interface SipTransport {
  /** As the Via header names it. */
  readonly protocol: "UDP" | "TCP" | "TLS";
  /** True when the connection repeats what is lost by itself. */
  readonly reliable: boolean;
  /** Host and port by which answers find back, as far as they are known. */
  readonly sentBy: string;
  /** Makes ready; messages are taken from here on. */
  open(listener: SipTransportListener): void;
  /** Sends one message, connecting first where that is needed. */
  send(bytes: Uint8Array): void;
  close(): void;
}
