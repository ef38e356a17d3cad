import {
  decodeAs,
  describeMessage,
  descriptionText,
  EventAcknowledgement,
  encodeMessage,
} from "@dosekit/protocols";

const bytes = encodeMessage(EventAcknowledgement, { epoch: 3, throughSeq: 17 });
const read = decodeAs(EventAcknowledgement, bytes);
const described = describeMessage(bytes);

export const throughSeq = read.ok ? read.value.throughSeq : read.error.message;
export const text = described.ok ? descriptionText(described.value) : described.error.message;
