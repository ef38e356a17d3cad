import { join } from "node:path";
import type { DeviceId, Recipient } from "@dosekit/protocols";
import { LevelTable } from "../durable-table/level-table.ts";
import type { Forwarder } from "../forwarding/forwarder.ts";
import { NoticeForwarder } from "../forwarding/notice-forwarder.ts";
import type { RowStream } from "../forwarding/rows-until.ts";
import { HttpSmsChannel } from "../notices/http-sms-channel.ts";
import type { NoticeChannel, NoticeContact } from "../notices/notice-channel.ts";
import { NoticeDesk } from "../notices/notice-desk.ts";
import { SmtpChannel } from "../notices/smtp-channel.ts";
import { RECORD_ZONE } from "../record/vkp-options.ts";
import { ownIdOf, type ServiceParts } from "./service-parts.ts";
import type { NoticeSettings } from "./service-settings.ts";
import { secretOf, tlsOf } from "./settings-files.ts";

/** When an alert was raised, as far as the watch knows. */
export type RaisedTimes = (deviceId: DeviceId, alertId: string) => number | undefined;

/**
 * Makes the forwarder of notices to people; none when no way to them is set up.
 *
 * @throws ProgramError for files and secrets that can't be read
 */
export function buildNotices(
  source: RowStream,
  raisedMs: RaisedTimes,
  parts: ServiceParts,
): readonly Forwarder[] {
  const { settings, timers, nowMs, log } = parts;
  const { notices, language, zone = RECORD_ZONE } = settings;
  if (notices === undefined) return [];
  const channels = channelsOf(notices, parts);
  const { giveUpMinutes } = notices;
  const make = () =>
    new NoticeDesk({
      ...{ channels, timers, nowMs, log, clock: { zone } },
      contactsOf: (deviceId, recipient) => contactsOf(deviceId, recipient, parts),
      table: new LevelTable(join(parts.state, "notices")),
      ...(language === undefined ? {} : { language }),
      ...(giveUpMinutes === undefined ? {} : { giveUpMs: giveUpMinutes * 60_000 }),
    });
  return [new NoticeForwarder({ source, make, ownId: ownIdOf(settings), raisedMs })];
}

/** Whom the register names for the person, else whoever is on duty. */
function contactsOf(
  deviceId: DeviceId,
  recipient: Recipient,
  { register, nowMs, settings }: ServiceParts,
): readonly NoticeContact[] {
  const own = register?.placementAt(deviceId, nowMs())?.contacts ?? [];
  const named = own.filter((contact) => contact.recipient === recipient);
  const duty = settings.notices?.duty ?? [];
  const found = named.length > 0 ? named : duty.filter((one) => one.recipient === recipient);
  return found.map(({ channel, address }) => ({ channel, address }));
}

function channelsOf({ smtp, sms }: NoticeSettings, { env }: ServiceParts) {
  const channels: { mail?: NoticeChannel; sms?: NoticeChannel } = {};
  if (smtp !== undefined) {
    const { tls, password, port, secure, plain, user, host, from } = smtp;
    channels.mail = new SmtpChannel({
      ...{ host, from },
      ...(port === undefined ? {} : { port }),
      ...(secure === undefined ? {} : { secure }),
      ...(plain === undefined ? {} : { plain }),
      ...(user === undefined ? {} : { user }),
      ...(password === undefined
        ? {}
        : { password: secretOf("notices.smtp.password", password, env) }),
      ...(tls === undefined ? {} : { tls: { ...tlsOf(tls, "notices.smtp.tls") } }),
    });
  }
  if (sms !== undefined) {
    const { url, token } = sms;
    const bearer = token === undefined ? undefined : secretOf("notices.sms.token", token, env);
    const headers = bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } };
    channels.sms = new HttpSmsChannel({ url, ...headers });
  }
  return channels;
}
