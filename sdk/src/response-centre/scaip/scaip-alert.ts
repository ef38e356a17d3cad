import { createHash } from "node:crypto";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { restoreCodeOf, SCAIP_PILL_DISPENSER, statusCodeOf } from "./scaip-codes.ts";
import type { ScaipRequest } from "./scaip-message.ts";

/** Whether a message says that an alert began or that it is over. */
export type ScaipStage = "raise" | "restore";

/** What of an alert goes to a response centre. */
export interface ScaipAlert {
  readonly deviceId: string;
  readonly alertId: string;
  readonly alert: AlertCode;
  readonly stage: ScaipStage;
  /** When it happened, ms since the Unix epoch. */
  readonly atMs: number;
  /** Whose clock says so; a device whose clock is unset leaves it to the gateway. */
  readonly atBy: "device" | "gateway";
}

/** Under which numbers a centre knows controller and device. */
export interface ScaipAddress {
  readonly cid: string;
  readonly did?: string;
}

/** Language of the information text. */
export type ScaipLanguage = "no" | "en";

const REF_CHARACTERS = 16;
const OVER = { no: "Opphørt", en: "Over" } as const;
const RECEIVED = { no: "mottatt", en: "received" } as const;

/**
 * Names a message for ever: the same alert always has the same reference, so that a centre that
 * gets it twice takes it once. 82 bits of a hash over device, alert and stage.
 */
export function referenceOf({
  deviceId,
  alertId,
  stage,
}: Pick<ScaipAlert, "deviceId" | "alertId" | "stage">): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([deviceId, alertId, stage]))
    .digest();
  return BigInt(`0x${digest.toString("hex")}`)
    .toString(36)
    .toUpperCase()
    .padStart(REF_CHARACTERS, "0")
    .slice(-REF_CHARACTERS);
}

/**
 * Builds the request of an alert. The information text holds the national code, its display text
 * and the original time, since no tag is known that carries a time; it never holds a person's data,
 * a dose or a medicine.
 */
export function requestOf(
  alert: ScaipAlert,
  address: ScaipAddress,
  language: ScaipLanguage,
): ScaipRequest {
  const restore = restoreCodeOf(alert.alert);
  const over = alert.stage === "restore";
  return {
    ref: referenceOf(alert),
    // Without a status code of its own the end of an alert is information, never an alarm again.
    mty: over && restore === undefined ? "IN" : "ME",
    cid: address.cid,
    dty: SCAIP_PILL_DISPENSER,
    ...(address.did === undefined ? {} : { did: address.did }),
    stc: over ? (restore ?? statusCodeOf(alert.alert)) : statusCodeOf(alert.alert),
    ite: informationText(alert, language),
  };
}

/** Builds the request that takes one back which was held for too long. */
export function resetOf(request: ScaipRequest): ScaipRequest {
  return { ...request, mty: "RE" };
}

/** Builds a heartbeat; `nextMin` is when the next one comes, minutes. */
export function heartbeatOf(cid: string, ref: string, nextMin: number): ScaipRequest {
  return { ref, mty: "PI", cid, dty: SCAIP_PILL_DISPENSER, hbo: nextMin };
}

function informationText(alert: ScaipAlert, language: ScaipLanguage): string {
  const { no, en } = ALERTS[alert.alert];
  const time = new Date(alert.atMs).toISOString().replace(/\.\d{3}Z$/, "Z");
  const parts = [alert.alert, language === "no" ? no : en, time];
  if (alert.stage === "restore") parts.unshift(OVER[language]);
  if (alert.atBy === "gateway") parts.push(`(${RECEIVED[language]})`);
  return parts.join(" ");
}
