import { DEFAULT_LIMITS } from "../codec/cbor-value.ts";
import { FRAME_PAYLOAD_DEFAULT, FRAME_PAYLOAD_MAX } from "../framing/frame.ts";

/** Version of the link that RST and RSTACK name. @see OMDP-LNK-007 */
export const LINK_VERSION = 1;
/** Least payload that an end may state: the counters have to fit. */
export const LINK_PAYLOAD_MIN = 128;
/** DATA frames that may be under way unacknowledged, unless both ends agree on more. */
export const LINK_WINDOW_DEFAULT = 1;
/** Most DATA frames under way that two ends may agree on. */
export const LINK_WINDOW_MAX = 4;
/** Most bytes of one message. */
export const LINK_MESSAGE_MAX = DEFAULT_LIMITS.bytesMax;

/** Waits of a link with two ends, in ms; each is a row of the timing table. */
export interface LinkTiming {
  /** First wait for an acknowledgement; doubled with each try. */
  readonly ackMs: number;
  /** How often a DATA frame is sent before contact counts as lost. */
  readonly tries: number;
  /** How long an RST waits for its RSTACK. */
  readonly resetMs: number;
  /** Unanswered RST in a row after which the link counts as down. */
  readonly resetTries: number;
  /** First pause between attempts on a link that is down; doubled with each. */
  readonly retryFirstMs: number;
  /** Longest pause between attempts on a link that is down. */
  readonly retryLongestMs: number;
  /** Quiet time after which the gateway asks for a sign of life. */
  readonly keepAliveMs: number;
  /** Quiet time after which contact counts as lost. */
  readonly silenceMs: number;
  /** How often an end that may not send asks whether it may again. */
  readonly notReadyMs: number;
  /** Idle time after which a frame begins with a 0x00, to end what noise left behind. */
  readonly idleFlushMs: number;
  /** On a shared line, a pause inside a frame after which what came of it is dropped. */
  readonly gapMs: number;
  /** How long an end that closes waits for its last messages. */
  readonly closeMs: number;
}

/** Waits that apply when none are given. @see OMDP-LNK-012 */
export const LINK_TIMING: LinkTiming = {
  ackMs: 250,
  tries: 4,
  resetMs: 1_000,
  resetTries: 3,
  retryFirstMs: 2_000,
  retryLongestMs: 30_000,
  keepAliveMs: 10_000,
  silenceMs: 35_000,
  notReadyMs: 500,
  idleFlushMs: 100,
  gapMs: 20,
  closeMs: 1_000,
};

/** What one end of a link is set to. */
export interface LinkSettings {
  /** Number of this boot, 0 to 2^32 − 1; another one than that of the boot before. */
  readonly bootId: number;
  /** Name of this end: the device id, at most 32 characters; a gateway may have none. */
  readonly name: string;
  /** Greatest payload that this end takes, {@link LINK_PAYLOAD_MIN} to 1,024; 512 by default. */
  readonly payloadMax?: number;
  /** DATA frames under way that this end takes, 1 to {@link LINK_WINDOW_MAX}; 1 by default. */
  readonly window?: number;
  /** Longest message that this end takes, in bytes, 128 to {@link LINK_MESSAGE_MAX}. */
  readonly messageMax?: number;
  /** Speed of the line; waits grow by what frames take. Without it the line takes no time. */
  readonly baud?: number;
  /** Messages that may wait to be sent, 64 by default; more are dropped and counted. */
  readonly queueMax?: number;
  readonly timing?: Partial<LinkTiming>;
}

/** Settings with every default filled in. */
export interface FullLinkSettings extends Required<Omit<LinkSettings, "timing" | "baud">> {
  /** How long a byte takes on the line, ms; 0 when that is not known. */
  readonly byteMs: number;
  readonly timing: LinkTiming;
}

/** Bits that a byte takes on the line: a start bit, eight, and a stop bit. */
const BITS_PER_BYTE = 10;

/**
 * Fills in the defaults.
 *
 * @throws RangeError when a setting is out of range (a caller's bug)
 */
export function fullSettings(settings: LinkSettings): FullLinkSettings {
  const { baud, timing, ...given } = settings;
  const full: FullLinkSettings = {
    payloadMax: FRAME_PAYLOAD_DEFAULT,
    window: LINK_WINDOW_DEFAULT,
    messageMax: LINK_MESSAGE_MAX,
    queueMax: 64,
    ...given,
    byteMs: baud === undefined ? 0 : (BITS_PER_BYTE * 1_000) / baud,
    timing: { ...LINK_TIMING, ...timing },
  };
  checkRange("bootId", full.bootId, 0, 2 ** 32 - 1);
  checkRange("payloadMax", full.payloadMax, LINK_PAYLOAD_MIN, FRAME_PAYLOAD_MAX);
  checkRange("window", full.window, 1, LINK_WINDOW_MAX);
  checkRange("messageMax", full.messageMax, LINK_PAYLOAD_MIN, LINK_MESSAGE_MAX);
  checkRange("queueMax", full.queueMax, 1, 65_536);
  if (baud !== undefined) checkRange("baud", baud, 50, 100_000_000);
  if (!/^[A-Za-z0-9_-]{0,32}$/.test(full.name)) {
    throw new RangeError(`name: found ${full.name}, allowed 0 to 32 of A-Z a-z 0-9 _ -`);
  }
  return full;
}

function checkRange(name: string, value: number, least: number, greatest: number): void {
  if (Number.isInteger(value) && value >= least && value <= greatest) return;
  throw new RangeError(`${name}: found ${value}, allowed ${least} to ${greatest}`);
}
