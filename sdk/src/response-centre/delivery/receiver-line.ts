import type { GatewayTimers } from "../../client/gateway-timers.ts";
import { heartbeatOf, resetOf } from "../scaip/scaip-alert.ts";
import { SCAIP_MEDIA_TYPE } from "../scaip/scaip-codes.ts";
import {
  parseScaipAnswer,
  type ScaipAnswer,
  type ScaipRequest,
  writeScaipRequest,
} from "../scaip/scaip-message.ts";
import type { SipContent, SipIdentity } from "../sip/sip-request.ts";
import type { SipTiming } from "../sip/sip-timing.ts";
import type { SipTransport } from "../sip/sip-transport.ts";
import {
  type SipCounters,
  type SipCredentials,
  type SipOutcome,
  SipUserAgent,
} from "../sip/sip-user-agent.ts";
import {
  beginExchange,
  checkExchangeTiming,
  EXCHANGE_TIMING,
  type Exchange,
  type ExchangeEvent,
  type ExchangeOutcome,
  type ExchangeStep,
  type ExchangeTiming,
  stepExchange,
} from "./exchange.ts";

/** One receiver of a response centre. */
export interface ReceiverSettings {
  /** Name in logs and in what is kept; unique within the gateway. */
  readonly name: string;
  readonly transport: SipTransport;
  readonly identity: SipIdentity;
  readonly credentials?: SipCredentials;
  /** Heartbeat interval, 1 to 1,440 minutes; none by default. The receiver may ask for another. */
  readonly heartbeatMin?: number;
  /** Controller that heartbeats name. */
  readonly cid: string;
  /** How often OPTIONS asks whether it is there, ms; 60,000 by default, 0 for never. */
  readonly pingMs?: number;
  readonly exchange?: Partial<ExchangeTiming>;
  readonly sip?: SipTiming;
}

/** What a line needs from its surroundings. */
export interface LinePorts {
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  readonly randomToken: () => string;
  /** Takes an answer that no exchange of this line awaits, such as a late one. */
  readonly onLateAnswer: (answer: ScaipAnswer) => void;
  /** Told when the receiver comes or goes. */
  readonly onPresence: (present: boolean) => void;
}

/** What was counted on one line. */
export interface LineCounters extends SipCounters {
  /** Contents that are no answer of SCAIP. */
  readonly unreadable: number;
  /** Answers to requests that were taken back; they say nothing about the alert. */
  readonly takenBack: number;
  readonly heartbeatsAccepted: number;
  readonly heartbeatsLost: number;
}

/** What an exchange tells. */
export interface ExchangeListener {
  /** The receiver put the request on hold; it is sent again by itself. */
  onHeld?(): void;
  /** The exchange ended; called once. */
  onEnd(outcome: ExchangeOutcome): void;
}

interface Running {
  readonly request: ScaipRequest;
  readonly listener: ExchangeListener;
  exchange: Exchange;
}

const MINUTE_MS = 60_000;
const HEARTBEAT_MIN_MAX = 1_440;
const PING_MS = 60_000;
const TAKEN_BACK_MAX = 1_024;

/** The line to one receiver: exchanges by reference, heartbeats, and whether it is there. */
export class ReceiverLine {
  readonly name: string;
  readonly #settings: ReceiverSettings;
  readonly #ports: LinePorts;
  readonly #timing: ExchangeTiming;
  readonly #agent: SipUserAgent;
  readonly #running = new Map<string, Running>();
  readonly #counters = { unreadable: 0, takenBack: 0, heartbeatsAccepted: 0, heartbeatsLost: 0 };
  /** References that were taken back; the answer to that must not pass for an acceptance. */
  readonly #takenBack = new Set<string>();
  #present: boolean | undefined;
  #heartbeatMin: number | undefined;
  #open = false;

