import {
  type Defect,
  describeMessage,
  describePayload,
  type MessageDescription,
  type PayloadDescription,
  REQUIREMENT_OF_DECODE_ERROR,
  type SealDescription,
} from "@dosekit/protocols";
import { UserError } from "../cli/user-error.ts";
import {
  type CaptureCounts,
  CaptureReader,
  type DescribedLine,
  isLineRefused,
} from "./capture-reader.ts";
import { type DescribedFrame, isFrameRefused } from "./described-frame.ts";
import { captureLineText, countsText, frameText, messageText } from "./description-lines.ts";
import { type FrameCounts, FrameStream, FrameTally } from "./frame-stream.ts";
import { Listing } from "./listing.ts";

/** What bytes held: a message, frames, or the lines of a capture. */
export interface DecodedContent {
  readonly seal?: SealDescription;
  readonly message?: MessageDescription;
  readonly defects?: readonly Defect[];
  readonly frames?: readonly DescribedFrame[];
  readonly lines?: readonly DescribedLine[];
  readonly counts?: FrameCounts | CaptureCounts;
  /** Frames or lines beyond those that one document lists; they are counted all the same. */
  readonly omitted?: number;
}

/** What was found, and whether a receiver would refuse any of it. */
export interface Decoded {
  readonly content: DecodedContent;
  readonly hasRefused: boolean;
}

/** Writes for people as it goes; without it everything is kept for a document. */
export type TextSink = ((text: string) => void) | undefined;

/**
 * Decodes one message.
 *
 * @throws {@link UserError} `decode.…` when the bytes are none
 */
export function decodeMessageBytes(bytes: Uint8Array, write: TextSink): Decoded {
  const described = describePayload(bytes);
  if (described.message === undefined) throw noMessage(bytes, described);
  return decodedMessage(described, write);
}

/** Decodes a row of frames, whole or cut anywhere. */
export function decodeFrameBytes(bytes: Uint8Array, write: TextSink): Decoded {
  const tally = new FrameTally();
  const listing = new Listing<DescribedFrame>({
    textOf: frameText,
    isRefused: isFrameRefused,
    ...(write === undefined ? {} : { write }),
  });
  const stream = new FrameStream();
  const sink = (frame: DescribedFrame): void => {
    tally.add(frame);
    listing.add(frame);
  };
  stream.push(bytes, sink);
  stream.end(sink);
  const counts = tally.counts();
  write?.(countsText(counts));
  const content = { frames: listing.rows, counts, ...omittedOf(listing) };
  return { content, hasRefused: listing.hasRefused };
}

/**
 * Decodes a message or, if the bytes are none, a row of frames.
 *
 * @throws {@link UserError} `decode.…` when not one frame is found either
 */
export function decodeEitherBytes(bytes: Uint8Array, write: TextSink): Decoded {
  const described = describePayload(bytes);
  if (described.message !== undefined) return decodedMessage(described, write);
  let hasFrame = false;
  const stream = new FrameStream();
  const look = (frame: DescribedFrame): void => {
    hasFrame ||= !("error" in frame);
  };
  stream.push(bytes, look);
  stream.end(look);
  if (!hasFrame) throw noMessage(bytes, described);
  return decodeFrameBytes(bytes, write);
}

/** Decodes a capture file line by line. */
export function decodeCapture(text: string, write: TextSink): Decoded {
  const reader = new CaptureReader();
  const listing = new Listing<DescribedLine>({
    textOf: captureLineText,
    isRefused: isLineRefused,
    ...(write === undefined ? {} : { write }),
  });
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const line = reader.read(text.slice(from, end < 0 ? text.length : end));
    if (line !== undefined) listing.add(line);
    from = end < 0 ? text.length : end + 1;
  }
  for (const line of reader.end()) listing.add(line);
  const counts = reader.counts();
  write?.(countsText(counts));
  const content = { lines: listing.rows, counts, ...omittedOf(listing) };
  return { content, hasRefused: listing.hasRefused };
}

function decodedMessage({ message, seal, defects }: PayloadDescription, write: TextSink): Decoded {
  write?.(messageText(message, seal, defects));
  const content = {
    ...(seal === undefined ? {} : { seal }),
    ...(message === undefined ? {} : { message }),
    ...(defects.length === 0 ? {} : { defects }),
  };
  return { content, hasRefused: defects.length > 0 };
}

function omittedOf({ omitted }: { readonly omitted: number }): { readonly omitted?: number } {
  return omitted === 0 ? {} : { omitted };
}

function noMessage(bytes: Uint8Array, { seal, defects }: PayloadDescription): UserError {
  const described = describeMessage(bytes);
  const [defect] = defects;
  if (seal !== undefined || described.ok || defect?.code.startsWith("seal-") === true) {
    const { code = "seal-form", message = "", requirement } = defect ?? {};
    return new UserError({
      code: `decode.${code}`,
      field: "input",
      message: `The bytes are no sealed message: ${message}${breaksText(requirement)}`,
    });
  }
  const { code, offset, field, found, allowed, message } = described.error;
  return new UserError({
    code: `decode.${code}`,
    field: field ?? (offset === undefined ? "input" : `byte ${offset}`),
    ...(found === undefined ? {} : { found }),
    ...(allowed === undefined ? {} : { allowed }),
    message: `The bytes are no message of the protocol: ${message}${breaksText(
      REQUIREMENT_OF_DECODE_ERROR[code],
    )}`,
  });
}

function breaksText(requirement: string | undefined): string {
  return requirement === undefined ? "" : ` It breaks ${requirement}.`;
}
