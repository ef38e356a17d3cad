import {
  CapabilityReport,
  CounterReport,
  type DecodedMessage,
  type DeviceId,
  encodeMessage,
  ReportRequest,
} from "@dosekit/protocols";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { ClientParts } from "./client-parts.ts";

/** What a device can be asked for. */
export interface Reports {
  readonly capabilities: CapabilityReport;
  readonly counters: CounterReport;
}

/** How a question ended: with the device's report, or without one. */
export type ReportOutcome<K extends keyof Reports> =
  | { readonly ok: true; readonly report: Reports[K] }
  | { readonly ok: false; readonly fault: SdkFault };

/** How long a question waits for its report, ms. */
export const REPORT_WAIT_MS = 30_000;

const DEFINITIONS = { capabilities: CapabilityReport, counters: CounterReport } as const;

interface Waiting {
  /** Takes a message that may be the report; tells whether it is. */
  readonly take: (message: DecodedMessage) => boolean;
  readonly end: (fault: SdkFault) => void;
}

/** Asks devices what they can do and what they have counted, once each time and no longer. */
export class ReportDesk {
  readonly #parts: ClientParts;
  readonly #waiting = new Map<string, Waiting>();
  #requests = 0;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /** Asks; `done` is called once, never from inside this call. */
  ask<K extends keyof Reports>(
    deviceId: DeviceId,
    kind: K,
    done: (outcome: ReportOutcome<K>) => void,
  ): void {
    const { timers, send, armour } = this.#parts;
    this.#requests = (this.#requests + 1) % 0xffff_ffff;
    const requestId = this.#requests;
    const key = `${deviceId}/${requestId}`;
    const take = ({ definition, message }: DecodedMessage) => {
      // The definition is what gives the message its type.
      const report = message as Reports[K];
      if (definition !== DEFINITIONS[kind] || report.requestId !== requestId) return false;
      this.#end(key, () => done({ ok: true, report }));
      return true;
    };
    const end = (fault: SdkFault) => this.#end(key, () => done({ ok: false, fault }));
    this.#waiting.set(key, { take, end });
    const fault = armour.faultOf(deviceId);
    const waitMs = fault === undefined ? REPORT_WAIT_MS : 0;
    timers.arm(`report:${key}`, waitMs, () => end(fault ?? sdkFault("report-unanswered")));
    if (fault !== undefined) return;
    send(deviceId, "cmd", encodeMessage(ReportRequest, { requestId, report: kind }));
  }

  /** Takes a device's report; false when nobody waits for it. */
  answer(deviceId: DeviceId, message: DecodedMessage): boolean {
    for (const [key, { take }] of this.#waiting) {
      if (key.startsWith(`${deviceId}/`) && take(message)) return true;
    }
    return false;
  }

  /** Gives every question up. */
  cancelAll(): void {
    for (const { end } of [...this.#waiting.values()]) end(sdkFault("report-unanswered"));
  }

  #end(key: string, tell: () => void): void {
    if (!this.#waiting.delete(key)) return;
    this.#parts.timers.cancel(`report:${key}`);
    tell();
  }
}
