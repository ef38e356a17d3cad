import type { AlertId, JournalRecord, LadderNotice } from "@dosekit/protocols";
import { CentreAlone, type HeardRow, operationSpec } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { smallService } from "../../../../support/simulator/acceptance/small-service.ts";

const MINUTE = 60_000;
const SPEC = operationSpec(smallService(), "alone");
/** Noon of the second day. */
const AT_MS = SPEC.startMs + 36 * 60 * MINUTE;
const alertId = "1-1" as AlertId;

const raised: HeardRow = {
  ...{ deviceId: "peder-0001", writtenMs: AT_MS, heardMs: AT_MS },
  record: {
    ...{ kind: "alert.raised", alertId, alert: "1.1", severity: 30, runner: "device" },
    ...{ epoch: 1, seq: 1 },
  } as JournalRecord,
};

function told(afterMin: number): HeardRow {
  const heardMs = AT_MS + afterMin * MINUTE;
  const notice: LadderNotice = {
    ...{ alertId, recipient: "home-care", rung: 0, repeat: afterMin > 0 },
  };
  return { deviceId: "peder-0001", writtenMs: heardMs, heardMs, told: notice };
}

function takenUp(heard: readonly HeardRow[], operators: number): number {
  let count = 0;
  new CentreAlone({ spec: SPEC, heard, partial: false }).answer([operators, operators], (seen) => {
    if (seen.seen === "handling" && seen.event.kind === "handling.acknowledged") count += 1;
  });
  return count;
}

describe("a response centre by itself", () => {
  test("hears what a device tells people itself, and what it tells again after somebody took it not", () => {
    const again = Array.from({ length: 200 }, (_, at) => told(60 * (at + 1)));
    expect(takenUp([raised, told(0), ...again], 2)).toBe(1);
    expect(takenUp([raised], 2)).toBe(0);
  });

  test("counts an alert with the shift in which it was raised, late where nobody came", () => {
    const centre = new CentreAlone({ spec: SPEC, heard: [raised, told(0)], partial: false });
    const [day, night] = centre.answer([0, 2]);
    expect(day?.acknowledgements).toEqual({ late: 1, settled: 1 });
    expect(night?.acknowledgements.settled).toBe(0);
    expect(centre.answer([2, 0])[0]?.acknowledgements.settled).toBe(1);
  });
});
