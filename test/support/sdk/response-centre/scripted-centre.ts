import {
  branchOf,
  parseScaipRequest,
  type ScaipAnswer,
  type ScaipRequest,
  type SipMessage,
  type SipRequest,
  writeScaipAnswer,
} from "@dosekit/sdk/response-centre";

/**
 * What a receiver does with a request: `mute` takes it and never answers, `drop` says nothing at
 * all, `lose-answer` accepts and its answer is lost, `unavailable` is SIP's 503.
 */
export type Reaction =
  | "accept"
  | "call"
  | "hold"
  | "busy"
  | "refuse"
  | "mute"
  | "drop"
  | "lose-answer"
  | "unavailable";

/** A user agent that has to know user and password. */
export type Authenticator = (request: SipRequest) => { challenge: string } | undefined;

const SNU = { accept: 0, call: 0, hold: 4, busy: 6, refuse: 3 } as const;

/**
 * A response centre that does as it is told. It recognises what it has accepted by the reference,
 * as every centre has to, and counts for itself.
 */
export class ScriptedCentre {
  /** What it was asked, in order. */
  readonly requests: ScaipRequest[] = [];
  /** What it has accepted, each once. */
  readonly accepted = new Map<string, ScaipRequest>();
  /** How many requests came that it had accepted before. */
  repeats = 0;
  options = 0;
  #answers = 0;

  readonly #script: (request: ScaipRequest, nth: number) => Reaction;
  readonly #authenticate: Authenticator;

  constructor(
    script: (request: ScaipRequest, nth: number) => Reaction = () => "accept",
    authenticate: Authenticator = () => undefined,
  ) {
    this.#script = script;
    this.#authenticate = authenticate;
  }

  /** Gives the messages that the receiver sends back, in order. */
  receive(message: SipMessage): readonly SipMessage[] {
    if (message.kind === "response") return [];
    const challenge = this.#authenticate(message);
    if (challenge !== undefined) {
      const header = { name: "www-authenticate", value: challenge.challenge };
      return [response(message, 401, [header])];
    }
    if (message.method === "OPTIONS") {
      this.options += 1;
      return [response(message, 200)];
    }
    const parsed = parseScaipRequest(message.body);
    if (!parsed.ok) return [response(message, 400)];
    return this.#react(message, parsed.value);
  }

  #react(message: SipRequest, request: ScaipRequest): readonly SipMessage[] {
    const nth = this.requests.filter(({ ref }) => ref === request.ref).length;
    this.requests.push(request);
    const reaction = request.mty === "RE" ? "accept" : this.#script(request, nth);
    if (reaction === "drop") return [];
    if (reaction === "unavailable") return [response(message, 503)];
    if (reaction === "mute") return [response(message, 200)];
    if (request.mty !== "RE" && ["accept", "call", "lose-answer"].includes(reaction)) {
      if (this.accepted.has(request.ref)) this.repeats += 1;
      this.accepted.set(request.ref, request);
    }
    if (reaction === "lose-answer") return [response(message, 200)];
    const answer: ScaipAnswer = { ref: request.ref, snu: SNU[reaction] };
    return [
      response(message, 200),
      this.answer(message, reaction === "call" ? { ...answer, mre: "1" } : answer),
    ];
  }

  /** Builds the message that carries an answer. */
  answer(to: SipRequest, answer: ScaipAnswer): SipRequest {
    this.#answers += 1;
    const via = `SIP/2.0/UDP centre.example:5060;branch=z9hG4bKcentre${this.#answers}`;
    return {
      kind: "request",
      method: "MESSAGE",
      uri: "sip:gateway@example.org",
      headers: [
        { name: "via", value: via },
        { name: "max-forwards", value: "70" },
        { name: "from", value: `<sip:centre@example.org>;tag=c${this.#answers}` },
        { name: "to", value: "<sip:gateway@example.org>" },
        { name: "call-id", value: `answer-${branchOf(to) ?? ""}` },
        { name: "cseq", value: `${this.#answers} MESSAGE` },
        { name: "content-type", value: "application/scaip+xml" },
      ],
      body: writeScaipAnswer(answer),
    };
  }
}

/** Builds a response as a server does. */
function response(
  request: SipRequest,
  status: number,
  more: SipRequest["headers"] = [],
): SipMessage {
  const copied = ["via", "from", "to", "call-id", "cseq"];
  const headers = request.headers.filter(({ name }) => copied.includes(name));
  return { kind: "response", status, reason: "Scripted", headers: [...headers, ...more], body: "" };
}
