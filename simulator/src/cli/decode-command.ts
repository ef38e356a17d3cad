import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Decoded,
  type DecodedContent,
  decodeCapture,
  decodeEitherBytes,
  decodeFrameBytes,
  decodeMessageBytes,
  type TextSink,
} from "../decode/decode-bytes.ts";
import { EXIT } from "../results/error-document.ts";
import type { CommandIo } from "./command-io.ts";
import { captureText, type DecodeKind, inputBytes, type TextForm } from "./decode-input.ts";
import { UserError } from "./user-error.ts";

/** What the user asked to decode. */
export interface DecodeOptions {
  readonly json?: boolean;
  readonly file?: string;
  readonly form: TextForm;
  readonly as: DecodeKind;
}

/** What `decode --json` prints. */
export interface DecodeDocument extends DecodedContent {
  readonly v: 1;
  readonly command: "decode";
  readonly elapsedMs: number;
  readonly partial: false;
  /** Bytes that were read. */
  readonly bytes: number;
}

/**
 * Describes a message, a row of frames or a capture file, each field named.
 *
 * @param text bytes as text; absent or `-` reads standard input, unless a file is named
 * @returns 0, or 2 when a receiver would refuse anything of what was given
 */
export async function runDecode(
  text: string | undefined,
  options: DecodeOptions,
  io: CommandIo,
): Promise<number> {
  const startMs = io.hostMs();
  const input = await readSource(text, options, io);
  const write = options.json === true ? undefined : io.out;
  const { bytes, decoded } = decodeInput(input, options, write);
  if (options.json === true) {
    const document: DecodeDocument = {
      v: 1,
      command: "decode",
      elapsedMs: Math.round(io.hostMs() - startMs),
      partial: false,
      bytes,
      ...decoded.content,
    };
    io.out(`${JSON.stringify(document)}\n`);
  }
  return decoded.hasRefused ? EXIT.usage : EXIT.ok;
}

function decodeInput(
  input: Uint8Array,
  { form, as }: DecodeOptions,
  write: TextSink,
): { readonly bytes: number; readonly decoded: Decoded } {
  const capture = captureText(input, form, as);
  if (capture !== undefined) {
    return { bytes: input.length, decoded: decodeCapture(capture, write) };
  }
  const bytes = inputBytes(input, form);
  const decode = { auto: decodeEitherBytes, message: decodeMessageBytes, frame: decodeFrameBytes };
  const decoded = decode[as === "capture" ? "auto" : as](bytes, write);
  return { bytes: bytes.length, decoded };
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
