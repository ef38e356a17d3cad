import { type SipTiming, TIMEOUT_T1S } from "./sip-timing.ts";

/** The client side of one request other than INVITE. @see RFC 3261 §17.1.2 */
export interface ClientTransaction {
  readonly state: "trying" | "proceeding" | "completed" | "terminated";
  /** True over TCP and TLS: the connection repeats by itself. */
  readonly reliable: boolean;
  /** Wait before the next repeat, ms (timer E). */
  readonly repeatMs: number;
}

/** What happens to a transaction. */
export type TransactionEvent =
  | { readonly kind: "response"; readonly status: number }
  | { readonly kind: "timer"; readonly timer: TransactionTimer }
  | { readonly kind: "transport-failed" };

/** E repeats the request, F gives it up, K soaks up late answers. */
export type TransactionTimer = "E" | "F" | "K";

/** What a transaction wants done. */
export type TransactionEffect =
  | { readonly kind: "send" }
  | { readonly kind: "arm"; readonly timer: TransactionTimer; readonly delayMs: number }
  | { readonly kind: "cancel"; readonly timer: TransactionTimer }
  | { readonly kind: "answered" }
  | { readonly kind: "failed"; readonly why: "timeout" | "transport" }
  | { readonly kind: "ended" };

/** A transaction after an event, and what it wants done, in order. */
export interface TransactionStep {
  readonly next: ClientTransaction;
  readonly effects: readonly TransactionEffect[];
}

/** Begins a transaction: the request goes out for the first time. */
export function beginTransaction(reliable: boolean, timing: SipTiming): TransactionStep {
  const effects: TransactionEffect[] = [
    { kind: "send" },
    { kind: "arm", timer: "F", delayMs: TIMEOUT_T1S * timing.t1Ms },
  ];
  if (!reliable) effects.push({ kind: "arm", timer: "E", delayMs: timing.t1Ms });
  return { next: { state: "trying", reliable, repeatMs: timing.t1Ms }, effects };
}

/** Takes a transaction one event further; pure. */
export function stepTransaction(
  transaction: ClientTransaction,
  event: TransactionEvent,
  timing: SipTiming,
): TransactionStep {
  const { state } = transaction;
  if (state === "terminated") return { next: transaction, effects: [] };
  if (event.kind === "timer") return onTimer(transaction, event.timer, timing);
  if (state === "completed") return { next: transaction, effects: [] };
  if (event.kind === "transport-failed") return fail(transaction, "transport");
  if (event.status < 200) {
    // From here on repeats come at T2. @see RFC 3261 §17.1.2.2
    return { next: { ...transaction, state: "proceeding" }, effects: [] };
  }
  return complete(transaction, timing);
}

function onTimer(
  transaction: ClientTransaction,
  timer: TransactionTimer,
  { t2Ms }: SipTiming,
): TransactionStep {
  const { state, reliable, repeatMs } = transaction;
  if (state === "completed") {
    if (timer !== "K") return { next: transaction, effects: [] };
    return { next: { ...transaction, state: "terminated" }, effects: [{ kind: "ended" }] };
  }
  if (timer === "F") return fail(transaction, "timeout");
  if (timer !== "E" || reliable) return { next: transaction, effects: [] };
  const nextMs = state === "proceeding" ? t2Ms : Math.min(repeatMs * 2, t2Ms);
  return {
    next: { ...transaction, repeatMs: nextMs },
    effects: [{ kind: "send" }, { kind: "arm", timer: "E", delayMs: nextMs }],
  };
}

function complete(transaction: ClientTransaction, { t4Ms }: SipTiming): TransactionStep {
  const stop: TransactionEffect[] = [
    { kind: "cancel", timer: "E" },
    { kind: "cancel", timer: "F" },
    { kind: "answered" },
  ];
  if (transaction.reliable) {
    return {
      next: { ...transaction, state: "terminated" },
      effects: [...stop, { kind: "ended" }],
    };
  }
  return {
    next: { ...transaction, state: "completed" },
    effects: [...stop, { kind: "arm", timer: "K", delayMs: t4Ms }],
  };
}

function fail(transaction: ClientTransaction, why: "timeout" | "transport"): TransactionStep {
  return {
    next: { ...transaction, state: "terminated" },
    effects: [
      { kind: "cancel", timer: "E" },
      { kind: "cancel", timer: "F" },
      { kind: "failed", why },
      { kind: "ended" },
    ],
  };
}
