import {
  ALERTS,
  type AlertCode,
  type DeviceEvent,
  DISPENSE_EVENTS,
  type DispenseCode,
  type JournalRecord,
} from "@dosekit/protocols";
import { deviationSwitches, tellingOf } from "@dosekit/sdk/record";
import { ALERT_WAYS, DISPENSE_WAYS, type OwnAlert } from "../judges/bench/alert-ways.ts";
import { raised } from "../judges/bench/bench-records.ts";
import type { JudgeSubject } from "../judges/judge-subject.ts";

/** A national code that a product raised, in the record that says so. */
export interface ToldCode {
  readonly of: "alert" | "dispense";
  readonly code: AlertCode | DispenseCode;
  readonly record: JournalRecord;
}

/**
 * Has a product raise every national code that it can, and gives the records that say so. 1.20 is
 * no device's: it is raised by the gateway.
 */
export function codesToldBy(subject: JudgeSubject): readonly ToldCode[] {
  return [...alertsToldBy(subject), ...dispensesToldBy(subject)];
}

function alertsToldBy(subject: JudgeSubject): readonly ToldCode[] {
  const codes = (Object.keys(ALERTS) as AlertCode[]).filter((code) => code !== "1.20");
  return (codes as OwnAlert[])
    .filter((code) => subject.profile.unreachableAlerts[code] === undefined)
    .flatMap((code) => {
      const [record] = raised(ALERT_WAYS[code](subject), code);
      return record === undefined ? [] : [{ of: "alert", code, record } as const];
    });
}

function dispensesToldBy(subject: JudgeSubject): readonly ToldCode[] {
  return (Object.keys(DISPENSE_EVENTS) as DispenseCode[]).flatMap((code) => {
    const records = DISPENSE_WAYS[code]?.(subject).records ?? [];
    const record = records.find((one) => tellsDispense(one, code));
    return record === undefined ? [] : [{ of: "dispense", code, record } as const];
  });
}

function tellsDispense(record: DeviceEvent, code: DispenseCode): boolean {
  const telling = tellingOf(record, deviationSwitches());
  return telling.kind === "dispense" && telling.code === code;
}
