import { type Command, instant, type Reply } from "@dosekit/protocols";
import { SdkError } from "../../errors.ts";
import type { Delivery } from "./delivery.ts";

/** Sends a command to a device; the gateway client's own call fits. */
export type SendCommand = (deviceId: string, command: Command) => Promise<Reply>;

/** What became of telling a device that somebody took charge. */
export type AcknowledgementResult = "done" | "refused" | "lost";

/** How long a device may take to hear of it, ms: one that sleeps calls once a day. */
const DEADLINE_MS = 26 * 3_600_000;

/**
 * Builds the command by which a device hears that the response centre took charge of its alert. Its
 * id follows from the alert, so that a gateway that starts again sends the same one.
 */
export function acknowledgementOf(delivery: Delivery, nowMs: number): Command {
  return {
    commandId: `scaip-${delivery.ref}-${delivery.acknowledgementsLost}`,
    verb: "acknowledge-alert",
    notAfterMs: instant(nowMs + DEADLINE_MS),
    actor: "operator",
    alertId: delivery.alertId,
  };
}

/** Tells a device that somebody took charge; never throws. */
export async function acknowledgeAlert(
  send: SendCommand,
  delivery: Delivery,
  nowMs: number,
): Promise<AcknowledgementResult | "stopped"> {
  try {
    const reply = await send(delivery.deviceId, acknowledgementOf(delivery, nowMs));
    if (reply.result === "done") return "done";
    // The alert may have ended meanwhile; what only came too late is sent anew.
    return reply.refusal === "expired" || reply.refusal === "busy" ? "lost" : "refused";
  } catch (cause) {
    const gone = cause instanceof SdkError && cause.code === "command-cancelled";
    return gone ? "stopped" : "lost";
  }
}
