import { MESSAGES } from "../messages/index.ts";
import type { MessageDefinition } from "../schema/define-message.ts";
import type { Fields, InferFields } from "../schema/kind.ts";
import { decodeStrict } from "./canonical-cbor.ts";
import { type CborLimits, type CborValue, DEFAULT_LIMITS } from "./cbor-value.ts";
import { type DecodeResult, refused } from "./decode-error.ts";
import { readFields } from "./read-fields.ts";
import { readScanned, scannedNumber } from "./read-scanned.ts";
import { scanStrict } from "./strict-scan.ts";

/** A message of a peer together with its definition. */
export interface DecodedMessage {
  readonly definition: MessageDefinition;
  /** The message by field names; narrow it with {@link decodeAs} where the type is known. */
  readonly message: Readonly<Record<string, unknown>>;
  /** How many fields a newer peer sent that are not known here and were ignored. */
  readonly unknownKeys: number;
}

const KNOWN = new Map(MESSAGES.map((definition) => [definition.id, definition]));

/**
 * Reads one message of any type.
 *
 * Any bytes give a message or a typed error, never an exception.
 *
 * @param limits tighter limits of the link, such as its MTU
 * @see OMDP-MSG-001 to OMDP-MSG-006
 */
export function decodeMessage(
  bytes: Uint8Array,
  limits?: Partial<CborLimits>,
): DecodeResult<DecodedMessage> {
  const short = readShort(bytes, limits);
  if (short !== undefined) return { ok: true, value: short };
  const opened = openEnvelope(bytes, limits);
  if (!opened.ok) return opened;
  const { id, body } = opened.value;
  const definition = KNOWN.get(id);
  if (definition === undefined) return refused("unknown-message", { found: String(id) });
  const read = readFields(definition.fields, body, definition.name);
  if (!read.ok) return read;
  const { message, unknownKeys } = read.value;
  return { ok: true, value: { definition, message, unknownKeys } };
}

/**
 * Reads one message that has to be of a given type.
 *
 * @returns the message, or `wrong-message` when the bytes hold another one
 */
export function decodeAs<F extends Fields>(
  definition: MessageDefinition<F>,
  bytes: Uint8Array,
  limits?: Partial<CborLimits>,
): DecodeResult<InferFields<F>> {
  const short = readShort(bytes, limits, definition);
  if (short !== undefined) return { ok: true, value: short.message as InferFields<F> };
  const opened = openEnvelope(bytes, limits);
  if (!opened.ok) return opened;
  const { id, body } = opened.value;
  if (id !== definition.id) {
    const code = KNOWN.has(id) ? "wrong-message" : "unknown-message";
    return refused(code, { found: String(id), allowed: `${definition.id} (${definition.name})` });
  }
  const read = readFields(definition.fields, body, definition.name);
  return read.ok ? { ok: true, value: read.value.message as InferFields<F> } : read;
}

/** Reads by the short way; `undefined` where the long one has to say what is wrong. */
function readShort(
  bytes: Uint8Array,
  limits: Partial<CborLimits> | undefined,
  expected?: MessageDefinition,
): DecodedMessage | undefined {
  const bounds = limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...limits };
  if (scanStrict(bytes, bounds) !== undefined) return undefined;
  const id = scannedNumber(bytes);
  const definition = expected ?? KNOWN.get(id ?? -1);
  if (definition === undefined || definition.id !== id) return undefined;
  return readScanned(definition, bytes);
}

/** The two parts of the wire form `[number, {key: value}]`. */
export interface Envelope {
  readonly id: number;
  readonly body: ReadonlyMap<number, CborValue>;
}

/** Reads the envelope and leaves the body as it is. */
export function openEnvelope(
  bytes: Uint8Array,
  limits?: Partial<CborLimits>,
): DecodeResult<Envelope> {
  const decoded = decodeStrict(bytes, limits);
  if (!decoded.ok) return decoded;
  if (!Array.isArray(decoded.value) || decoded.value.length !== 2) return refused("not-a-message");
  const [id, body] = decoded.value as readonly CborValue[];
  if (typeof id !== "number" || id < 0 || !(body instanceof Map)) return refused("not-a-message");
  return { ok: true, value: { id, body } };
}
