import { SCAIP_ANSWERS } from "../scaip/scaip-codes.ts";
import type { ScaipAnswer } from "../scaip/scaip-message.ts";

/** Waits of one exchange with one receiver, ms. */
export interface ExchangeTiming {
  /** How long a request that SIP brought over waits for its answer; inferred. */
  readonly answerMs: number;
  /** How often it is asked before the receiver counts as silent; inferred. */
  readonly asksMax: number;
  /** Wait before a held request is sent again: 5 to 20 s. */
  readonly holdResendMs: number;
  /** How long it may be held before it is taken back: 3 to 30 min. */
  readonly holdLimitMs: number;
}

/** Waits that apply when nothing else is said. */
export const EXCHANGE_TIMING: ExchangeTiming = {
  answerMs: 20_000,
  asksMax: 3,
  holdResendMs: 10_000,
  holdLimitMs: 600_000,
};

/** One request on its way through one receiver. */
export interface Exchange {
  readonly phase: "asking" | "awaiting" | "held" | "done";
  /** How often it was asked since the receiver last said anything. */
  readonly asks: number;
  /** True once the receiver has put it on hold. */
  readonly wasHeld: boolean;
}

/** What happens to an exchange. */
export type ExchangeEvent =
  | { readonly kind: "brought-over" }
  | { readonly kind: "not-brought-over"; readonly why: string }
  | { readonly kind: "answer"; readonly answer: ScaipAnswer }
  | { readonly kind: "timer"; readonly timer: ExchangeTimer };

/** `answer` waits for one, `resend` repeats a held request, `hold-limit` takes it back. */
export type ExchangeTimer = "answer" | "resend" | "hold-limit";

/** How an exchange ended. */
export type ExchangeOutcome =
  | { readonly kind: "accepted"; readonly answer: ScaipAnswer }
  | { readonly kind: "refused" | "declined"; readonly answer: ScaipAnswer }
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "unanswered" | "held-too-long" };

/** What an exchange wants done. */
export type ExchangeEffect =
  | { readonly kind: "ask" }
  | { readonly kind: "take-back" }
  | { readonly kind: "arm"; readonly timer: ExchangeTimer; readonly delayMs: number }
  | { readonly kind: "ended"; readonly outcome: ExchangeOutcome };

/** An exchange after an event, and what it wants done, in order. */
export interface ExchangeStep {
  readonly next: Exchange;
  readonly effects: readonly ExchangeEffect[];
}

/** Begins an exchange. */
export function beginExchange(): ExchangeStep {
  return { next: { phase: "asking", asks: 1, wasHeld: false }, effects: [{ kind: "ask" }] };
}

/**
 * Refuses waits outside of what the standard allows for held requests.
 *
 * @throws RangeError for a wait out of range (a caller's bug)
 */
export function checkExchangeTiming({ holdResendMs, holdLimitMs }: ExchangeTiming): void {
  if (holdResendMs < 5_000 || holdResendMs > 20_000) {
    throw new RangeError(`holdResendMs is ${holdResendMs}: 5,000 to 20,000 are allowed`);
  }
  if (holdLimitMs < 180_000 || holdLimitMs > 1_800_000) {
    throw new RangeError(`holdLimitMs is ${holdLimitMs}: 180,000 to 1,800,000 are allowed`);
  }
}

/** Takes an exchange one event further; pure. */
export function stepExchange(
  exchange: Exchange,
  event: ExchangeEvent,
  timing: ExchangeTiming,
): ExchangeStep {
  if (exchange.phase === "done") return { next: exchange, effects: [] };
  switch (event.kind) {
    case "answer":
      return onAnswer(exchange, event.answer, timing);
    case "not-brought-over":
      return ended(exchange, { kind: "unreachable", why: event.why });
    case "brought-over":
      // An answer may overtake the transport's own response.
      if (exchange.phase !== "asking") return { next: exchange, effects: [] };
      return {
        next: { ...exchange, phase: "awaiting" },
        effects: [{ kind: "arm", timer: "answer", delayMs: timing.answerMs }],
      };
    case "timer":
      return onTimer(exchange, event.timer, timing);
  }
}

function onAnswer(exchange: Exchange, answer: ScaipAnswer, timing: ExchangeTiming): ExchangeStep {
  const verdict = SCAIP_ANSWERS[answer.snu]?.verdict ?? "refused";
  if (verdict !== "held") return ended(exchange, { kind: verdict, answer });
  const effects: ExchangeEffect[] = [
    { kind: "arm", timer: "resend", delayMs: timing.holdResendMs },
  ];
  if (!exchange.wasHeld) {
    effects.push({ kind: "arm", timer: "hold-limit", delayMs: timing.holdLimitMs });
  }
  return { next: { phase: "held", asks: 0, wasHeld: true }, effects };
}

function onTimer(
  exchange: Exchange,
  timer: ExchangeTimer,
  { asksMax }: ExchangeTiming,
): ExchangeStep {
  if (timer === "hold-limit") {
    const { next, effects } = ended(exchange, { kind: "held-too-long" });
    return { next, effects: [{ kind: "take-back" }, ...effects] };
  }
  const isDue = timer === "answer" ? exchange.phase === "awaiting" : exchange.phase === "held";
  if (!isDue) return { next: exchange, effects: [] };
  if (exchange.asks >= asksMax) return ended(exchange, { kind: "unanswered" });
  return {
    next: { ...exchange, phase: "asking", asks: exchange.asks + 1 },
    effects: [{ kind: "ask" }],
  };
}

function ended(exchange: Exchange, outcome: ExchangeOutcome): ExchangeStep {
  return { next: { ...exchange, phase: "done" }, effects: [{ kind: "ended", outcome }] };
}
