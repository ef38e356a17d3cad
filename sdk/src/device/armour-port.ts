import type { DeviceState, DownChannel } from "@dosekit/protocols";

/** What a device's runtime gives its armour for one boot. */
export interface ArmourBoot {
  readonly bootId: number;
  /** The civil clock, ms since 1970 UTC; `undefined` while it is unset. */
  readonly civilMs: () => number | undefined;
  /** Takes an open message that may be acted on; its counter is durable. */
  readonly pass: (channel: DownChannel, message: Uint8Array) => void;
  /** Sends a reply of the armour itself. */
  readonly reply: (payload: Uint8Array) => void;
  /** Counts a message that was refused, by reason. */
  readonly refused: (reason: string) => void;
}

/** What the armour adds to a birth. */
export type SealState = Pick<DeviceState, "sealKeyId" | "sealCounter">;

/** A device's armour during one boot. */
export interface ArmourSession {
  /** Judges a message of the host; what is let through goes to `pass`, in order. */
  receive(channel: DownChannel, payload: Uint8Array): void;
  /** Says which key is in use and how far its messages have come. */
  sealState(): SealState;
  /** Ends with the boot: what is under way is let through no more. */
  end(): void;
}

/**
 * Checks what hosts send before the device sees it; a device without it takes open messages only.
 *
 * @see OMDP-SEC-004
 */
export interface ArmourPort {
  /** Begins with a boot, from what storage holds. */
  begin(boot: ArmourBoot): ArmourSession;
}
