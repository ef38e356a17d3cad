import type { DeviceId } from "@dosekit/protocols";
import { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayLog } from "../client/gateway-log.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { SdkFault } from "../errors.ts";
import { LevelInboxStore } from "../inbox/level-inbox-store.ts";
import { GatewaySeals } from "../security/gateway-seals.ts";
import { KeyChanges } from "../security/key-changes.ts";
import { KeyFolder } from "../security/key-folder.ts";
import { MqttGatewayTransport } from "../transports/mqtt-gateway-transport.ts";
import type { GatewayService } from "./gateway-service.ts";
import { serialTransportOf } from "./serial-transport.ts";
import type { GatewaySettings } from "./settings.ts";
import { tlsOf } from "./settings-files.ts";

/** What the program's client is made of, beside its settings. */
export interface ClientSurroundings {
  readonly timers: GatewayTimers;
  readonly log: GatewayLog;
  /** Told of each fault of the way to the devices, and whether there was contact before. */
  readonly onFault: (fault: SdkFault, wasUp: boolean) => void;
  /** The service that the client works for; none when the program only prints. */
  readonly service?: GatewayService;
}

const DAY_MS = 86_400_000;

/**
 * Makes the client that settings describe; nothing is opened.
 *
 * @throws ProgramError for files that can't be read
 */
export function makeClient(
  settings: GatewaySettings,
  { timers, log, onFault, service }: ClientSurroundings,
): GatewayClient {
  let wasUp = false;
  const transport = transportOf(settings, timers, (fault) => onFault(fault, wasUp));
  const seals = sealsOf(settings, (deviceId) => keyChanges.begin(deviceId));
  const { devicesMax, rowsMax, keepDays, keepRows } = settings;
  const client = new GatewayClient({
    transport: service?.join(transport) ?? transport,
    armour: service?.spare(seals) ?? seals,
    store: new LevelInboxStore(settings.inbox),
    timers,
    nowMs: Date.now,
    limits: devicesMax === undefined ? {} : { devicesMax },
    inboxLimits: {
      ...(rowsMax === undefined ? {} : { rowsMax }),
      ...(keepDays === undefined ? {} : { keepMs: keepDays * DAY_MS }),
      ...(keepRows === undefined ? {} : { keepRows }),
    },
    log: (entry) => {
      wasUp ||= entry.event === "link.up";
      log(entry);
    },
  });
  const keyChanges = new KeyChanges(client, seals, log);
  return client;
}

function transportOf(
  settings: GatewaySettings,
  timers: GatewayTimers,
  onFault: (fault: SdkFault) => void,
): PausableTransport {
  const { broker, lines = [] } = settings;
  if (broker === undefined) return serialTransportOf(lines, onFault);
  return new MqttGatewayTransport({
    url: broker,
    tenant: settings.tenant,
    timers,
    ...(settings.clientId === undefined ? {} : { clientId: settings.clientId }),
    ...(settings.username === undefined ? {} : { username: settings.username }),
    ...(settings.password === undefined ? {} : { password: settings.password }),
    ...(settings.tls === undefined ? {} : { tls: tlsOf(settings.tls) }),
    onFault,
  });
}

function sealsOf(settings: GatewaySettings, onChangeDue: (deviceId: DeviceId) => void) {
  const { keys, sealedOnly = false } = settings;
  const folder = keys === undefined ? {} : { keys: new KeyFolder(keys) };
  return new GatewaySeals({ ...folder, required: sealedOnly, onChangeDue });
}
