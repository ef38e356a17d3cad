import {
  type Defect,
  descriptionText,
  type FrameErrorCode,
  fieldLines,
  type MessageDescription,
  type SealDescription,
} from "@dosekit/protocols";
import type { CaptureCounts, DescribedLine } from "./capture-reader.ts";
import type { DescribedFrame } from "./described-frame.ts";

/** Sets a message for people, with its seal and what is wrong with it. */
export function messageText(
  message: MessageDescription | undefined,
  seal: SealDescription | undefined,
  defects: readonly Defect[],
): string {
  const sealed = seal === undefined ? "" : sealText(seal);
  // What is refused stands below with the sentence that it breaks.
  const { problem: _problem, ...shown } = message ?? {};
  const fields = message === undefined ? "" : descriptionText(shown as MessageDescription);
  return sealed + fields + defects.map(defectText).join("");
}

/** Sets one frame for people. */
export function frameText(frame: DescribedFrame): string {
  if ("error" in frame) {
    return `frame refused: ${FRAME_ERRORS[frame.error]}, breaks ${frame.requirement}\n`;
  }
  const { type, seq, ack, drop, payload, part, fields, channel, message, defects = [] } = frame;
  const line = drop === undefined ? "" : `, ${WAYS[drop.from]} device ${drop.address}`;
  const size = `${payload.length / 2} bytes of payload`;
  const head = `frame ${type}: ${part}; seq ${seq}, ack ${ack}${line}, ${size}\n`;
  const link = fieldLines(fields).map((text) => `${text}\n`);
  const ended = channel === undefined ? "" : `on channel ${channel}: `;
  const inner = message === undefined ? "" : ended + messageText(message, frame.seal, []);
  return head + link.join("") + inner + defects.map(defectText).join("");
}

/** Sets one line of a capture for people. */
export function captureLineText(described: DescribedLine): string {
  const { line, t, dir, topic, bytes, frames = [], message, seal, defects } = described;
  const place =
    topic === undefined
      ? []
      : [
          `tenant ${topic.tenant}`,
          `device ${topic.deviceId}`,
          `channel ${topic.channel} (from the ${topic.from})`,
        ];
  const noted = [t, dir].filter((part) => part !== undefined).map(String);
  const head = [`line ${line}`, ...noted, ...place, `${bytes} bytes`].join(" · ");
  return `${head}\n${frames.map(frameText).join("")}${messageText(message, seal, defects)}`;
}

/** Sets the sums of a capture or of a row of frames for people. */
export function countsText(
  counts: Pick<CaptureCounts, "frames" | "refused"> & Partial<CaptureCounts>,
): string {
  const { lines, messages, frames, refused } = counts;
  const sum = Object.values(refused).reduce((total: number, one) => total + (one ?? 0), 0);
  const reasons = Object.entries(refused).map(([code, count]) => `${code} ${count}`);
  const parts = [
    ...(lines === undefined ? [] : [`${lines} lines`]),
    ...(messages === undefined ? [] : [`${messages} messages`]),
    `${frames} frames`,
    `${sum} refused${reasons.length === 0 ? "" : ` (${reasons.join(", ")})`}`,
  ];
  return `${parts.join(", ")}\n`;
}

function sealText({ algorithm, keyId, counter, bootId, tagBytes }: SealDescription): string {
  const boot = bootId === undefined ? "" : `, boot ${bootId}`;
  return `sealed by ${algorithm}: key ${keyId}, counter ${counter}${boot}, tag of ${tagBytes} bytes (not checked)\n`;
}

function defectText({ message, requirement }: Defect): string {
  return `  refused: ${message}${requirement === undefined ? "" : `, breaks ${requirement}`}\n`;
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
