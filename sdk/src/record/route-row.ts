import type { InboxRow, RecordRow } from "../inbox/inbox-row.ts";
import { deviationSwitches } from "./deviations.ts";
import type { MessageBundle } from "./fhir-types.ts";
import { findPatient, type PlacementSource } from "./find-patient.ts";
import { recordMessage } from "./record-message.ts";
import { type Omission, tellingOf } from "./telling.ts";
import type { VkpOptions } from "./vkp-options.ts";

/** Why a row is put aside for somebody to look at. */
export type AsideReason = "unreadable" | "no-placement" | "patient-unclear" | "not-buildable";

/** What happens to a row of the inbox. */
export type RowRoute =
  | { readonly kind: "send"; readonly bundle: MessageBundle }
  /** Nothing is to be told, or not to this receiver. */
  | {
      readonly kind: "skip";
      readonly reason:
        | Omission["reason"]
        | "lost"
        | "nobodys-device"
        | "other-receiver"
        | "not-believed";
    }
  | { readonly kind: "aside"; readonly reason: AsideReason };

/** Decides what happens to a row. Never throws, whatever the row holds. */
export function routeRow(row: InboxRow, register: PlacementSource, options: VkpOptions): RowRoute {
  if (row.kind === "lost") return { kind: "skip", reason: "lost" };
  // A newer device may have told of an alert: a newer gateway can read it from the letter.
  if (row.kind === "unreadable") return { kind: "aside", reason: "unreadable" };
  try {
    return routeRecord(row, register, options);
  } catch {
    return { kind: "aside", reason: "not-buildable" };
  }
}

function routeRecord(row: RecordRow, register: PlacementSource, options: VkpOptions): RowRoute {
  const telling = tellingOf(row.event, deviationSwitches(options.deviations));
  if (telling.kind === "omitted") return { kind: "skip", reason: telling.reason };
  const found = findPatient(row, register, options.sources);
  if (found.kind === "not-believed") return { kind: "skip", reason: "not-believed" };
  if (found.kind === "unclear") return { kind: "aside", reason: "patient-unclear" };
  if (found.kind === "nobody") {
    // A device in a store room has alerts too; a dose has always somebody whose it is.
    const isDose = telling.kind === "dispense" || row.event.doseId !== undefined;
    if (isDose) return { kind: "aside", reason: "no-placement" };
    return { kind: "skip", reason: "nobodys-device" };
  }
  if (!found.receivers.includes(options.receiverName)) {
    return { kind: "skip", reason: "other-receiver" };
  }
  const message = recordMessage(row, found.placement, options);
  if (message.kind === "omitted") return { kind: "skip", reason: message.reason };
  return { kind: "send", bundle: message.bundle };
}
