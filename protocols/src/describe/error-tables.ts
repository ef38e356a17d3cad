import { DECODE_ERRORS, type DecodeErrorCode } from "../codec/decode-error.ts";
import type { FrameErrorCode } from "../framing/frame.ts";
import { SEAL_ERRORS } from "../security/seal-error.ts";
import {
  REQUIREMENT_OF_DECODE_ERROR,
  REQUIREMENT_OF_FRAME_ERROR,
  REQUIREMENT_OF_SEAL_FORM,
} from "./broken-requirement.ts";
import { markdownTable } from "./markdown-table.ts";

const HEADINGS = ["error", "what is wrong", "requirement"];

const FRAME_SENTENCES: Readonly<Record<FrameErrorCode, string>> = {
  cobs: "The stuffing is broken: a run goes on behind the end.",
  short: "The bytes are too few for header and checksum.",
  crc: "The checksum does not match.",
  version: "The frame has another layout version.",
  type: "The type of the frame is not known.",
  address: "The address cannot be.",
  length: "The payload has another length than the header says.",
  "too-long": "The frame or its payload is longer than the receiver takes.",
};

/** Writes the tables of all errors that bytes lead to, by the names that vectors and reports use. */
export function errorTables(): readonly string[] {
  const decode = Object.entries(DECODE_ERRORS).map(([code, { sentence }]) => [
    `\`${code}\``,
    sentence,
    REQUIREMENT_OF_DECODE_ERROR[code as DecodeErrorCode] ?? "",
  ]);
  const frames = Object.entries(FRAME_SENTENCES).map(([code, sentence]) => [
    `\`${code}\``,
    sentence,
    REQUIREMENT_OF_FRAME_ERROR[code as FrameErrorCode],
  ]);
  const formOf: Readonly<Record<string, string>> = REQUIREMENT_OF_SEAL_FORM;
  const seals = Object.entries(SEAL_ERRORS).map(([code, sentence]) => [
    `\`${code}\``,
    sentence,
    formOf[code] ?? "",
  ]);
  return [
    "## Errors of messages and topics",
    "A counter report names them, and so do the vectors. `wrong-channel` is counted where a message is read on a channel that is not its own (OMDP-MQT-005).",
    markdownTable(HEADINGS, decode),
    "## Errors of frames",
    markdownTable(HEADINGS, frames),
    "## Errors of sealed messages",
    markdownTable(HEADINGS, seals),
  ];
}
