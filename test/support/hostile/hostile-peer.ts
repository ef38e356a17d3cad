import {
  type DropAddress,
  decodeIntroduction,
  encodeFrame,
  encodeIntroduction,
  type Frame,
  FrameDecoder,
  type Introduction,
  type LinkEffect,
} from "@dosekit/protocols";

/** The other end of a link, which keeps to the rules of frames and of contact, and of nothing else. */
export class HostilePeer {
  readonly #isGateway: boolean;
  readonly #drop: DropAddress | undefined;
  readonly #ears = new FrameDecoder({ payloadMax: 1_024 });
  #handshake = 0;
  #reset: Introduction | undefined;
  #answer: Introduction | undefined;
  /** Number of the DATA frame that the end waits for. */
  expected = 0;

  constructor(isGateway: boolean, drop?: DropAddress) {
    this.#isGateway = isGateway;
    this.#drop = drop;
  }

  /** Listens to what the end writes; it has to be well-formed frames only. */
  hear(effects: readonly LinkEffect[]): void {
    for (const effect of effects) {
      if (effect.type === "up") this.expected = 0;
      if (effect.type !== "write") continue;
      this.#ears.push(effect.bytes, (result) => {
        if (!result.ok) throw new Error(`the end wrote a frame that is ${result.error}`);
        this.#heard(result.frame);
      });
    }
  }

  /** The bytes of a frame to or from this end. */
  wire(frame: Frame): Uint8Array {
    return encodeFrame(this.#drop === undefined ? frame : { ...frame, drop: this.#drop });
  }

  /** Begins a handshake, or answers the end's; `undefined` when the end has to speak first. */
  greeting(): Uint8Array | undefined {
    if (this.#isGateway) {
      this.#handshake += 1;
      return this.#introduce("RST", 0, this.#handshake);
    }
    const reset = this.#reset;
    return reset && this.#introduce("RSTACK", reset.bootId, reset.handshake);
  }

  /** Confirms the end's answer, which only a gateway does. */
  confirmation(): Uint8Array | undefined {
    const answer = this.#answer;
    if (!this.#isGateway || answer === undefined) return undefined;
    return this.#introduce("RSTACK", answer.bootId, this.#handshake);
  }

  #heard(frame: Frame): void {
    if (frame.type === "DATA" || frame.type === "ACK" || frame.type === "NAK") {
      this.expected = frame.ack;
    } else if (frame.type === "RST" || frame.type === "RSTACK") {
      const read = decodeIntroduction(frame.payload);
      if (!read.ok) throw new Error("the end wrote an introduction that can't be read");
      if (frame.type === "RST") this.#reset = read.introduction;
      else this.#answer = read.introduction;
    }
  }

  #introduce(type: "RST" | "RSTACK", answeredBootId: number, handshake: number): Uint8Array {
    const [bootId, name] = this.#isGateway ? [11, ""] : [12, "dev-5"];
    const payload = encodeIntroduction({
      ...{ version: 1, bootId, answeredBootId, handshake, name },
      ...{ payloadMax: 1_024, window: 4, messageMax: 65_536 },
    });
    return this.wire({ type, seq: 0, ack: 0, payload });
  }
}
