import {
  parseSipDatagram,
  type SipTransport,
  type SipTransportListener,
  writeSip,
} from "@dosekit/sdk/response-centre";
import type { VirtualTimers } from "../virtual-timers.ts";
import type { ScriptedCentre } from "./scripted-centre.ts";

/** What becomes of one message on its way: how long it takes, ms, or that it is lost. */
export type Weather = (direction: "out" | "in") => number | "lost";

/** The way to a scripted centre on virtual time. */
export class VirtualSipTransport implements SipTransport {
  readonly protocol: "UDP" | "TCP";
  readonly reliable: boolean;
  readonly sentBy = "gateway.example:5060";
  /** When each message went out, virtual ms. */
  readonly sentMs: number[] = [];
  #listener: SipTransportListener | undefined;
  #messages = 0;

  readonly #name: string;
  readonly #centre: ScriptedCentre;
  readonly #timers: VirtualTimers;
  readonly #weather: Weather;

  constructor(
    name: string,
    centre: ScriptedCentre,
    timers: VirtualTimers,
    weather: Weather = () => 10,
    reliable = false,
  ) {
    this.#name = name;
    this.#centre = centre;
    this.#timers = timers;
    this.#weather = weather;
    this.reliable = reliable;
    this.protocol = reliable ? "TCP" : "UDP";
  }

  open(listener: SipTransportListener): void {
    this.#listener = listener;
  }

  send(bytes: Uint8Array): void {
    this.sentMs.push(this.#timers.nowMs());
    this.#carry("out", () => {
      const parsed = parseSipDatagram(bytes);
      if (!parsed.ok) throw new Error(`the gateway wrote what can't be read: ${parsed.error}`);
      for (const message of this.#centre.receive(parsed.message)) this.inject(writeSip(message));
    });
  }

  /** Brings bytes to the gateway. */
  inject(bytes: Uint8Array): void {
    this.#carry("in", () => {
      this.#listener?.onMessage(parseSipDatagram(bytes), () => undefined);
    });
  }

  /** Ends the connection under way. */
  break(): void {
    this.#listener?.onDown("scripted");
  }

  close(): void {
    this.#listener = undefined;
  }

  #carry(direction: "out" | "in", arrive: () => void): void {
    const delay = this.#weather(direction);
    this.#messages += 1;
    if (delay !== "lost") this.#timers.arm(`net:${this.#name}:${this.#messages}`, delay, arrive);
  }
}
