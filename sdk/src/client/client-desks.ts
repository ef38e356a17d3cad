import { type DeviceId, NOTHING } from "@dosekit/protocols";
import type { Inbox } from "../inbox/inbox.ts";
import { Acknowledger } from "./acknowledger.ts";
import type { ClientParts } from "./client-parts.ts";
import { CommandDesk } from "./command-desk.ts";
import { ConfigDesk } from "./config-desk.ts";
import { DeviceRegister } from "./device-register.ts";
import { GapDesk } from "./gap-desk.ts";
import type { GatewayInstruments } from "./gateway-instruments.ts";
import { MessageRouter } from "./message-router.ts";
import { RecordDesk } from "./record-desk.ts";
import { ReportDesk } from "./report-desk.ts";

/** The parts of a client that do one kind of work each. */
export interface ClientDesks {
  readonly register: DeviceRegister;
  readonly gaps: GapDesk;
  readonly records: RecordDesk;
  readonly commands: CommandDesk;
  readonly configs: ConfigDesk;
  readonly reports: ReportDesk;
  readonly router: MessageRouter;
}

/** Makes the parts and lets them know of each other. */
export function makeDesks(
  parts: ClientParts,
  inbox: Inbox,
  watch: { readonly instruments: GatewayInstruments; readonly onThrow: (cause: unknown) => void },
): ClientDesks {
  const register = new DeviceRegister(parts.limits, parts.log);
  const acknowledger = new Acknowledger(parts);
  const gaps = new GapDesk(parts);
  const configs = new ConfigDesk(parts, (deviceId) => register.find(deviceId));
  const commands = commandDesk(parts, { register, configs, inbox, ...watch });
  const records = new RecordDesk({ inbox, register, acknowledger, gaps, ...parts });
  const reports = new ReportDesk(parts);
  const desks = { register, gaps, records, commands, configs, reports };
  // Named first: what begins with a copy has a shape of its own, and a process may have many clients.
  const router = new MessageRouter({
    register,
    gaps,
    records,
    commands,
    configs,
    reports,
    ...parts,
  });
  return { router, ...desks };
}

function commandDesk(
  parts: ClientParts,
  others: Pick<ClientDesks, "register" | "configs"> & {
    readonly inbox: Inbox;
    readonly instruments: GatewayInstruments;
    readonly onThrow: (cause: unknown) => void;
  },
): CommandDesk {
  const { register, configs, inbox, instruments, onThrow } = others;
  const isPresent = (deviceId: DeviceId) => register.find(deviceId)?.present ?? true;
  return new CommandDesk(parts, isPresent, {
    threw: onThrow,
    ended: (verb, result, delayMs) => instruments.commandEnded(verb, result, delayMs),
    sent: (deviceId) => {
      const session = register.find(deviceId);
      if (session === undefined) instruments.sentToStranger();
      else session.counters.commandsSent += 1;
    },
    takeBack: (deviceId) => {
      configs.forget(deviceId);
      inbox.keepDesired(deviceId, NOTHING);
    },
    wasReset: (deviceId) => configs.forget(deviceId),
  });
}
