import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";
import type { Severity } from "./outcome.ts";

/**
 * The national codes for alerts of electronic medication support.
 *
 * The number on the wire is the part after the dot.
 * @see VKP code system `vkp-alert-code-v090`, version 0.9.0
 */
export const ALERT_CODE = choice({
  "1.1": 1,
  "1.2": 2,
  "1.3": 3,
  "1.4": 4,
  "1.5": 5,
  "1.6": 6,
  "1.7": 7,
  "1.8": 8,
  "1.9": 9,
  "1.10": 10,
  "1.11": 11,
  "1.12": 12,
  "1.13": 13,
  "1.14": 14,
  "1.15": 15,
  "1.16": 16,
  "1.17": 17,
  "1.18": 18,
  "1.19": 19,
  "1.20": 20,
  "1.21": 21,
  "1.22": 22,
  "1.23": 23,
});
/** See {@link ALERT_CODE}. */
export type AlertCode = InferKind<typeof ALERT_CODE>;

/** One row of the alert catalogue. */
export interface AlertDefinition {
  readonly code: AlertCode;
  /** Display text of the national code, bokmål. */
  readonly no: string;
  /** The same in plain English. */
  readonly en: string;
  /** Severity when neither profile nor plan says otherwise; inferred. */
  readonly severity: Severity;
  /** SCAIP status codes that carry it, the first being preferred; pairing inferred, unverified. */
  readonly scaip: readonly string[];
  /** SCAIP status code that says that it is over, where one is known; unverified. */
  readonly scaipRestore?: string;
  /** True when SCAIP needs its information text to tell this alert from another of the same code. */
  readonly scaipText: boolean;
  /** Who raises it: the device, or the gateway on the device's behalf. */
  readonly raisedBy: "device" | "gateway";
}

/** The alert catalogue, one row for each national code. */
export const ALERTS: Readonly<Record<AlertCode, AlertDefinition>> = {
  "1.1": {
    code: "1.1",
    no: "Ikke utlevert",
    en: "Not dispensed at the planned time",
    severity: 30,
    scaip: ["0081"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.2": {
    code: "1.2",
    no: "Utlevering forhindret av medisinmangel",
    en: "Dispensing prevented by lack of medicine",
    severity: 30,
    scaip: ["0081"],
    scaipText: true,
    raisedBy: "device",
  },
  "1.3": {
    code: "1.3",
    no: "Mangler utleveringsbekreftelse",
    en: "Unknown whether the dose was dispensed",
    severity: 20,
    scaip: ["0104", "0073"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.4": {
    code: "1.4",
    no: "Melding ikke lest",
    en: "Message not read",
    severity: 10,
    scaip: ["0009"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.5": {
    code: "1.5",
    no: "Teknisk feil",
    en: "Technical fault, dispensing stopped",
    severity: 30,
    scaip: ["0067", "0042"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.6": {
    code: "1.6",
    no: "Pose ikke lest",
    en: "Pouch not read, dispensing stopped",
    severity: 30,
    scaip: ["0105"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.7": {
    code: "1.7",
    no: "Feil ved rull",
    en: "Roll fault, dispensing stopped",
    severity: 30,
    scaip: ["0105"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.8": {
    code: "1.8",
    no: "Rull sitter fast",
    en: "Roll or tray stuck, dispensing stopped",
    severity: 30,
    scaip: ["0052"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.9": {
    code: "1.9",
    no: "Full skuff",
    en: "Reject store full, dispensing stopped",
    severity: 20,
    scaip: ["0079"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.10": {
    code: "1.10",
    no: "Medisin venter",
    en: "Medicine is waiting",
    severity: 0,
    scaip: ["0080", "0082"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.11": {
    code: "1.11",
    no: "Mangler tilstrekkelig mengde medisin",
    en: "Not enough medicine for the planned travel",
    severity: 10,
    scaip: ["0064"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.12": {
    code: "1.12",
    no: "Snart tomt for medisin",
    en: "Medicine is running low",
    severity: 10,
    scaip: ["0064"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.13": {
    code: "1.13",
    no: "Tomt for medisin",
    en: "Out of medicine",
    severity: 30,
    scaip: ["0064"],
    scaipText: true,
    raisedBy: "device",
  },
  "1.14": {
    code: "1.14",
    no: "Mangler tidsplan",
    en: "No schedule",
    severity: 20,
    scaip: ["0105"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.15": {
    code: "1.15",
    no: "Endringskontroll av medisinplan",
    en: "Check the plan after a pharmacy change",
    severity: 10,
    scaip: ["0062"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.16": {
    code: "1.16",
    no: "Rull behandlet",
    en: "Roll or tray handled by hand",
    severity: 0,
    scaip: ["0062"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.17": {
    code: "1.17",
    no: "Batteri lavt",
    en: "Battery low",
    severity: 20,
    scaip: ["0016"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.18": {
    code: "1.18",
    no: "Batteri tomt",
    en: "Battery empty, device switched off",
    severity: 30,
    scaip: ["0014"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.19": {
    code: "1.19",
    no: "Ikke tilkoblet strøm",
    en: "Not connected to mains",
    severity: 20,
    scaip: ["0085"],
    scaipRestore: "0086",
    scaipText: false,
    raisedBy: "device",
  },
  "1.20": {
    code: "1.20",
    no: "Ingen kontakt",
    en: "No contact with the device",
    severity: 20,
    scaip: ["0024", "0113", "0023", "0112"],
    scaipRestore: "0113",
    scaipText: false,
    raisedBy: "gateway",
  },
  "1.21": {
    code: "1.21",
    no: "Dispenser åpen",
    en: "Dispenser open",
    severity: 10,
    scaip: ["0076", "0077"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.22": {
    code: "1.22",
    no: "Innbrudd",
    en: "Illegal opening",
    severity: 30,
    scaip: ["0125", "0107"],
    scaipText: false,
    raisedBy: "device",
  },
  "1.23": {
    code: "1.23",
    no: "Dosett feilplassert",
    en: "Dispenser tilted or upside down",
    severity: 20,
    scaip: ["0105"],
    scaipText: true,
    raisedBy: "device",
  },
};
