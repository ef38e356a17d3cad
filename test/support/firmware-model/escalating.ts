import { instant, type NoticeSend } from "@dosekit/protocols";
import type { MechanismBench } from "./mechanism-bench.ts";
import { PILLY, TrayBench } from "./tray-bench.ts";

const { notices } = PILLY;
if (notices === undefined) throw new Error("the tray tells nobody itself");

/** A tray whose gateway runs the ladders, and that has a way of its own past it. */
export const STANDS_IN = {
  ...PILLY,
  ladderRunner: { ...PILLY.ladderRunner, value: "gateway" as const },
  notices: {
    ...notices,
    bearer: { ...notices.bearer, value: "own" as const },
    takeOverMin: { ...notices.takeOverMin, value: 5 },
  },
};

/** A device that was started, with or without contact to its gateway. */
export function startedWith(profile: typeof PILLY, linkUp: boolean): TrayBench {
  const bench = new TrayBench(profile);
  bench.boot("first-boot");
  bench.advance(1_000);
  if (linkUp) bench.input({ type: "link.changed", up: true });
  return bench;
}

/** Whom the device told: `first home-care 0`. */
export function toldBy(bench: MechanismBench): readonly string[] {
  return bench.told.map(({ notice }) => described(notice));
}

function described({ what, recipient, rung }: NoticeSend): string {
  return `${what} ${recipient} ${rung}`;
}

/** Staff take charge of an alert. */
export function takeCharge(bench: MechanismBench, alertId: string): void {
  bench.command({
    commandId: `ack-${alertId}-${bench.records.length}`,
    verb: "acknowledge-alert",
    actor: "staff",
    alertId,
    notAfterMs: instant(bench.trueMs + 60_000),
  });
}

/** The alert that was raised last. */
export function lastAlertId(bench: MechanismBench): string {
  const raised = bench.records.filter(({ kind }) => kind === "alert.raised").at(-1);
  if (raised?.alertId === undefined) throw new Error("no alert was raised");
  return raised.alertId;
}
