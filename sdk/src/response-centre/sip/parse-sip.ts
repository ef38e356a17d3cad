import type { SipHeader, SipMessage } from "./sip-message.ts";

/** How large a message may be before it is refused unread. */
export const SIP_LIMITS = {
  headBytes: 8_192,
  bodyBytes: 16_384,
  headers: 64,
  lineCharacters: 2_048,
} as const;

/** Why bytes are not a message of SIP. */
export type SipParseError =
  | "head-too-large"
  | "body-too-large"
  | "head-incomplete"
  | "body-incomplete"
  | "start-line"
  | "header-line"
  | "too-many-headers"
  | "content-length"
  | "missing-header"
  | "not-utf8";

/** A message, or why the bytes are none. */
export type SipParsed =
  | { readonly ok: true; readonly message: SipMessage }
  | { readonly ok: false; readonly error: SipParseError };

/** The start line and headers of a message, before its body is there. */
export type SipHead =
  | { readonly ok: true; readonly head: SipMessage; readonly bodyBytes: number | undefined }
  | { readonly ok: false; readonly error: SipParseError };

const COMPACT: Readonly<Record<string, string>> = {
  v: "via",
  f: "from",
  t: "to",
  i: "call-id",
  m: "contact",
  c: "content-type",
  l: "content-length",
  e: "content-encoding",
  s: "subject",
  k: "supported",
};

/** Headers without which no answer can be matched or sent. @see RFC 3261 §8.1.1 */
const REQUIRED = ["via", "from", "to", "call-id", "cseq"] as const;

const CR = 13;
const LF = 10;

/** Finds where the head ends: the offset of the body, or `undefined` while it is not there. */
export function headEnd(bytes: Uint8Array): number | undefined {
  const last = Math.min(bytes.length, SIP_LIMITS.headBytes) - 3;
  for (let at = 0; at < last; at += 1) {
    if (bytes[at] !== CR || bytes[at + 1] !== LF) continue;
    if (bytes[at + 2] === CR && bytes[at + 3] === LF) return at + 4;
  }
  return undefined;
}

/**
 * Reads one datagram. What stands behind the stated length is ignored; without one the body goes to
 * the end. @see RFC 3261 §18.3
 */
export function parseSipDatagram(bytes: Uint8Array): SipParsed {
  const end = headEnd(bytes);
  if (end === undefined) {
    const error = bytes.length >= SIP_LIMITS.headBytes ? "head-too-large" : "head-incomplete";
    return { ok: false, error };
  }
  const head = parseSipHead(bytes.subarray(0, end));
  if (!head.ok) return head;
  const length = head.bodyBytes ?? bytes.length - end;
  if (length > SIP_LIMITS.bodyBytes) return { ok: false, error: "body-too-large" };
  if (end + length > bytes.length) return { ok: false, error: "body-incomplete" };
  return withBody(head.head, bytes.subarray(end, end + length));
}

/** Puts a body to a head. */
export function withBody(head: SipMessage, bytes: Uint8Array): SipParsed {
  const body = textOf(bytes);
  if (body === undefined) return { ok: false, error: "not-utf8" };
  return { ok: true, message: { ...head, body } };
}

/** Reads start line and headers, the empty line behind them included. */
export function parseSipHead(bytes: Uint8Array): SipHead {
  const text = textOf(bytes);
  if (text === undefined) return { ok: false, error: "not-utf8" };
  const [first = "", ...lines] = text.slice(0, -4).split("\r\n");
  const start = startOf(first);
  if (start === undefined) return { ok: false, error: "start-line" };
  const headers = headersFrom(lines);
  if (!Array.isArray(headers)) return { ok: false, error: headers as SipParseError };
  const named = new Set(headers.map(({ name }) => name));
  if (REQUIRED.some((name) => !named.has(name))) return { ok: false, error: "missing-header" };
  const bodyBytes = lengthOf(headers);
  if (bodyBytes === "wrong") return { ok: false, error: "content-length" };
  return { ok: true, head: { ...start, headers, body: "" }, bodyBytes };
}

type Start =
  | { readonly kind: "request"; readonly method: string; readonly uri: string }
  | { readonly kind: "response"; readonly status: number; readonly reason: string };

function startOf(line: string): Start | undefined {
  if (line.length > SIP_LIMITS.lineCharacters) return undefined;
  const response = /^SIP\/2\.0 ([1-6]\d\d) ([^\r\n\0]*)$/i.exec(line);
  if (response !== null) {
    return { kind: "response", status: Number(response[1]), reason: response[2] ?? "" };
  }
  const request = /^([A-Z]{1,32}) (\S+) SIP\/2\.0$/.exec(line);
  if (request === null || line.includes("\0")) return undefined;
  return { kind: "request", method: request[1] ?? "", uri: request[2] ?? "" };
}

function headersFrom(lines: readonly string[]): readonly SipHeader[] | SipParseError {
  const headers: SipHeader[] = [];
  for (const line of lines) {
    if (line.length > SIP_LIMITS.lineCharacters || /[\r\n\0]/.test(line)) return "header-line";
    const last = headers.at(-1);
    // A line that begins with space goes on with the one before it. @see RFC 3261 §7.3.1
    if (/^[ \t]/.test(line) && last !== undefined) {
      headers[headers.length - 1] = { ...last, value: `${last.value} ${line.trim()}`.trim() };
      continue;
    }
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (!/^[a-z0-9.!%*_+`'~-]+$/.test(name)) return "header-line";
    headers.push({ name: COMPACT[name] ?? name, value: line.slice(colon + 1).trim() });
    if (headers.length > SIP_LIMITS.headers) return "too-many-headers";
  }
  return headers;
}

function lengthOf(headers: readonly SipHeader[]): number | undefined | "wrong" {
  const values = headers.filter(({ name }) => name === "content-length");
  const first = values[0]?.value;
  if (first === undefined) return undefined;
  // Two lengths that differ would let two readers see two different messages.
  if (values.some(({ value }) => value !== first) || !/^\d{1,9}$/.test(first)) return "wrong";
  return Number(first);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