  constructor(settings: ReceiverSettings, ports: LinePorts) {
    this.name = settings.name;
    this.#settings = settings;
    this.#ports = ports;
    this.#timing = { ...EXCHANGE_TIMING, ...settings.exchange };
    checkExchangeTiming(this.#timing);
    this.#heartbeatMin = checkedHeartbeat(settings.heartbeatMin);
    const { transport, identity, credentials, sip } = settings;
    this.#agent = new SipUserAgent({
      name: `sip:${settings.name}`,
      transport,
      identity,
      timers: ports.timers,
      nowMs: ports.nowMs,
      randomToken: ports.randomToken,
      onContent: (content) => this.#onContent(content),
      ...(credentials === undefined ? {} : { credentials }),
      ...(sip === undefined ? {} : { timing: sip }),
    });
  }

  /** False once the receiver did not answer; true until then, and again once it answers. */
  get isPresent(): boolean {
    return this.#present !== false;
  }

  /** Shows what was counted. */
  counters(): LineCounters {
    return { ...this.#agent.counters(), ...this.#counters };
  }

  /** Begins to take messages, to ping and to beat. */
  open(): void {
    this.#open = true;
    this.#agent.open();
    this.#armPing();
    if (this.#heartbeatMin !== undefined) this.#beat();
  }

  /** Ends; exchanges end as unreachable. */
  close(): void {
    this.#open = false;
    this.#ports.timers.cancel(this.#timer("ping"));
    this.#ports.timers.cancel(this.#timer("beat"));
    this.#agent.close();
    for (const ref of [...this.#running.keys()]) {
      this.#step(ref, { kind: "not-brought-over", why: "closed" });
    }
  }

  /** Asks the receiver to take a request; one exchange of a reference runs at a time. */
  deliver(request: ScaipRequest, listener: ExchangeListener): void {
    const step = beginExchange();
    this.#running.set(request.ref, { request, listener, exchange: step.next });
    this.#perform(request.ref, step);
  }

  /** Gives an exchange up without a word, such as when another receiver has accepted. */
  forget(ref: string): void {
    this.#stopTimers(ref);
    this.#running.delete(ref);
  }

  #step(ref: string, event: ExchangeEvent): void {
    const running = this.#running.get(ref);
    if (running === undefined) return;
    const step = stepExchange(running.exchange, event, this.#timing);
    running.exchange = step.next;
    this.#perform(ref, step);
  }

  #perform(ref: string, { effects }: ExchangeStep): void {
    const running = this.#running.get(ref);
    if (running === undefined) return;
    for (const effect of effects) {
      if (effect.kind === "ask") this.#ask(running);
      else if (effect.kind === "take-back") this.#takeBack(running.request);
      else if (effect.kind === "arm") {
        const { timer } = effect;
        if (timer === "hold-limit") running.listener.onHeld?.();
        this.#ports.timers.arm(this.#timer(`${ref}:${timer}`), effect.delayMs, () =>
          this.#step(ref, { kind: "timer", timer }),
        );
      } else {
        this.forget(ref);
        running.listener.onEnd(effect.outcome);
      }
    }
  }

  #ask(running: Running): void {
    const { ref } = running.request;
    this.#send(running.request, (outcome) => {
      // The exchange may have ended and another begun under the same reference.
      if (this.#running.get(ref) !== running) return;
      if (!outcome.ok) this.#step(ref, { kind: "not-brought-over", why: wordsOf(outcome) });
      else this.#step(ref, { kind: "brought-over" });
    });
  }

  #takeBack(request: ScaipRequest): void {
    this.#takenBack.add(request.ref);
    const [oldest] = this.#takenBack;
    if (this.#takenBack.size > TAKEN_BACK_MAX && oldest !== undefined) {
      this.#takenBack.delete(oldest);
    }
    this.#send(resetOf(request), () => undefined);
  }

  #send(request: ScaipRequest, done: (outcome: SipOutcome) => void): void {
    const content = { type: SCAIP_MEDIA_TYPE, body: writeScaipRequest(request) };
    this.#agent.request("MESSAGE", content, (outcome) => {
      this.#notePresence(outcome);
      done(outcome);
      // Some receivers answer within the response itself.
      if (outcome.ok && outcome.body !== "") this.#takeAnswer(outcome.body);
    });
  }

  #onContent({ type, body }: SipContent): number {
    if (!type.toLowerCase().startsWith(SCAIP_MEDIA_TYPE)) {
      this.#counters.unreadable += 1;
      return 415;
    }
    return this.#takeAnswer(body) ? 200 : 400;
  }

  #takeAnswer(body: string): boolean {
    const parsed = parseScaipAnswer(body);
    if (!parsed.ok) {
      this.#counters.unreadable += 1;
      return false;
    }
    const answer = parsed.value;
    this.#takeInterval(answer.hbi);
    // One answer too many is passed over: a request that still runs is then asked once more.
    if (this.#takenBack.delete(answer.ref)) {
      this.#counters.takenBack += 1;
      return true;
    }
    if (this.#running.has(answer.ref)) this.#step(answer.ref, { kind: "answer", answer });
    else this.#ports.onLateAnswer(answer);
    return true;
  }

  #beat(): void {
    const min = this.#heartbeatMin;
    if (!this.#open || min === undefined) return;
    this.#ports.timers.arm(this.#timer("beat"), min * MINUTE_MS, () => this.#beat());
    const ref = this.#ports.randomToken().slice(0, 16);
    this.deliver(heartbeatOf(this.#settings.cid, ref, min), {
      onEnd: ({ kind }) => {
        if (kind === "accepted") this.#counters.heartbeatsAccepted += 1;
        else this.#counters.heartbeatsLost += 1;
      },
    });
  }

  #takeInterval(min: number | undefined): void {
    const beats = this.#heartbeatMin !== undefined;
    if (min === undefined || !beats || min < 1 || min > HEARTBEAT_MIN_MAX) return;
    if (min === this.#heartbeatMin) return;
    this.#heartbeatMin = min;
    this.#ports.timers.arm(this.#timer("beat"), min * MINUTE_MS, () => this.#beat());
  }

  #armPing(): void {
    const pingMs = this.#settings.pingMs ?? PING_MS;
    if (!this.#open || pingMs === 0) return;
    this.#ports.timers.arm(this.#timer("ping"), pingMs, () => {
      this.#agent.request("OPTIONS", undefined, (outcome) => {
        this.#notePresence(outcome);
        this.#armPing();
      });
    });
  }

  #notePresence(outcome: SipOutcome): void {
    // Whoever refuses is there; 503 says that it can't serve. @see RFC 3261 §21.5.4
    const present = outcome.ok || (outcome.status !== undefined && outcome.status !== 503);
    if (!this.#open || present === this.#present) return;
    this.#present = present;
    this.#ports.onPresence(present);
  }

  #timer(name: string): string {
    return `scaip:${this.name}:${name}`;
  }

  #stopTimers(ref: string): void {
    for (const timer of ["answer", "resend", "hold-limit"]) {
      this.#ports.timers.cancel(this.#timer(`${ref}:${timer}`));
    }
  }
}

function wordsOf(outcome: SipOutcome & { readonly ok: false }): string {
  return outcome.status === undefined ? outcome.why : `${outcome.why} ${outcome.status}`;
}

function checkedHeartbeat(min: number | undefined): number | undefined {
  if (min !== undefined && (min < 1 || min > HEARTBEAT_MIN_MAX)) {
    throw new RangeError(`heartbeatMin is ${min}: 1 to 1,440 are allowed`);
  }
  return min;
}
