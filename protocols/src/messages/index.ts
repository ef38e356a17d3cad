import type { MessageDefinition } from "../schema/define-message.ts";
import { Command, Reply } from "./command.ts";
import { DesiredConfig, ReportedConfig } from "./device-config.ts";
import { DeviceEvent } from "./device-event.ts";
import { DeviceState } from "./device-state.ts";
import { EventAcknowledgement, EventRequest } from "./event-acknowledgement.ts";
import { KeyChange } from "./key-change.ts";
import { CapabilityReport, CounterReport, ReportRequest } from "./report.ts";
import { RunClock } from "./test-clock.ts";

/** Every message of the protocol, in the order of their numbers. */
export const MESSAGES: readonly MessageDefinition[] = [
  DeviceEvent,
  EventAcknowledgement,
  EventRequest,
  DeviceState,
  DesiredConfig,
  ReportedConfig,
  Command,
  Reply,
  ReportRequest,
  CapabilityReport,
  CounterReport,
  RunClock,
  KeyChange,
];
