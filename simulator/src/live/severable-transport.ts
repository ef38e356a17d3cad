import type { DownChannel, GatewayTransportListener } from "@dosekit/protocols";
import type { PausableTransport } from "@dosekit/sdk";

/** One connection of a gateway; an MQTT transport of the SDK is one. */
export type Connection = PausableTransport;

/**
 * A gateway's way to the broker that faults can cut: while it is cut there is no connection, and
 * the broker keeps what its session allows.
 */
export class SeverableTransport implements PausableTransport {
  readonly #connect: () => Connection;
  #inner: Connection | undefined;
  #listener: GatewayTransportListener | undefined;
  #isCut = false;
  #isPaused = false;

  /** @param connect makes a new connection under the same session */
  constructor(connect: () => Connection) {
    this.#connect = connect;
  }

  /** See `GatewayTransport.open`. */
  open(listener: GatewayTransportListener): void {
    this.#listener = listener;
    if (!this.#isCut) this.#begin(listener);
  }

  /** See `GatewayTransport.send`. */
  send(deviceId: string, channel: DownChannel, payload: Uint8Array): void {
    this.#inner?.send(deviceId, channel, payload);
  }

  /** See `GatewayTransport.close`. */
  close(): void {
    this.#listener = undefined;
    this.#inner?.close();
    this.#inner = undefined;
  }

  /** See `PausableTransport.pause`. */
  pause(): void {
    this.#isPaused = true;
    this.#inner?.pause();
  }

  /** See `PausableTransport.resume`. */
  resume(): void {
    this.#isPaused = false;
    this.#inner?.resume();
  }

  /** Cuts the connection, or makes a new one. */
  setCut(isCut: boolean): void {
    if (this.#isCut === isCut) return;
    this.#isCut = isCut;
    const listener = this.#listener;
    if (!isCut) {
      if (listener !== undefined) this.#begin(listener);
      return;
    }
    const wasOpen = this.#inner !== undefined;
    this.#inner?.close();
    this.#inner = undefined;
    if (wasOpen) listener?.onLink(false);
  }

  #begin(listener: GatewayTransportListener): void {
    const inner = this.#connect();
    this.#inner = inner;
    if (this.#isPaused) inner.pause();
    inner.open({
      onLink: (up) => {
        if (this.#inner === inner) listener.onLink(up);
      },
      onMessage: (deviceId, channel, payload, retained) => {
        if (this.#inner === inner) listener.onMessage(deviceId, channel, payload, retained);
      },
    });
  }
}
