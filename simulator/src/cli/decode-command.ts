import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type DropAddress,
  describeMessage,
  descriptionText,
  FRAME_PAYLOAD_MAX,
  FrameDecoder,
  type FrameErrorCode,
  type FrameType,
  type MessageDescription,
} from "@dosekit/protocols";
import { EXIT } from "../results/error-document.ts";
import type { CommandIo } from "./command-io.ts";
import { inputBytes, type TextForm } from "./decode-input.ts";
import { UserError } from "./user-error.ts";

/** What the bytes may be: `auto` tries a message first. */
export const DECODE_KINDS = ["auto", "message", "frame"] as const;

/** What the user asked to decode. */
export interface DecodeOptions {
  readonly json?: boolean;
  readonly file?: string;
  readonly form: TextForm;
  readonly as: (typeof DECODE_KINDS)[number];
}

/** One frame of a serial line in words, or why the bytes are none. */
export type DescribedFrame =
  | {
      readonly type: FrameType;
      readonly seq: number;
      readonly ack: number;
      /** On a line that several devices share: whom it goes to or comes from. */
      readonly drop?: DropAddress;
      /** Payload in hex. */
      readonly payload: string;
      /** The payload field by field, where it is a whole message. */
      readonly message?: MessageDescription;
    }
  | { readonly error: FrameErrorCode };

/** What `decode --json` prints. */
export interface DecodeDocument {
  readonly v: 1;
  readonly command: "decode";
  readonly elapsedMs: number;
  readonly partial: false;
  /** Bytes that were read. */
  readonly bytes: number;
  readonly message?: MessageDescription;
  readonly frames?: readonly DescribedFrame[];
}

/**
 * Describes a message or a row of frames, each field named.
 *
 * @param text bytes as text; absent or `-` reads standard input, unless a file is named
 * @returns 0, or 2 when a receiver would refuse what was given
 */
export async function runDecode(
  text: string | undefined,
  options: DecodeOptions,
  io: CommandIo,
): Promise<number> {
  const startMs = io.hostMs();
  const bytes = inputBytes(await readSource(text, options, io), options.form);
  const content = describeBytes(bytes, options.as);
  const document: DecodeDocument = {
    v: 1,
    command: "decode",
    elapsedMs: Math.round(io.hostMs() - startMs),
    partial: false,
    bytes: bytes.length,
    ...content,
  };
  io.out(options.json === true ? `${JSON.stringify(document)}\n` : textOf(document));
  return isRefused(document) ? EXIT.usage : EXIT.ok;
}

async function readSource(
  text: string | undefined,
  { file }: DecodeOptions,
  io: CommandIo,
): Promise<Uint8Array> {
  if (file === undefined)
    return text === undefined || text === "-" ? io.readInput() : Buffer.from(text);
  try {
    return readFileSync(resolve(io.cwd, file));
  } catch (cause) {
    throw new UserError({
      code: "file.cannot-read",
      file,
      field: "--file",
      found: cause instanceof Error && "code" in cause ? String(cause.code) : "?",
      allowed: "a file that exists and may be read",
      message: "The file can't be read.",
    });
  }
}

function describeBytes(
  bytes: Uint8Array,
  as: DecodeOptions["as"],
): Pick<DecodeDocument, "message" | "frames"> {
  if (as === "frame") return { frames: describeFrames(bytes) };
  const described = describeMessage(bytes);
  if (described.ok) return { message: described.value };
  const frames = as === "auto" ? describeFrames(bytes) : [];
  if (frames.some((frame) => !("error" in frame))) return { frames };
  const { code, offset, field, found, allowed, message } = described.error;
  throw new UserError({
    code: `decode.${code}`,
    field: field ?? (offset === undefined ? "input" : `byte ${offset}`),
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
    message: `The bytes are no message of the protocol: ${message}`,
  });
}

function describeFrames(bytes: Uint8Array): readonly DescribedFrame[] {
  const frames: DescribedFrame[] = [];
  const decoder = new FrameDecoder({ payloadMax: FRAME_PAYLOAD_MAX });
  const wire = bytes.at(-1) === 0 ? bytes : Uint8Array.of(...bytes, 0);
  decoder.push(wire, (result) => {
    if (!result.ok) {
      frames.push({ error: result.error });
      return;
    }
    const { payload, ...head } = result.frame;
    const described = describeMessage(payload);
    frames.push({
      ...head,
      payload: Buffer.from(payload).toString("hex"),
      ...(described.ok ? { message: described.value } : {}),
    });
  });
  return frames;
}

function isRefused({ message, frames = [] }: DecodeDocument): boolean {
  return message?.problem !== undefined || frames.some((frame) => "error" in frame);
}

function textOf({ message, frames = [] }: DecodeDocument): string {
  if (message !== undefined) return descriptionText(message);
  return frames.map(frameText).join("");
}

function frameText(frame: DescribedFrame): string {
  if ("error" in frame) return `frame refused: ${FRAME_ERRORS[frame.error]}\n`;
  const { type, seq, ack, drop, payload, message } = frame;
  const line = drop === undefined ? "" : `, ${WAYS[drop.from]} device ${drop.address}`;
  const size = `${payload.length / 2} bytes of payload`;
  const head = `frame ${type}: seq ${seq}, ack ${ack}${line}, ${size}\n`;
  if (message !== undefined) return head + descriptionText(message);
  return payload === "" ? head : `${head}  payload  ${payload}\n`;
}

const WAYS = { gateway: "to", device: "from" } as const;

const FRAME_ERRORS: Readonly<Record<FrameErrorCode, string>> = {
  cobs: "the byte stuffing is broken (cobs)",
  short: "too short to hold a frame (short)",
  crc: "the checksum does not match (crc)",
  version: "another version of the frame layout (version)",
  type: "no such frame type (type)",
  address: "the address is 0 or missing on a shared line (address)",
  length: "the length differs from the header's (length)",
  "too-long": "more bytes than a receiver takes (too-long)",
};
