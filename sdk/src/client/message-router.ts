import {
  CapabilityReport,
  CounterReport,
  type DecodedMessage,
  type DeviceId,
  decodeAs,
  decodeMessage,
  type MessageDefinition,
  Reply,
  ReportedConfig,
  type UpChannel,
} from "@dosekit/protocols";
import type { ClientParts } from "./client-parts.ts";
import type { CommandDesk } from "./command-desk.ts";
import type { ConfigDesk } from "./config-desk.ts";
import type { DeviceRegister } from "./device-register.ts";
import type { DeviceSession } from "./device-session.ts";
import type { GapDesk } from "./gap-desk.ts";
import { countMalformed } from "./malformed.ts";
import { admits } from "./message-gate.ts";
import type { RecordDesk } from "./record-desk.ts";
import type { ReportDesk } from "./report-desk.ts";
import { followGateway, takeState } from "./state-desk.ts";

/** What may come on `rsp`. */
const ANSWERS: readonly MessageDefinition[] = [Reply, CapabilityReport, CounterReport];

/** One message as the transport handed it over. */
export interface IncomingMessage {
  readonly channel: UpChannel;
  readonly payload: Uint8Array;
  /** True when the broker had it stored. */
  readonly retained: boolean;
}

/** What the router works with, beside what all parts do. */
export interface RouterParts extends ClientParts {
  readonly register: DeviceRegister;
  readonly records: RecordDesk;
  readonly gaps: GapDesk;
  readonly commands: CommandDesk;
  readonly configs: ConfigDesk;
  readonly reports: ReportDesk;
}

/** Brings each message of a device to the part that it is for, if it may come in at all. */
export class MessageRouter {
  readonly #parts: RouterParts;
  /** Gateways that some device speaks through. */
  readonly #gateways = new Set<DeviceId>();

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  /** Takes one message; the sender is known by the transport's word only, never by the payload. */
  receive(deviceId: DeviceId, message: IncomingMessage): void {
    const session = this.#parts.register.admit(deviceId);
    if (session === undefined) return;
    const nowMs = this.#parts.nowMs();
    if (!admits(this.#parts.limits, session, message, nowMs)) return;
    session.lastHeardMs = nowMs;
    if (message.channel === "state") this.#onState(session, message);
    else this.#onOther(session, message);
  }

  #onState(session: DeviceSession, message: IncomingMessage): void {
    const news = takeState(this.#parts.log, session, message);
    if (news === undefined) return;
    if (session.state !== undefined) {
      this.#parts.armour.onState(session.deviceId, session.state);
    }
    if (news.extent !== undefined) this.#parts.records.onExtent(session, news.extent);
    this.#followGateways(session, message.retained);
    if (session.present) this.#onPresent(session);
  }

  /** A gateway that speaks for devices came or went, or a device told through whom it speaks. */
  #followGateways(session: DeviceSession, retained: boolean): void {
    const { register, limits } = this.#parts;
    const via = session.state?.via;
    if (via !== undefined && this.#gateways.size < limits.devicesMax) this.#gateways.add(via);
    if (this.#gateways.has(session.deviceId)) followGateway(session, register.all());
    const gateway = via === undefined ? undefined : register.find(via);
    // What a device says now it says through its gateway; what the broker kept may be old.
    if (retained && gateway?.state !== undefined) followGateway(gateway, [session]);
  }

  #onOther(session: DeviceSession, { channel, payload, retained }: IncomingMessage): void {
    const isBack = !retained && !session.present;
    session.present ||= isBack;
    if (channel === "evt") this.#parts.records.onEvent(session, payload);
    else if (channel === "rsp") this.#onReply(session, payload);
    else this.#onReport(session, payload, retained);
    // Last, so that what the message answers is not sent once more.
    if (isBack) this.#onPresent(session);
  }

  #onPresent(session: DeviceSession): void {
    this.#parts.gaps.hurry(session);
    this.#parts.commands.hurry(session.deviceId);
    this.#parts.configs.review(session);
  }

  #onReply(session: DeviceSession, payload: Uint8Array): void {
    const decoded = decodeMessage(payload);
    if (!decoded.ok) countMalformed(this.#parts.log, session, decoded.error.code);
    else if (!this.#isAwaited(session.deviceId, decoded.value)) {
      if (ANSWERS.includes(decoded.value.definition)) session.counters.strayReplies += 1;
      else countMalformed(this.#parts.log, session, "wrong-message");
    }
  }

  #isAwaited(deviceId: DeviceId, decoded: DecodedMessage): boolean {
    const { commands, reports } = this.#parts;
    const { definition, message } = decoded;
    // The decoder has read the message by its definition, which is what gives it its type.
    if (definition === Reply) return commands.answer(deviceId, message as Reply);
    return reports.answer(deviceId, decoded);
  }

  #onReport(session: DeviceSession, payload: Uint8Array, retained: boolean): void {
    const decoded = decodeAs(ReportedConfig, payload);
    if (!decoded.ok) {
      countMalformed(this.#parts.log, session, decoded.error.code);
      return;
    }
    session.reported = decoded.value;
    session.reportedToldMs = this.#parts.nowMs();
    session.isReportStored = retained;
    session.followedVersion = decoded.value.version;
    this.#parts.configs.review(session);
  }
}
