import {
  type Defect,
  type DropAddress,
  describeLink,
  describePayload,
  type FieldDescription,
  type Frame,
  type FrameErrorCode,
  type FrameType,
  type LinkChannel,
  type MessageDescription,
  type PayloadDescription,
  REQUIREMENT_OF_FRAME_ERROR,
  type RequirementId,
  type SealDescription,
} from "@dosekit/protocols";

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
      /** What the frame is there for on the link. */
      readonly part: string;
      /** What its payload says on the link, field by field. */
      readonly fields: readonly FieldDescription[];
      /** Channel of the message that it ends. */
      readonly channel?: LinkChannel;
      readonly seal?: SealDescription;
      /** The message that it ends, field by field. */
      readonly message?: MessageDescription;
      /** What is wrong with the frame's payload, or with that message. */
      readonly defects?: readonly Defect[];
    }
  | { readonly error: FrameErrorCode; readonly requirement: RequirementId };

/** A message that a frame ended. */
export interface EndedMessage {
  readonly channel: LinkChannel;
  readonly payload: Uint8Array;
}

/**
 * Describes a frame that a decoder let through.
 *
 * @param ended the message whose last segment it carries, if it does and all before it was seen
 */
export function describedFrame(frame: Frame, ended: EndedMessage | undefined): DescribedFrame {
  const { payload, ...head } = frame;
  const { part, fields, defects } = describeLink(frame);
  const inner = ended === undefined ? { defects: [] } : describeEnded(ended);
  const { seal, message } = inner;
  const all = [...defects, ...inner.defects];
  return {
    ...head,
    payload: Buffer.from(payload).toString("hex"),
    part,
    fields,
    ...(ended === undefined ? {} : { channel: ended.channel }),
    ...(seal === undefined ? {} : { seal }),
    ...(message === undefined ? {} : { message }),
    ...(all.length === 0 ? {} : { defects: all }),
  };
}

/** A last will is a state that holds if contact is lost; an empty state has no message. */
function describeEnded({ channel, payload }: EndedMessage): PayloadDescription {
  if (payload.length === 0) return { defects: [] };
  return describePayload(payload, channel === "will" ? "state" : channel);
}

/** Describes why bytes between two delimiters are no frame. */
export function refusedFrame(error: FrameErrorCode): DescribedFrame {
  return { error, requirement: REQUIREMENT_OF_FRAME_ERROR[error] };
}

/** Tells whether a receiver would refuse a frame or the message in it. */
export function isFrameRefused(frame: DescribedFrame): boolean {
  return "error" in frame || (frame.defects ?? []).length > 0;
}
