import {
  Command,
  DesiredConfig,
  DeviceEvent,
  type DosePlan,
  type Instant,
  instant,
  type PlanEntry,
  ReportedConfig,
  RunClock,
} from "@dosekit/protocols";
import type { Bound } from "../../scenario/drive-parts.ts";
import { type Kit, NotOffered } from "../../scenario/kit.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { isSame } from "./record-judges.ts";

/** What a scenario about doses needs of the one under test. */
export const DAY_NEEDS = ["doses", "test-clock"] as const;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clock time in Oslo, in winter, at which the day begins, in minutes since midnight. */
const BEGIN_MINUTE = 540;
/** When the first dose of the day is due, in minutes since the day began. */
export const FIRST_DUE_MIN = 10;
/** When its window closes. */
export const FIRST_LATE_MIN = FIRST_DUE_MIN + 30;
/** When the second one is due. */
export const SECOND_DUE_MIN = 490;
/** Doses that staff put in. */
export const LOADED = 10;
/** Least time between two releases that scenarios plan with; more than any product asks for. */
const SPACING_MIN = 240;

/** The instant at which the day of a scenario begins: in the middle of the next January. */
function beginMs(kit: Kit): number {
  return Date.UTC(new Date(kit.nowMs()).getUTCFullYear() + 1, 0, 15, BEGIN_MINUTE / 60 - 1);
}

/** Some minutes after the day began. */
export function dayInstant(kit: Kit, minutes: number): Instant {
  return instant(beginMs(kit) + minutes * MINUTE_MS);
}

/** A deadline that no scenario reaches. */
export function neverMs(kit: Kit): Instant {
  return instant(beginMs(kit) + 20 * DAY_MS);
}

/** A daily entry of a plan, due some minutes after the day began. */
export function entry(
  id: string,
  dueMin: number,
  more: Partial<PlanEntry> = {},
): (kit: Kit) => PlanEntry {
  return (kit) => ({
    id,
    minuteOfDay: BEGIN_MINUTE + dueMin,
    startDate: localDate(kit, 0),
    everyDays: 1,
    earlyMin: 0,
    lateMin: 30,
    ...more,
  });
}

