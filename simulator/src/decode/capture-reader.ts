import {
  type Channel,
  type Defect,
  decodeError,
  defectOf,
  describePayload,
  isUpChannel,
  type MessageDescription,
  type PayloadDescription,
  parseTopic,
  type SealDescription,
} from "@dosekit/protocols";
import { type CaptureLine, readCaptureLine } from "./capture-line.ts";
import { type DescribedFrame, isFrameRefused } from "./described-frame.ts";
import { FrameStream, FrameTally } from "./frame-stream.ts";

/** The parts of a topic. */
export interface TopicParts {
  readonly tenant: string;
  readonly deviceId: string;
  readonly channel: Channel;
  /** Who publishes there. */
  readonly from: "device" | "gateway";
}

/** One line of a capture in words. */
export interface DescribedLine {
  /** Number of the line, from 1; the last one again for what was never ended. */
  readonly line: number;
  readonly t?: string | number;
  readonly dir?: string;
  readonly bytes: number;
  readonly topic?: TopicParts;
  readonly seal?: SealDescription;
  readonly message?: MessageDescription;
  /** Frames of a serial line that ended in this line. */
  readonly frames?: readonly DescribedFrame[];
  readonly defects: readonly Defect[];
}

/** What a capture held. */
export interface CaptureCounts {
  readonly lines: number;
  /** Messages over MQTT or by themselves. */
  readonly messages: number;
  readonly frames: number;
  /** Lines, messages and frames that are refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

/** Streams of serial lines that one capture may tell apart. */
const DIRECTIONS_MAX = 64;

/**
 * Reads a capture file line by line.
 *
 * A line with a topic is one message. A line without is a message when its bytes are one, and else
 * the next bytes of the serial line of its direction, cut anywhere. What is wrong with a line is
 * told, and the next is read.
 */
export class CaptureReader {
  readonly #streams = new Map<string, FrameStream>();
  readonly #tally = new FrameTally();
  readonly #refused = new Map<string, number>();
  #lines = 0;
  #messages = 0;

  /** Describes the next line; `undefined` for a blank one. */
  read(text: string): DescribedLine | undefined {
    this.#lines += 1;
    if (text.trim() === "") return undefined;
    const result = readCaptureLine(text);
    if (!result.ok) return this.#counted({ bytes: 0, defects: [result.defect] });
    const { bytes, t, dir, topic } = result.line;
    const noted = {
      ...(t === undefined ? {} : { t }),
      ...(dir === undefined ? {} : { dir }),
      bytes: bytes.length,
    };
    const content = topic === undefined ? this.#withoutTopic(result.line) : onTopic(topic, bytes);
    return this.#counted({ ...noted, ...content });
  }

  /** Ends the capture and describes what serial lines held at their ends. */
  end(): readonly DescribedLine[] {
    return [...this.#streams].flatMap(([dir, stream]) => {
      const frames = this.#framesOf((sink) => stream.end(sink));
      if (frames.length === 0) return [];
      return [this.#counted({ bytes: 0, ...(dir === "" ? {} : { dir }), frames, defects: [] })];
    });
  }

  /** What was read so far. */
  counts(): CaptureCounts {
    const { frames, refused } = this.#tally.counts();
    return {
      lines: this.#lines,
      messages: this.#messages,
      frames,
      refused: { ...Object.fromEntries(this.#refused), ...refused },
    };
  }

  #withoutTopic({ bytes, dir = "" }: CaptureLine): LineContent {
    const stream = this.#streams.get(dir);
    if (stream?.isInside !== true) {
      const described = describePayload(bytes);
      if (described.message !== undefined) return described;
    }
    if (stream === undefined && this.#streams.size >= DIRECTIONS_MAX)
      return { defects: [tooManyDirections()] };
    const line = stream ?? new FrameStream();
    this.#streams.set(dir, line);
    return { frames: this.#framesOf((sink) => line.push(bytes, sink)), defects: [] };
  }

  #framesOf(read: (sink: (frame: DescribedFrame) => void) => void): readonly DescribedFrame[] {
    const frames: DescribedFrame[] = [];
    read((frame) => {
      this.#tally.add(frame);
      frames.push(frame);
    });
    return frames;
  }

  #counted(line: Omit<DescribedLine, "line">): DescribedLine {
    if (line.message !== undefined) this.#messages += 1;
    const inFrames = (line.frames ?? []).flatMap((frame) =>
      "error" in frame ? [] : (frame.defects ?? []),
    );
    for (const { code } of [...line.defects, ...inFrames])
      this.#refused.set(code, (this.#refused.get(code) ?? 0) + 1);
    return { line: this.#lines, ...line };
  }
}

/** Tells whether anything of a line is refused. */
export function isLineRefused({ defects, frames = [] }: DescribedLine): boolean {
  return defects.length > 0 || frames.some(isFrameRefused);
}

type LineContent = Pick<DescribedLine, "topic" | "frames" | "defects"> & PayloadDescription;

function onTopic(topic: string, bytes: Uint8Array): LineContent {
  const parsed = parseTopic(topic);
  if (!parsed.ok) {
    const { defects, ...content } = describePayload(bytes);
    return { ...content, defects: [defectOf(parsed.error), ...defects] };
  }
  const { channel } = parsed.value;
  const from = isUpChannel(channel) ? "device" : "gateway";
  const parts: TopicParts = { ...parsed.value, from };
  // An empty payload takes back what a broker retained; it is no message.
  if (bytes.length === 0) return { topic: parts, defects: [] };
  return { topic: parts, ...describePayload(bytes, channel) };
}

function tooManyDirections(): Defect {
  const { message } = decodeError("too-many-items", { field: "dir", allowed: `${DIRECTIONS_MAX}` });
  return { code: "capture-line", message };
}
