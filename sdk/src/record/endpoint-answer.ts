import { readBoundedJson } from "../plan-import/bounded-json.ts";

/** What one attempt to hand a bundle over came to. */
export type DeliveryAnswer =
  /** The receiver has it, now or since before. */
  | { readonly kind: "delivered"; readonly status: number }
  /** The receiver is away, busy, or refuses everybody: the same bundle goes again later. */
  | { readonly kind: "later"; readonly code: string; readonly afterMs?: number }
  /** The receiver could not do it with this bundle, which may be the bundle's fault. */
  | { readonly kind: "failed"; readonly code: string; readonly afterMs?: number }
  /** This bundle is refused for good. */
  | { readonly kind: "refused"; readonly code: string };

/** An answer as it came over HTTP; the body is cut at its bound. */
export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Absent when it was longer than the bound. */
  readonly body: Uint8Array | undefined;
}

const BUSY: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504]);
/** Credentials, address and method are the same for every bundle: somebody has to mend them. */
const REFUSES_ALL: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 421, 426, 501, 505]);
const CONFLICT = 409;
const RETRY_AFTER_MS_MAX = 60 * 60_000;
const BODY_BOUNDS = { bytesMax: 64 * 1024, depthMax: 32 };

/** Reads what an answer says of a bundle. */
export function readAnswer(answer: HttpAnswer, nowMs: number): DeliveryAnswer {
  const { status } = answer;
  const code = `http-${status}`;
  const waits = waitOf(answer.retryAfter, nowMs);
  if (status >= 200 && status <= 299) return readMessageAnswer(answer);
  if (BUSY.has(status)) return { kind: "later", code, ...waits };
  // A redirect is never followed: it could lead identity numbers anywhere.
  if (REFUSES_ALL.has(status) || status < 200 || (status >= 300 && status <= 399)) {
    return { kind: "later", code, ...waits };
  }
  if (status === CONFLICT || status >= 500) return { kind: "failed", code, ...waits };
  return { kind: "refused", code };
}

/**
 * A message may be answered by a message that refuses it. What can't be read of an answer changes
 * nothing: the status says that the bundle arrived.
 */
function readMessageAnswer({ status, body }: HttpAnswer): DeliveryAnswer {
  const read = body === undefined ? undefined : readBoundedJson(body, BODY_BOUNDS);
  const code = read?.ok === true ? responseCode(read.value) : undefined;
  if (code === "fatal-error") return { kind: "refused", code: "message-fatal-error" };
  if (code === "transient-error") return { kind: "failed", code: "message-transient-error" };
  return { kind: "delivered", status };
}

/** Finds `MessageHeader.response.code` of the first entry, where FHIR has it. */
function responseCode(bundle: unknown): unknown {
  if (own(bundle, "resourceType") !== "Bundle") return undefined;
  const entries = own(bundle, "entry");
  const header = Array.isArray(entries) ? own(entries[0], "resource") : undefined;
  if (own(header, "resourceType") !== "MessageHeader") return undefined;
  return own(own(header, "response"), "code");
}

function own(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** Seconds or a date; nobody makes a gateway wait longer than an hour. @see RFC 9110 §10.2.3 */
function waitOf(header: string | undefined, nowMs: number): { readonly afterMs?: number } {
  if (header === undefined || header.length > 64) return {};
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - nowMs;
  if (!Number.isFinite(ms)) return {};
  return { afterMs: Math.min(Math.max(ms, 0), RETRY_AFTER_MS_MAX) };
}