/** Local date some days after that of the day. */
export function localDate(kit: Kit, days: number): string {
  return new Date(beginMs(kit) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A plan in Oslo. */
export function planOf(
  kit: Kit,
  entries: readonly ((kit: Kit) => PlanEntry)[],
  more: Partial<DosePlan> = {},
): DosePlan {
  const zone = "Europe/Oslo";
  const common = { planId: PLAN_ID, revision: 1, zone, spacing: "refuse" } as const;
  const made = entries.map((one) => one(kit));
  return { ...common, minimumSpacingMin: SPACING_MIN, ...more, entries: made };
}

/** Name of the plan; it stands nowhere else. */
export const PLAN_ID = "conformance-plan-9f27";

/** Two doses, one soon and one in the afternoon. */
const twoDoses: Bound<DosePlan> = (_trace, kit) =>
  planOf(kit, [entry("m", FIRST_DUE_MIN), entry("e", SECOND_DUE_MIN)]);

/** What {@link inService} may be told. */
export interface ServiceOptions {
  readonly plan?: Bound<DosePlan>;
  readonly doses?: number;
  /** Where the day begins, if not in the middle of January. */
  readonly begin?: (kit: Kit) => Instant;
}

/** A device at the beginning of a day of its own: clock set, loaded, with a plan. */
export function inService(s: Stage, options: ServiceOptions = {}): void {
  const { plan = twoDoses, doses = LOADED, begin = (kit: Kit) => dayInstant(kit, 0) } = options;
  s.prologue.connected();
  setsClock(s, "the clock is set to the morning of a day", begin, "begin-of-day");
  s.drive.does("the host gives a plan, and the device follows it", async (kit) => {
    await follow(kit, 1, plan(kit.trace, kit));
  });
  // A roll is packed for a plan, so that this has to be known before.
  s.drive.dut("load", () => doses);
  s.drive.host.acknowledgeUntilAtRest();
  s.drive.fromHere();
}

/** Gives a plan; @throws NotOffered when the device does not follow it. */
export async function follow(kit: Kit, version: number, plan: DosePlan): Promise<void> {
  const last = () => kit.trace.said(ReportedConfig).at(-1)?.message;
  kit.say("cfg/desired", DesiredConfig, { version, plan });
  await kit.waitUntil(() => last()?.version === version, kit.params.reactionMs);
  if (last()?.version !== version) throw new NotOffered(`no plan: ${last()?.detail ?? "silence"}`);
}

/** The host sets the clock and waits for the answer, whatever it is. */
export function setsClock(
  s: Stage,
  text: string,
  civilMs: (kit: Kit) => Instant,
  commandId: string,
): void {
  commands(s, text, (_trace, kit) => ({
    ...{ commandId, verb: "sync-time", actor: "gateway", civilMs: civilMs(kit) },
    notAfterMs: neverMs(kit),
  }));
}

/** The host gives a command and waits for the answer, at most for a reaction. */
export function commands(s: Stage, text: string, value: Bound<Command>): void {
  s.drive.does(text, async (kit) => {
    await gives(kit, value(kit.trace, kit));
  });
}

/** Gives a command and waits for the answer. @returns whether it came within a reaction */
export function gives(kit: Kit, command: Command): Promise<boolean> {
  kit.say("cmd", Command, command);
  const isAnswered = () => kit.trace.replies().some((one) => one.commandId === command.commandId);
  return kit.waitUntil(isAnswered, kit.params.reactionMs);
}

/** Time of the test clock passes up to some minutes after the day began. */
export function runsTo(s: Stage, minutes: number): void {
  s.drive.host.runsClock(`time passes up to minute ${minutes} of the day`, (_trace, kit) => {
    return dayInstant(kit, minutes);
  });
}

/** Time begins to pass; nothing is waited for, since the power may go meanwhile. */
export function startsRun(s: Stage, minutes: number): void {
  s.drive.does(`time begins to pass up to minute ${minutes} of the day`, (kit) => {
    kit.say("cmd", RunClock, { commandId: `start-${minutes}`, untilMs: dayInstant(kit, minutes) });
  });
}

/** A record that comes for the first time: what is sent again tells nothing new. */
export function fresh(text: string, where: (record: DeviceEvent) => boolean): Pattern {
  return message(DeviceEvent, text, (one, trace, { at }) => {
    if (!where(one)) return false;
    const first = trace.said(DeviceEvent).find(({ message: other }) => isSame(one, other));
    return first?.publication.at === at;
  });
}

/** A new record about the doses of one entry. */
export function tells(
  kind: DeviceEvent["kind"],
  entryId: string,
  text: string,
  where: (record: DeviceEvent) => boolean = () => true,
): Pattern {
  return fresh(text, (one) => {
    return one.kind === kind && one.doseId?.startsWith(`${entryId}/`) === true && where(one);
  });
}

/** The records of the journal so far, each once and in their order. */
export function journal(trace: Trace, from = 0): readonly DeviceEvent[] {
  const rows = new Map<string, DeviceEvent>();
  for (const one of trace.records(from)) rows.set(`${one.epoch}-${one.seq}`, one);
  return [...rows.values()].sort((one, other) => one.seq - other.seq);
}

/** The records of one kind about the doses of one entry. */
export function journalOf(
  trace: Trace,
  kind: DeviceEvent["kind"],
  entryId: string,
): readonly DeviceEvent[] {
  return journal(trace).filter((one) => {
    return one.kind === kind && one.doseId?.startsWith(`${entryId}/`) === true;
  });
}

/** Notes when the day began, as `begin-ms`. */
export function notesBegin(s: Stage): void {
  s.drive.does("the day is noted", (kit) => kit.note("begin-ms", dayInstant(kit, 0)));
}
