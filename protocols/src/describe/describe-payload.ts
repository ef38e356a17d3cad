import { type DecodeError, decodeError } from "../codec/decode-error.ts";
import { CHANNELS, type Channel } from "../mqtt/channels.ts";
import type { SealError } from "../security/seal-error.ts";
import type { SealHeader } from "../security/seal-header.ts";
import { looksSealed, readSealed } from "../security/sealed-message.ts";
import {
  REQUIREMENT_OF_DECODE_ERROR,
  REQUIREMENT_OF_SEAL_FORM,
  type RequirementId,
} from "./broken-requirement.ts";
import { describeMessage, type MessageDescription } from "./describe-message.ts";

/** One thing for which a receiver refuses bytes, and the sentence that it breaks. */
export interface Defect {
  readonly code: string;
  /** What is wrong, where, what was found and what is allowed, in one line. */
  readonly message: string;
  /** Absent where the fault is not in the bytes. */
  readonly requirement?: RequirementId;
}

/** What a sealed message says of its seal; whether it is true needs the key. */
export interface SealDescription extends SealHeader {
  /** Tag or signature in bytes. */
  readonly tagBytes: number;
}

/** A payload in words. */
export interface PayloadDescription {
  readonly seal?: SealDescription;
  /** The message, inside the seal if there is one; absent when the bytes are none. */
  readonly message?: MessageDescription;
  readonly defects: readonly Defect[];
}

/**
 * Describes what travels on a channel: an open or sealed message, and every reason for refusing it
 * that shows without keys and without what was sent before.
 *
 * @param channel where it travelled, if that is known; a message of another channel is a defect
 */
export function describePayload(bytes: Uint8Array, channel?: Channel): PayloadDescription {
  if (!looksSealed(bytes)) return describeOpen(bytes, channel);
  const sealed = readSealed(bytes);
  if (!sealed.ok) return { defects: [defectOfSeal(sealed.error)] };
  const { header, message, tag } = sealed.value;
  return { seal: { ...header, tagBytes: tag.length }, ...describeOpen(message, channel) };
}

/** Says which sentence a refused message or topic breaks. */
export function defectOf({ code, message }: DecodeError): Defect {
  const requirement = REQUIREMENT_OF_DECODE_ERROR[code];
  return { code, message, ...(requirement === undefined ? {} : { requirement }) };
}

function describeOpen(bytes: Uint8Array, channel: Channel | undefined): PayloadDescription {
  const described = describeMessage(bytes);
  if (!described.ok) return { defects: [defectOf(described.error)] };
  const message = described.value;
  const errors = [...strayError(message, channel), ...(message.problem ? [message.problem] : [])];
  return { message, defects: errors.map(defectOf) };
}

/** A number that is not known here may well belong there in a newer version. */
function strayError({ id, name }: MessageDescription, channel?: Channel): readonly DecodeError[] {
  if (channel === undefined || name === undefined) return [];
  const { messages } = CHANNELS[channel];
  if (messages.some((message) => message.id === id)) return [];
  const allowed = messages.map((message) => message.name).join(", ");
  return [decodeError("wrong-message", { field: channel, found: name, allowed })];
}

function defectOfSeal({ code, message }: SealError): Defect {
  if (code !== "seal-form" && code !== "seal-header") return { code, message };
  return { code, message, requirement: REQUIREMENT_OF_SEAL_FORM[code] };
}
