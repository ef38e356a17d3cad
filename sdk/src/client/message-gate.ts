import type { UpChannel } from "@dosekit/protocols";
import type { ClientLimits } from "./client-limits.ts";
import type { DeviceSession } from "./device-session.ts";

/** Longest payload of each channel, bytes: more than any valid message of it. */
export const PAYLOAD_BYTES_MAX: Readonly<Record<UpChannel, number>> = {
  evt: 1_024,
  state: 512,
  rsp: 512,
  "cfg/reported": 512,
};

/**
 * Lets a message of a device through, or counts why not.
 *
 * Each device has a store of tokens that fills with time; a message costs one. A record that is
 * turned away is not acknowledged, so an honest device sends it again.
 */
export function admits(
  limits: ClientLimits,
  session: DeviceSession,
  message: { readonly channel: UpChannel; readonly payload: Uint8Array },
  nowMs: number,
): boolean {
  session.counters.messages += 1;
  // A clock that was set back gives nothing, and takes nothing away.
  const elapsedMs = Math.max(0, nowMs - session.tokensAtMs);
  const filled = session.tokens + (elapsedMs / 1_000) * limits.messagesPerSecond;
  session.tokens = Math.min(limits.burstMessages, filled);
  session.tokensAtMs = nowMs;
  if (session.tokens < 1) {
    session.counters.flooded += 1;
    return false;
  }
  session.tokens -= 1;
  if (message.payload.length <= PAYLOAD_BYTES_MAX[message.channel]) return true;
  session.counters.oversized += 1;
  return false;
}
