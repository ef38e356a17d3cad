import type { DecodeErrorCode } from "../codec/decode-error.ts";
import type { FrameErrorCode } from "../framing/frame.ts";

/** Id of a sentence of the specification, `OMDP-XXX-nnn`. */
export type RequirementId = `OMDP-${string}-${string}`;

/** Errors of the armour that the bytes of a message show by themselves. */
export type SealFormCode = "seal-form" | "seal-header";

/**
 * The sentence that a message or topic breaks when it is refused for a reason; `undefined` where
 * the fault is not in the bytes.
 */
export const REQUIREMENT_OF_DECODE_ERROR: Readonly<
  Record<DecodeErrorCode, RequirementId | undefined>
> = {
  "too-large": "OMDP-CBR-008",
  truncated: "OMDP-CBR-002",
  "trailing-bytes": "OMDP-CBR-002",
  "malformed-head": "OMDP-CBR-001",
  "indefinite-length": "OMDP-CBR-002",
  "not-shortest": "OMDP-CBR-002",
  "integer-too-large": "OMDP-CBR-003",
  float: "OMDP-CBR-003",
  tag: "OMDP-CBR-004",
  "simple-value": "OMDP-CBR-005",
  "invalid-utf8": "OMDP-CBR-007",
  "too-deep": "OMDP-CBR-008",
  "too-many-items": "OMDP-CBR-008",
  "key-not-integer": "OMDP-CBR-006",
  "key-too-large": "OMDP-CBR-006",
  "key-duplicate": "OMDP-CBR-002",
  "key-order": "OMDP-CBR-002",
  "library-refused": undefined,
  "not-a-message": "OMDP-MSG-001",
  "unknown-message": "OMDP-MSG-006",
  "wrong-message": "OMDP-MQT-005",
  "missing-field": "OMDP-MSG-002",
  "unknown-critical-field": "OMDP-MSG-005",
  "wrong-type": "OMDP-MSG-002",
  "out-of-range": "OMDP-MSG-002",
  "text-form": "OMDP-MSG-002",
  "unknown-word": "OMDP-MSG-002",
  "topic-form": "OMDP-MQT-001",
  "topic-version": "OMDP-MQT-001",
  "topic-name": "OMDP-MQT-001",
  "topic-channel": "OMDP-MQT-001",
};

/** The sentence that a frame breaks when it is refused for a reason. */
export const REQUIREMENT_OF_FRAME_ERROR: Readonly<Record<FrameErrorCode, RequirementId>> = {
  cobs: "OMDP-FRM-002",
  short: "OMDP-FRM-001",
  crc: "OMDP-FRM-004",
  version: "OMDP-FRM-005",
  type: "OMDP-FRM-005",
  address: "OMDP-FRM-009",
  length: "OMDP-FRM-005",
  "too-long": "OMDP-FRM-006",
};

/** The sentence that a sealed message breaks by its form. */
export const REQUIREMENT_OF_SEAL_FORM: Readonly<Record<SealFormCode, RequirementId>> = {
  "seal-form": "OMDP-SEC-001",
  "seal-header": "OMDP-SEC-002",
};
