import type { DownChannel, UpChannel } from "../device/transport.ts";
import { Command, Reply } from "../messages/command.ts";
import { DesiredConfig, ReportedConfig } from "../messages/device-config.ts";
import { DeviceEvent } from "../messages/device-event.ts";
import { DeviceState } from "../messages/device-state.ts";
import { EventAcknowledgement, EventRequest } from "../messages/event-acknowledgement.ts";
import { KeyChange } from "../messages/key-change.ts";
import { CapabilityReport, CounterReport, ReportRequest } from "../messages/report.ts";
import { RunClock } from "../messages/test-clock.ts";
import type { MessageDefinition } from "../schema/define-message.ts";

/** Last part of a topic: what a message is about. */
export type Channel = UpChannel | DownChannel;

/** How messages travel on one channel. */
export interface ChannelRule {
  /** Who publishes: the device (`up`) or its host (`down`). */
  readonly way: "up" | "down";
  /** Quality of service of the publisher and of the subscription. */
  readonly qos: 0 | 1;
  /** Whether the broker keeps the last message for those who come later. */
  readonly retain: boolean;
  /** The messages that may travel there; any other is dropped and counted. */
  readonly messages: readonly MessageDefinition[];
}

/**
 * Every channel of the binding and how messages travel on it.
 *
 * What the broker retains is the last word about a device: its state and its configuration. Events
 * and commands are never retained: a command that a broker keeps could act again.
 *
 * @see OMDP-MQT-004, OMDP-MQT-005
 */
export const CHANNELS: Readonly<Record<Channel, ChannelRule>> = {
  state: { way: "up", qos: 1, retain: true, messages: [DeviceState] },
  evt: { way: "up", qos: 1, retain: false, messages: [DeviceEvent] },
  rsp: { way: "up", qos: 1, retain: false, messages: [Reply, CapabilityReport, CounterReport] },
  "cfg/reported": { way: "up", qos: 1, retain: true, messages: [ReportedConfig] },
  cmd: {
    way: "down",
    qos: 1,
    retain: false,
    messages: [Command, KeyChange, ReportRequest, RunClock],
  },
  "cfg/desired": { way: "down", qos: 1, retain: true, messages: [DesiredConfig] },
  ack: { way: "down", qos: 1, retain: false, messages: [EventAcknowledgement, EventRequest] },
};

/** Channels that a device publishes on. */
export const UP_CHANNELS: readonly UpChannel[] = ["state", "evt", "rsp", "cfg/reported"];
/** Channels that a device listens to. */
export const DOWN_CHANNELS: readonly DownChannel[] = ["cmd", "cfg/desired", "ack"];

/** Tells whether a text names a channel. */
export function isChannel(text: string): text is Channel {
  return Object.hasOwn(CHANNELS, text);
}
