import type { Frame } from "../framing/frame.ts";
import { encodeLinkError } from "./control-payloads.ts";
import {
  decodeIntroduction,
  encodeIntroduction,
  type Introduction,
  type IntroductionResult,
} from "./introduction.ts";
import type { LinkContact } from "./link-effect.ts";
import { type FullLinkSettings, LINK_VERSION } from "./link-settings.ts";

/** Makes the RST of a handshake. @see OMDP-LNK-003 */
export function resetFrame(settings: FullLinkSettings, handshake: number): Frame {
  return plain("RST", introduce(settings, { answeredBootId: 0, handshake }));
}

/**
 * Makes the RSTACK that answers an RST, or the one of the gateway that confirms such an answer.
 *
 * @see OMDP-LNK-004, OMDP-LNK-005
 */
export function resetAnswer(settings: FullLinkSettings, heard: Introduction): Frame {
  const { bootId: answeredBootId, handshake } = heard;
  return plain("RSTACK", introduce(settings, { answeredBootId, handshake }));
}

/** Tells whether two RST belong to the same handshake. */
export function isSameHandshake(known: Introduction | undefined, reset: Introduction): boolean {
  return known?.bootId === reset.bootId && known.handshake === reset.handshake;
}

/** Makes an ERR. */
export function errorFrame(...error: Parameters<typeof encodeLinkError>): Frame {
  return plain("ERR", encodeLinkError(...error));
}

/** Reads an RST or RSTACK. */
export function readIntroduction(frame: Frame): IntroductionResult {
  return decodeIntroduction(frame.payload);
}

/** Works out what both ends agree on: of each limit the smaller one. */
export function agree(own: FullLinkSettings, peer: Introduction): LinkContact {
  return {
    peerName: peer.name,
    peerBootId: peer.bootId,
    payloadMax: Math.min(own.payloadMax, peer.payloadMax),
    window: Math.min(own.window, peer.window),
    peerMessageMax: peer.messageMax,
  };
}

/** Makes a frame that has no numbers. */
export function plain(type: Frame["type"], payload: Uint8Array): Frame {
  return { type, seq: 0, ack: 0, payload };
}

function introduce(
  settings: FullLinkSettings,
  numbers: Pick<Introduction, "answeredBootId" | "handshake">,
): Uint8Array {
  const { bootId, payloadMax, window, messageMax, name } = settings;
  const version = LINK_VERSION;
  return encodeIntroduction({ version, bootId, payloadMax, window, messageMax, name, ...numbers });
}
