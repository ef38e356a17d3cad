import { MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
import type { LivedWay } from "./lived-way.ts";
import type { StepFinding } from "./step-judges.ts";

/** How long after it was first asked a device has forgotten everything, ms. */
const FORGOTTEN_WITHIN_MS = 45 * MINUTE_MS;

/** Everything was fetched before the device forgot it, and nothing of user and plan came back. */
export function judgeReset({ run, records, when, device }: LivedWay): StepFinding {
  const { resetMs } = when;
  const boot = records.find(
    ({ atMs, record }) =>
      atMs >= resetMs && record.kind === "device.booted" && record.resetCause === "command",
  );
  const stored = new Set(
    run.log
      .of(device.deviceId)
      .flatMap((seen) =>
        seen.seen === "committed" ? [`${seen.record.epoch}/${seen.record.seq}`] : [],
      ),
  );
  const before = records.filter(
    ({ record }) => boot === undefined || record.epoch !== boot.record.epoch,
  );
  const lost = before.filter(({ record }) => !stored.has(`${record.epoch}/${record.seq}`)).length;
  const left = records.filter(
    ({ atMs, record }) => boot !== undefined && atMs > boot.atMs && tellsOfSomebody(record.kind),
  ).length;
  const last = records.findLast(({ atMs }) => atMs < (boot?.atMs ?? resetMs));
  const isFresh = boot !== undefined && boot.record.epoch !== last?.record.epoch;
  const isSoon = boot !== undefined && boot.atMs - resetMs <= FORGOTTEN_WITHIN_MS;
  const minutes = boot === undefined ? 0 : Math.round((boot.atMs - resetMs) / MINUTE_MS);
  return {
    holds: isSoon && isFresh && lost === 0 && left === 0,
    atMs: resetMs,
    saw:
      boot === undefined
        ? { nb: "Dispenseren ble ikke nullstilt.", en: "The dispenser was not reset." }
        : {
            nb: `Nullstilt etter ${inMinutes(minutes).nb}${isFresh ? "" : ", men loggen fortsatte"}. ${before.length} hendelser skrevet før det, ${lost} av dem ikke hentet ut. ${left} hendelser om plan eller doser etterpå.`,
            en: `Reset after ${inMinutes(minutes).en}${isFresh ? "" : ", but the journal went on"}. ${before.length} records were written before it, ${lost} of them not fetched. ${left} records about plan or doses after it.`,
          },
  };
}

function tellsOfSomebody(kind: string): boolean {
  return kind.startsWith("dose.") || kind === "plan.accepted" || kind === "travel.dispensed";
}
