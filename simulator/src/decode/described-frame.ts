import {
  type Defect,
  type DropAddress,
  describePayload,
  type Frame,
  type FrameErrorCode,
  type FrameType,
  type MessageDescription,
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
      readonly seal?: SealDescription;
      /** The payload field by field, where it is a whole message. */
      readonly message?: MessageDescription;
      /** What is wrong with that message. */
      readonly defects?: readonly Defect[];
    }
  | { readonly error: FrameErrorCode; readonly requirement: RequirementId };

/** Describes a frame that a decoder let through. */
export function describedFrame({ payload, ...head }: Frame): DescribedFrame {
  const { message, seal, defects } = describePayload(payload);
  const inner = {
    ...(seal === undefined ? {} : { seal }),
    ...(message === undefined ? {} : { message }),
    ...(defects.length === 0 ? {} : { defects }),
  };
  const hex = Buffer.from(payload).toString("hex");
  // A payload that is no message is not a bad one: most types of frame carry none.
  const isMessage = message !== undefined || seal !== undefined;
  return { ...head, payload: hex, ...(isMessage ? inner : {}) };
}

/** Describes why bytes between two delimiters are no frame. */
export function refusedFrame(error: FrameErrorCode): DescribedFrame {
  return { error, requirement: REQUIREMENT_OF_FRAME_ERROR[error] };
}

/** Tells whether a receiver would refuse a frame or the message in it. */
export function isFrameRefused(frame: DescribedFrame): boolean {
  return "error" in frame || (frame.defects ?? []).length > 0;
}
