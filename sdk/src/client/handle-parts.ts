import { randomUUID } from "node:crypto";
import type { DesiredConfig, DeviceId } from "@dosekit/protocols";
import type { SdkFault } from "../errors.ts";
import type { Inbox } from "../inbox/inbox.ts";
import type { ClientDesks } from "./client-desks.ts";
import type { ClientParts } from "./client-parts.ts";
import type { CommandLedger } from "./commands/command-ledger.ts";
import { CommandRunner } from "./commands/command-runner.ts";
import { PlanPusher } from "./commands/plan-push.ts";
import type { HandleParts } from "./device-handle.ts";
import type { DeviceStreams } from "./device-streams.ts";

/** What the parts of all handles are made from. */
export interface HandleSetup {
  readonly parts: ClientParts;
  readonly desks: ClientDesks;
  readonly inbox: Inbox;
  readonly streams: DeviceStreams;
  readonly ledger: CommandLedger | undefined;
  readonly newCommandId: (() => string) | undefined;
  readonly push: (deviceId: DeviceId, config: DesiredConfig) => SdkFault | undefined;
}

/** Makes what all handles work with, once for a client. */
export function handlePartsOf(setup: HandleSetup): HandleParts {
  const { parts, desks, inbox, streams, ledger, newCommandId = randomUUID, push } = setup;
  const { nowMs, timers } = parts;
  const { configs, commands, register } = desks;
  const find = (deviceId: DeviceId) => register.find(deviceId);
  const runner = new CommandRunner({ parts, commands, ledger, newCommandId });
  const plans = new PlanPusher({ timers, configs, find, push });
  const records = { inbox, find };
  return { nowMs, find, configs, streams, commands: { runner, nowMs, plans, records } };
}
