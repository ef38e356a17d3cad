import { join } from "node:path";
import type { DeviceId } from "@dosekit/protocols";
import { LevelTable } from "../durable-table/level-table.ts";
import { CentreForwarder } from "../forwarding/centre-forwarder.ts";
import type { Forwarder } from "../forwarding/forwarder.ts";
import type { RowStream } from "../forwarding/rows-until.ts";
import { includes } from "../register/placement.ts";
import type { ResponseCentreOptions } from "../response-centre/centre-setup.ts";
import type { SendCommand } from "../response-centre/delivery/alert-acknowledger.ts";
import type { ReceiverSettings } from "../response-centre/delivery/receiver-line.ts";
import { randomToken } from "../response-centre/random-token.ts";
import { ResponseCentre } from "../response-centre/response-centre.ts";
import { SIP_TIMING } from "../response-centre/sip/sip-timing.ts";
import type { SipTransport } from "../response-centre/sip/sip-transport.ts";
import { StreamSipTransport } from "../response-centre/sip/stream-sip-transport.ts";
import { UdpSipTransport } from "../response-centre/sip/udp-sip-transport.ts";
import { ownIdOf, type ServiceParts } from "./service-parts.ts";
import type { CentreReceiver, CentreSettings } from "./service-settings.ts";
import { secretOf, type TlsTexts, tlsOf } from "./settings-files.ts";

/**
 * Makes the forwarder of the response centres; none when there are none.
 *
 * @throws ProgramError for files and secrets that can't be read
 */
export function buildCentres(
  source: RowStream,
  sendCommand: SendCommand,
  parts: ServiceParts,
): readonly Forwarder[] {
  const { centres = [], alerts = {}, language } = parts.settings;
  if (centres.length === 0) return [];
  const made = centres.map((centre, at) => centreParts(centre, `centres.${at}`, parts));
  const centreOf = (deviceId: DeviceId) => findCentre(centres, deviceId, parts)?.name;
  const { trigger, fromSeverity, acknowledgeOn } = alerts;
  const options: Omit<ResponseCentreOptions, "centres" | "table"> = {
    ...{ timers: parts.timers, nowMs: parts.nowMs, log: parts.log, randomToken, sendCommand },
    centreOf,
    addressOf: (deviceId) => ({
      ...{ cid: findCentre(centres, deviceId, parts)?.cid ?? "", did: deviceId },
    }),
    rules: {
      sources: new Set([ownIdOf(parts.settings)]),
      ...(trigger === undefined ? {} : { trigger }),
      ...(fromSeverity === undefined ? {} : { fromSeverity }),
    },
    ...(acknowledgeOn === undefined ? {} : { acknowledgeOn }),
    ...(language === undefined ? {} : { language }),
  };
  const make = () =>
    new ResponseCentre({
      ...options,
      table: new LevelTable(join(parts.state, "deliveries")),
      centres: made.map((build) => build()),
    });
  return [new CentreForwarder(source, make)];
}

/** By its own name first, then by where the person is now; a centre that says neither is for all. */
function findCentre(
  centres: readonly CentreSettings[],
  deviceId: DeviceId,
  { register, nowMs }: ServiceParts,
): CentreSettings | undefined {
  const byName = centres.find(({ devices }) => devices?.includes(deviceId));
  if (byName !== undefined) return byName;
  const atMs = nowMs();
  const places = (register?.placementAt(deviceId, atMs)?.municipalities ?? [])
    .filter((stay) => includes(stay, atMs))
    .map(({ municipality }) => municipality);
  return (
    centres.find(({ municipalities }) => municipalities?.some((one) => places.includes(one))) ??
    centres.find((centre) => centre.devices === undefined && centre.municipalities === undefined)
  );
}

/** Reads files and secrets once; each run of the forwarder has transports of its own. */
function centreParts(centre: CentreSettings, field: string, parts: ServiceParts) {
  const { name, cid, retryFirstSeconds, retryLongestSeconds } = centre;
  const lines = centre.receivers.map((receiver, at) =>
    receiverParts(receiver, { field: `${field}.receivers.${at}`, cid }, parts),
  );
  const timing = {
    ...(retryFirstSeconds === undefined ? {} : { retryFirstMs: retryFirstSeconds * 1_000 }),
    ...(retryLongestSeconds === undefined ? {} : { retryLongestMs: retryLongestSeconds * 1_000 }),
  };
  return () => ({ name, timing, receivers: lines.map((build) => build()) });
}

function receiverParts(
  receiver: CentreReceiver,
  { field, cid }: { readonly field: string; readonly cid: string },
  parts: ServiceParts,
): () => ReceiverSettings {
  const tls = receiver.tls === undefined ? {} : tlsOf(receiver.tls, `${field}.tls`);
  const { user, password, heartbeatMinutes, pingSeconds, answerSeconds } = receiver;
  const { roundTripMilliseconds: t1Ms = SIP_TIMING.t1Ms } = receiver;
  const ratio = t1Ms / SIP_TIMING.t1Ms;
  const settings = {
    ...{ name: receiver.name, cid, identity: { fromUri: receiver.from, toUri: receiver.to } },
    sip: { t1Ms, t2Ms: SIP_TIMING.t2Ms * ratio, t4Ms: SIP_TIMING.t4Ms * ratio },
    ...(user === undefined || password === undefined
      ? {}
      : {
          credentials: {
            username: user,
            password: secretOf(`${field}.password`, password, parts.env),
          },
        }),
    ...(heartbeatMinutes === undefined ? {} : { heartbeatMin: heartbeatMinutes }),
    ...(pingSeconds === undefined ? {} : { pingMs: pingSeconds * 1_000 }),
    ...(answerSeconds === undefined ? {} : { exchange: { answerMs: answerSeconds * 1_000 } }),
  };
  return () => ({ ...settings, transport: transportTo(receiver, tls) });
}

function transportTo(receiver: CentreReceiver, tls: TlsTexts): SipTransport {
  const { transport, host, port, publicHost, localAddress, localPort } = receiver;
  const ends = {
    host,
    ...(port === undefined ? {} : { port }),
    ...(publicHost === undefined ? {} : { publicHost }),
  };
  if (transport === "udp") {
    return new UdpSipTransport({
      ...ends,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(localPort === undefined ? {} : { localPort }),
    });
  }
  return new StreamSipTransport({ ...ends, ...(transport === "tls" ? { tls } : {}) });
}
