import {
  type Command,
  type DesiredConfig,
  type DownChannel,
  decodeMessage,
  type EventAcknowledgement,
  type EventRequest,
  type GatewayTransport,
  type GatewayTransportListener,
  type UpChannel,
} from "@dosekit/protocols";

/** One message that the gateway sent, read. */
export type Sent = { readonly deviceId: string; readonly channel: DownChannel } & (
  | { readonly type: "event-acknowledgement"; readonly message: EventAcknowledgement }
  | { readonly type: "event-request"; readonly message: EventRequest }
  | { readonly type: "command"; readonly message: Command }
  | { readonly type: "desired-config"; readonly message: DesiredConfig }
);

/** A transport that a test plays the devices of. */
export class ScriptedTransport implements GatewayTransport {
  readonly #onSend: (sent: Sent) => void;
  #listener: GatewayTransportListener | undefined;
  #paused = false;
  #sent: Sent[] = [];

  constructor(onSend: (sent: Sent) => void = () => {}) {
    this.#onSend = onSend;
  }

  get paused(): boolean {
    return this.#paused;
  }

  open(listener: GatewayTransportListener): void {
    this.#listener = listener;
    listener.onLink(true);
  }

  close(): void {
    this.#listener = undefined;
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  send(deviceId: string, channel: DownChannel, payload: Uint8Array): void {
    // A message that is taken back is none that could be read.
    if (payload.length === 0) return;
    const decoded = decodeMessage(payload);
    if (!decoded.ok) throw new Error(`the gateway sent ${decoded.error.message}`);
    const { definition, message } = decoded.value;
    const sent = { deviceId, channel, type: definition.name, message } as unknown as Sent;
    this.#sent.push(sent);
    this.#onSend(sent);
  }

  /** Contact with the broker comes or goes. */
  link(up: boolean): void {
    this.#listener?.onLink(up);
  }

  /** Lets a message of a device arrive. */
  deliver(deviceId: string, channel: UpChannel, payload: Uint8Array, retained = false): void {
    this.#listener?.onMessage(deviceId, channel, payload, retained);
  }

  /** Gives what was sent since the last call. */
  takeSent(): readonly Sent[] {
    const sent = this.#sent;
    this.#sent = [];
    return sent;
  }
}
