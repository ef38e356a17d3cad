import { type DecodeResult, refused } from "../codec/decode-error.ts";
import type { DownChannel, UpChannel } from "../device/transport.ts";
import { DEVICE_ID_PATTERN } from "../units/identity.ts";
import { CHANNELS, type Channel, DOWN_CHANNELS, isChannel, UP_CHANNELS } from "./channels.ts";

/** First level of every topic. */
export const TOPIC_ROOT = "omdp";
/** Major version of the protocol, the second level of every topic. */
export const TOPIC_VERSION = "1";

/** Name of one municipality or vendor on a shared broker: 1 to 32 of `[A-Za-z0-9_-]`. */
export type Tenant = string;

/** Which device, and what about it. */
export interface TopicAddress<C extends Channel = Channel> {
  readonly tenant: Tenant;
  readonly deviceId: string;
  readonly channel: C;
}

/** What one end subscribes to. */
export interface Subscription {
  readonly filter: string;
  readonly qos: 0 | 1;
}

/** Longer than any topic of the binding, and short enough to show in an error. */
const TOPIC_LENGTH_MAX = 96;

/**
 * Writes the topic of one channel of one device, `omdp/1/{tenant}/{deviceId}/{channel}`.
 *
 * @throws RangeError when tenant or device has not the form of a name (a caller's bug)
 * @see OMDP-MQT-001
 */
export function topicOf(address: TopicAddress): string {
  const { tenant, deviceId, channel } = address;
  checkName("tenant", tenant);
  checkName("deviceId", deviceId);
  return [TOPIC_ROOT, TOPIC_VERSION, tenant, deviceId, channel].join("/");
}

/** Reads a topic that a broker delivered; anything but a topic of the binding is refused. */
export function parseTopic(topic: string): DecodeResult<TopicAddress> {
  const found = JSON.stringify(topic.slice(0, TOPIC_LENGTH_MAX));
  const [root, version, tenant, deviceId, ...rest] = topic.split("/", 7);
  const tooLong = topic.length > TOPIC_LENGTH_MAX;
  if (root !== TOPIC_ROOT || tooLong || tenant === undefined || deviceId === undefined) {
    return refused("topic-form", { found, allowed: "omdp/1/{tenant}/{deviceId}/{channel}" });
  }
  if (version !== TOPIC_VERSION) return refused("topic-version", { found, allowed: TOPIC_VERSION });
  if (!DEVICE_ID_PATTERN.test(tenant) || !DEVICE_ID_PATTERN.test(deviceId)) {
    return refused("topic-name", { found, allowed: DEVICE_ID_PATTERN.source });
  }
  const channel = rest.join("/");
  if (isChannel(channel)) return { ok: true, value: { tenant, deviceId, channel } };
  return refused("topic-channel", { found, allowed: Object.keys(CHANNELS).join(", ") });
}

/** Tells whether a device publishes on a channel. */
export function isUpChannel(channel: Channel): channel is UpChannel {
  return CHANNELS[channel].way === "up";
}

/** Tells whether a device listens to a channel. */
export function isDownChannel(channel: Channel): channel is DownChannel {
  return CHANNELS[channel].way === "down";
}

/** Lists what a device subscribes to: each of its own channels by its full name, no wildcard. */
export function deviceSubscriptions(tenant: Tenant, deviceId: string): readonly Subscription[] {
  return DOWN_CHANNELS.map((channel) => ({
    filter: topicOf({ tenant, deviceId, channel }),
    qos: CHANNELS[channel].qos,
  }));
}

/** Lists what the gateway of a tenant subscribes to: the upward channels of all its devices. */
export function gatewaySubscriptions(tenant: Tenant): readonly Subscription[] {
  checkName("tenant", tenant);
  return UP_CHANNELS.map((channel) => ({
    filter: [TOPIC_ROOT, TOPIC_VERSION, tenant, "+", channel].join("/"),
    qos: CHANNELS[channel].qos,
  }));
}

function checkName(field: string, name: string): void {
  if (DEVICE_ID_PATTERN.test(name)) return;
  throw new RangeError(`${field}: found ${name}, allowed ${DEVICE_ID_PATTERN.source}`);
}
