import type { Inbox } from "../inbox/inbox.ts";
import type { GatewayClientOptions } from "./gateway-setup.ts";

/** Lets the transport hold messages back while the inbox has no room for them. */
export class FlowGate {
  readonly #transport: GatewayClientOptions["transport"];
  readonly #inbox: Pick<Inbox, "hasRoom">;
  readonly #onRoom: () => void;
  #isShut = false;

  /** @param onRoom told when there is room again, before anything may come */
  constructor(
    transport: GatewayClientOptions["transport"],
    inbox: Pick<Inbox, "hasRoom">,
    onRoom: () => void,
  ) {
    this.#transport = transport;
    this.#inbox = inbox;
    this.#onRoom = onRoom;
  }

  /** Looks whether there is room. */
  balance(): void {
    const { hasRoom } = this.#inbox;
    if (hasRoom === !this.#isShut) return;
    this.#isShut = !hasRoom;
    if (hasRoom) this.#onRoom();
    if (!("pause" in this.#transport)) return;
    if (hasRoom) this.#transport.resume();
    else this.#transport.pause();
  }
}
