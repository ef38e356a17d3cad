/** What part of the protocol a refusal comes from. */
export type DecodeErrorFamily = "cbor" | "message" | "topic";

interface DecodeErrorRow {
  readonly family: DecodeErrorFamily;
  readonly sentence: string;
}

/** Every reason for which bytes or topics of a peer are refused; names are never reused. */
export const DECODE_ERRORS = {
  "too-large": { family: "cbor", sentence: "The message has more bytes than the link allows." },
  truncated: { family: "cbor", sentence: "The bytes end inside an item." },
  "trailing-bytes": { family: "cbor", sentence: "Bytes follow the end of the message." },
  "malformed-head": { family: "cbor", sentence: "An item starts with a head that CBOR reserves." },
  "indefinite-length": { family: "cbor", sentence: "An item does not state its length." },
  "not-shortest": { family: "cbor", sentence: "A head is longer than it has to be." },
  "integer-too-large": { family: "cbor", sentence: "A number lies beyond 2^53 - 1." },
  float: { family: "cbor", sentence: "A floating-point number; all numbers are whole." },
  tag: { family: "cbor", sentence: "A tag; the profile has none." },
  "simple-value": {
    family: "cbor",
    sentence: "A simple value other than false, true and null.",
  },
  "invalid-utf8": { family: "cbor", sentence: "A text is not valid UTF-8." },
  "too-deep": { family: "cbor", sentence: "Lists and maps are nested too deeply." },
  "too-many-items": { family: "cbor", sentence: "A list or map has too many items." },
  "key-not-integer": { family: "cbor", sentence: "The key of a map is not a whole number." },
  "key-too-large": { family: "cbor", sentence: "The key of a map is 2^31 or more in size." },
  "key-duplicate": { family: "cbor", sentence: "A map has the same key twice." },
  "key-order": { family: "cbor", sentence: "The keys of a map are not in ascending order." },
  "library-refused": {
    family: "cbor",
    sentence: "The bytes are in the profile, but the CBOR library would not read them.",
  },
  "not-a-message": {
    family: "message",
    sentence: "The bytes are not a list of a message number and a map.",
  },
  "unknown-message": { family: "message", sentence: "No message has this number." },
  "wrong-message": { family: "message", sentence: "Another message than the expected one." },
  "missing-field": { family: "message", sentence: "A field that must be there is absent." },
  "unknown-critical-field": {
    family: "message",
    sentence: "A critical field (negative key) is not known here.",
  },
  "wrong-type": { family: "message", sentence: "A field holds another type of value." },
  "out-of-range": { family: "message", sentence: "A number, length or count is out of range." },
  "text-form": { family: "message", sentence: "A text has not the form of its field." },
  "unknown-word": { family: "message", sentence: "A number that stands for no word of its list." },
  "topic-form": { family: "topic", sentence: "The topic has not the form of the binding." },
  "topic-version": { family: "topic", sentence: "The topic belongs to another major version." },
  "topic-name": {
    family: "topic",
    sentence: "The tenant or device in the topic is not a valid name.",
  },
  "topic-channel": { family: "topic", sentence: "The topic ends in no known channel." },
} as const satisfies Readonly<Record<string, DecodeErrorRow>>;

/** Name of one reason in {@link DECODE_ERRORS}. */
export type DecodeErrorCode = keyof typeof DECODE_ERRORS;

/** Why bytes or a topic of a peer were refused; a value to count and show, never thrown. */
export interface DecodeError {
  readonly code: DecodeErrorCode;
  /** Where in the bytes it shows, counted from 0. */
  readonly offset?: number;
  /** Which field, as `device-event.seq` or `desired-config.plan.entries[3].id`. */
  readonly field?: string;
  readonly found?: string;
  readonly allowed?: string;
  /** All of the above in one line. */
  readonly message: string;
}

/** A value of a peer, or why it was refused. */
export type DecodeResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: DecodeError };

/** Where and what, for {@link decodeError}. */
export type DecodeErrorDetails = Omit<DecodeError, "code" | "message">;

/** Builds a refusal and its one-line text. */
export function decodeError(code: DecodeErrorCode, details: DecodeErrorDetails = {}): DecodeError {
  const { offset, field, found, allowed } = details;
  const where = field === undefined ? "" : `${field}: `;
  const what = [
    ...(found === undefined ? [] : [`found ${found}`]),
    ...(allowed === undefined ? [] : [`allowed ${allowed}`]),
    ...(offset === undefined ? [] : [`at byte ${offset}`]),
  ].join(", ");
  const sentence = DECODE_ERRORS[code].sentence;
  return { code, ...details, message: `${where}${sentence}${what === "" ? "" : ` (${what})`}` };
}

/** Builds a refused result. */
export function refused(
  code: DecodeErrorCode,
  details: DecodeErrorDetails = {},
): { readonly ok: false; readonly error: DecodeError } {
  return { ok: false, error: decodeError(code, details) };
}
