import { FRAME_PAYLOAD_MAX } from "../framing/frame.ts";
import { DEVICE_ID_PATTERN } from "../units/identity.ts";
import {
  LINK_MESSAGE_MAX,
  LINK_PAYLOAD_MIN,
  LINK_VERSION,
  LINK_WINDOW_MAX,
} from "./link-settings.ts";

/** What RST and RSTACK carry: who the sender is and what it takes. @see OMDP-LNK-003, OMDP-LNK-004 */
export interface Introduction {
  /** Version of the link that the sender speaks, 0 to 255. */
  readonly version: number;
  /** Number of the sender's boot. */
  readonly bootId: number;
  /** In RST 0; in RSTACK the boot of the RST that it answers. */
  readonly answeredBootId: number;
  /** Number of the handshake, chosen by the gateway; RSTACK repeats it. */
  readonly handshake: number;
  /** Greatest payload that the sender takes, in bytes. */
  readonly payloadMax: number;
  /** DATA frames under way that the sender takes. */
  readonly window: number;
  /** Longest message that the sender takes, in bytes. */
  readonly messageMax: number;
  /** The sender's name; of a device its id. */
  readonly name: string;
}

const FIXED_BYTES = 21;
const MALFORMED: IntroductionResult = { ok: false, error: "malformed" };

/**
 * Writes the payload of RST or RSTACK.
 *
 * `[version:u8][bootId:u32][answeredBootId:u32][handshake:u32][payloadMax:u16][window:u8]
 * [messageMax:u32][name length:u8][name]`
 */
export function encodeIntroduction(introduction: Introduction): Uint8Array {
  const { name } = introduction;
  const payload = new Uint8Array(FIXED_BYTES + name.length);
  const view = new DataView(payload.buffer);
  view.setUint8(0, introduction.version);
  view.setUint32(1, introduction.bootId);
  view.setUint32(5, introduction.answeredBootId);
  view.setUint32(9, introduction.handshake);
  view.setUint16(13, introduction.payloadMax);
  view.setUint8(15, introduction.window);
  view.setUint32(16, introduction.messageMax);
  view.setUint8(20, name.length);
  for (let at = 0; at < name.length; at++) payload[FIXED_BYTES + at] = name.charCodeAt(at);
  return payload;
}

/** An introduction, the number of another version, or neither. */
export type IntroductionResult =
  | { readonly ok: true; readonly introduction: Introduction }
  | { readonly ok: false; readonly error: "malformed" }
  | { readonly ok: false; readonly error: "version"; readonly version: number };

/**
 * Reads the payload of RST or RSTACK.
 *
 * Bytes behind the name are of a newer sender and are passed over. Of another version nothing but
 * its number is certain, so the rest is not judged.
 */
export function decodeIntroduction(payload: Uint8Array): IntroductionResult {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const version = payload[0];
  if (version !== undefined && version !== LINK_VERSION) {
    return { ok: false, error: "version", version };
  }
  if (version === undefined || payload.length < FIXED_BYTES) return MALFORMED;
  const nameBytes = payload.subarray(FIXED_BYTES, FIXED_BYTES + view.getUint8(20));
  const introduction: Introduction = {
    version,
    bootId: view.getUint32(1),
    answeredBootId: view.getUint32(5),
    handshake: view.getUint32(9),
    payloadMax: view.getUint16(13),
    window: view.getUint8(15),
    messageMax: view.getUint32(16),
    name: String.fromCharCode(...nameBytes),
  };
  const isWhole = nameBytes.length === view.getUint8(20);
  return isWhole && isInRange(introduction) ? { ok: true, introduction } : MALFORMED;
}

function isInRange({ payloadMax, window, messageMax, name }: Introduction): boolean {
  return (
    payloadMax >= LINK_PAYLOAD_MIN &&
    payloadMax <= FRAME_PAYLOAD_MAX &&
    window >= 1 &&
    window <= LINK_WINDOW_MAX &&
    messageMax >= LINK_PAYLOAD_MIN &&
    messageMax <= LINK_MESSAGE_MAX &&
    (name === "" || DEVICE_ID_PATTERN.test(name))
  );
}
