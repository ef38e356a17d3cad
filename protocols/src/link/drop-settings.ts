import { DROP_ADDRESS_MAX } from "../framing/frame.ts";
import type { LinkSettings } from "./link-settings.ts";

/** Waits on a line that several devices share, in ms. @see OMDP-LNK-025 */
export interface DropTiming {
  /** How long after a frame a device may take to begin its answer. */
  readonly answerWithinMs: number;
  /** What the gateway's own port and system may add to that. */
  readonly latencyMs: number;
  /** Quiet time after which a started answer counts as over, when no whole frame came. */
  readonly quietMs: number;
  /** Pause between an answer and the next frame, for the drivers to let go of the line. */
  readonly turnaroundMs: number;
  /** How often a device that has nothing to say is asked. */
  readonly pollMs: number;
}

/** Waits that apply when none are given. */
export const DROP_TIMING: DropTiming = {
  answerWithinMs: 20,
  latencyMs: 20,
  quietMs: 20,
  turnaroundMs: 2,
  pollMs: 250,
};

/** What the gateway's end of a shared line is set to. */
export interface DropLineSettings extends LinkSettings {
  /** Addresses of the devices on the line, each 1 to 126. */
  readonly addresses: readonly number[];
  readonly dropTiming?: Partial<DropTiming>;
}

/**
 * Checks the addresses of a line.
 *
 * @throws RangeError when one is out of range or there twice (a caller's bug)
 */
export function checkAddresses(addresses: readonly number[]): void {
  for (const [index, address] of addresses.entries()) {
    const isIn = Number.isInteger(address) && address >= 1 && address <= DROP_ADDRESS_MAX;
    if (!isIn) throw new RangeError(`address: found ${address}, allowed 1 to ${DROP_ADDRESS_MAX}`);
    if (addresses.indexOf(address) !== index) {
      throw new RangeError(`address: found ${address} twice, allowed once`);
    }
  }
}
