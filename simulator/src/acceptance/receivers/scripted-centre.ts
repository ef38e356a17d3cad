import { createSocket, type Socket } from "node:dgram";
import {
  branchOf,
  parseScaipRequest,
  parseSipDatagram,
  type ScaipRequest,
  type SipMessage,
  type SipRequest,
  writeScaipAnswer,
  writeSip,
} from "@dosekit/sdk/response-centre";

/** What a response centre does with a request: `lose` accepts, and its answer is lost. */
export type CentreReaction = "accept" | "busy" | "lose" | "silent";

const ACCEPTED = 0;
const BUSY = 6;

/**
 * A response centre on a free port of this machine that does as it is told. It takes each message
 * once, by its reference, as every centre has to, and keeps all that came.
 */
export class ScriptedCentre {
  /** Every request as it came, as text. */
  readonly heard: string[] = [];
  /** What was accepted, each reference once. */
  readonly accepted = new Map<string, ScaipRequest>();
  readonly #socket: Socket = createSocket("udp4");
  readonly #react: (nth: number) => CentreReaction;
  #answers = 0;

  /** @param react says what happens to the nth request, from 0 */
  constructor(react: (nth: number) => CentreReaction) {
    this.#react = react;
    this.#socket.on("message", (bytes, from) => {
      const parsed = parseSipDatagram(bytes);
      if (!parsed.ok || parsed.message.kind !== "request") return;
      for (const answer of this.#receive(parsed.message)) {
        this.#socket.send(writeSip(answer), from.port, from.address);
      }
    });
  }

  /** Begins to listen; gives its port. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#socket.once("error", reject);
      this.#socket.bind(0, "127.0.0.1", () => resolve(this.#socket.address().port));
    });
  }

  /** Ends it. */
  close(): Promise<void> {
    return new Promise((resolve) => this.#socket.close(() => resolve()));
  }

  #receive(message: SipRequest): readonly SipMessage[] {
    if (message.method === "OPTIONS") return [response(message, 200)];
    const parsed = parseScaipRequest(message.body);
    if (!parsed.ok) return [response(message, 400)];
    const reaction = this.#react(this.heard.length);
    this.heard.push(message.body);
    if (reaction === "silent") return [];
    const { value } = parsed;
    if (reaction === "busy") return [response(message, 200), this.#answer(message, value, BUSY)];
    this.accepted.set(value.ref, value);
    if (reaction === "lose") return [response(message, 200)];
    return [response(message, 200), this.#answer(message, value, ACCEPTED)];
  }

  #answer(to: SipRequest, { ref }: ScaipRequest, snu: number): SipRequest {
    this.#answers += 1;
    const number = this.#answers;
    return {
      ...{ kind: "request", method: "MESSAGE", uri: "sip:gateway@example.org" },
      headers: [
        { name: "via", value: `SIP/2.0/UDP centre.example:5060;branch=z9hG4bKc${number}` },
        { name: "max-forwards", value: "70" },
        { name: "from", value: `<sip:centre@example.org>;tag=c${number}` },
        { name: "to", value: "<sip:gateway@example.org>" },
        { name: "call-id", value: `answer-${branchOf(to) ?? ""}-${number}` },
        { name: "cseq", value: `${number} MESSAGE` },
        { name: "content-type", value: "application/scaip+xml" },
      ],
      body: writeScaipAnswer({ ref, snu }),
    };
  }
}

function response(request: SipRequest, status: number): SipMessage {
  const copied = ["via", "from", "to", "call-id", "cseq"];
  const headers = request.headers.filter(({ name }) => copied.includes(name));
  return { kind: "response", status, reason: "Scripted", headers, body: "" };
}
