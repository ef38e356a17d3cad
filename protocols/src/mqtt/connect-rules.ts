import { encodeMessage } from "../codec/encode-message.ts";
import { DeviceState } from "../messages/device-state.ts";
import { CHANNELS } from "./channels.ts";
import { type Tenant, topicOf } from "./topic.ts";

/** Content type of every payload. @see OMDP-MQT-003 */
export const CONTENT_TYPE = "application/omdp+cbor;v=1";

/**
 * How a device and a gateway connect to the broker.
 *
 * A session that outlives an outage is what makes the broker keep messages for an end that is
 * away: without an expiry interval brokers queue nothing.
 *
 * @see OMDP-MQT-006 to OMDP-MQT-009; MQTT 5.0 §3.1
 */
export const CONNECT_RULES = {
  protocolVersion: 5,
  cleanStart: false,
  /** Least time that the broker keeps the session of an end that is away, in seconds. */
  sessionExpirySeconds: 86_400,
  /** How long the broker waits before it publishes the last will, in seconds. */
  willDelaySeconds: 60,
  /** Longest silence before either end takes the connection for dead, in seconds. */
  keepaliveSeconds: 60,
  /** Messages of quality 1 that may be under way at once. */
  receiveMaximum: 20,
  /** Greatest MQTT packet that is accepted, in bytes. */
  maximumPacketSizeBytes: 65_536,
  contentType: CONTENT_TYPE,
} as const;

/** A message that the broker publishes when a device goes away without a farewell. */
export interface LastWill {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1;
  readonly retain: boolean;
  readonly willDelaySeconds: number;
  readonly contentType: string;
}

/**
 * Writes the last will of one boot of a device: its state is `lost`.
 *
 * It names the boot, so that a will that comes after the next birth is told from a true one.
 *
 * @throws RangeError when a name or the boot id is out of range (a caller's bug)
 * @see OMDP-MQT-010, OMDP-MQT-011
 */
export function lastWillOf(tenant: Tenant, deviceId: string, bootId: number): LastWill {
  const { qos, retain } = CHANNELS.state;
  return {
    topic: topicOf({ tenant, deviceId, channel: "state" }),
    payload: encodeMessage(DeviceState, { status: "lost", bootId }),
    qos,
    retain,
    willDelaySeconds: CONNECT_RULES.willDelaySeconds,
    contentType: CONTENT_TYPE,
  };
}
