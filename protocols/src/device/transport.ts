/** Channels that a device sends on. */
export type UpChannel = "state" | "evt" | "rsp" | "cfg/reported";
/** Channels that a device listens to. */
export type DownChannel = "cmd" | "cfg/desired" | "ack";

/** No message at all: what is published to take back a message that a broker keeps. */
export const NOTHING = new Uint8Array();

/** What a transport tells the device's runtime. */
export interface DeviceTransportListener {
  /** Contact with the host came or went. */
  onLink(up: boolean): void;
  /** A message arrived. The bytes belong to the receiver. */
  onMessage(channel: DownChannel, payload: Uint8Array): void;
}

/**
 * A device's way to its host. Messages may be lost, repeated, delayed or reordered; nothing on top
 * of it relies on more.
 */
export interface DeviceTransport {
  /** Whose rules it keeps, for the capability report; absent where it is neither. */
  readonly link?: "mqtt" | "serial";
  /**
   * Starts, once for each boot; the listener is told when contact is there.
   *
   * @param lastWill state message that the host gets if contact ends without a farewell; a way
   *   without such a service leaves it out
   */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void;
  /** Sends a message if there is contact, and drops it silently otherwise. */
  send(channel: UpChannel, payload: Uint8Array): void;
  /** Ends in good order, after what was sent; the listener hears no more. */
  close(): void;
  /** Ends as a power cut does: at once, without a farewell; the listener hears no more. */
  abort(): void;
}

/** What a transport tells the gateway. */
export interface GatewayTransportListener {
  onLink(up: boolean): void;
  /** A message of one device arrived; `retained` when it is a stored one. */
  onMessage(deviceId: string, channel: UpChannel, payload: Uint8Array, retained: boolean): void;
}

/** A gateway's way to its devices, with the same weak promises. */
export interface GatewayTransport {
  open(listener: GatewayTransportListener): void;
  /**
   * Sends to one device if there is contact, and drops it silently otherwise. {@link NOTHING} on a
   * channel whose last message is kept for the device takes that message back.
   */
  send(deviceId: string, channel: DownChannel, payload: Uint8Array): void;
  close(): void;
}
