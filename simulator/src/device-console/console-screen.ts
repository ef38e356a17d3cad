import { offsetAt, type ZoneTable } from "@dosekit/firmware-model";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type SignalShow } from "@dosekit/protocols";
import type { ClockReading } from "@dosekit/sdk/device";
import type { Place } from "../plant/plant.ts";
import { CONSOLE_KEYS, type HandsView } from "./console-action.ts";
import type { Acknowledged } from "./console-line.ts";
import type { DeviceView } from "./device-view.ts";

/** Everything that the screen shows at one instant. */
export interface ConsoleSnapshot {
  readonly deviceId: string;
  readonly title: string;
  readonly speed: number;
  readonly table: ZoneTable;
  readonly clock: ClockReading;
  readonly view: DeviceView | undefined;
  readonly signal: SignalShow;
  readonly hands: HandsView;
  readonly places: Readonly<Record<Place, number>>;
  readonly capacity: number;
  readonly hazards: number;
  readonly link: {
    readonly isUp: boolean;
    readonly where: string;
    /** True time of the next contact of a device that sleeps. */
    readonly nextContactMs?: number | undefined;
  };
  readonly journal: { readonly records: number; readonly epoch: number; readonly seq: number };
  readonly acknowledged: Acknowledged | undefined;
  /** What was seen last, oldest first. */
  readonly log: readonly string[];
}

/** Room on the screen, in characters. */
export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** Lines of the screen that are always there. */
const FIXED_LINES = 12;

/** Sets the screen, no line wider and no more lines than there is room for. */
export function screenLines(shown: ConsoleSnapshot, { columns, rows }: ScreenSize): string[] {
  const logLines = Math.max(0, rows - FIXED_LINES - 1);
  const lines = [
    `${shown.deviceId} · ${shown.title} · speed ${shown.speed}×`,
    `Clock    ${clockText(shown)}`,
    `Next     ${nextText(shown)}`,
    `Dose     ${doseText(shown)}`,
    `Signal   ${signalText(shown)}`,
    `State    ${stateText(shown)}`,
    `Medicine ${medicineText(shown)}`,
    `Hands    ${handsText(shown)}`,
    `Link     ${linkText(shown)}`,
    `Journal  ${journalText(shown)}`,
    ...(logLines === 0 ? [] : shown.log.slice(-logLines)).map((line) => `  ${line}`),
    "",
    CONSOLE_KEYS.map(({ key, label }) => `${key}:${label}`).join(" "),
  ];
  return lines.slice(0, Math.max(1, rows - 1)).map((line) => cut(line, columns));
}

/** A civil time in a zone as people read it: `Mon 2026-11-23 08:00:12`. */
export function localText(table: ZoneTable, ms: number): string {
  const offsetMin = offsetAt(table, ms);
  if (typeof offsetMin !== "number") return new Date(ms).toISOString();
  const local = new Date(ms + offsetMin * MINUTE_MS);
  const [date = "", time = ""] = local.toISOString().split("T");
  return `${WEEKDAYS[local.getUTCDay()] ?? ""} ${date} ${time.slice(0, 8)}`;
}

/** A length of time as people read it: `2 h 05 min`, `3 min 12 s`. */
export function lengthText(ms: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  if (ms >= DAY_MS) return `${Math.floor(ms / DAY_MS)} d ${two((ms % DAY_MS) / HOUR_MS)} h`;
  if (ms >= HOUR_MS) return `${Math.floor(ms / HOUR_MS)} h ${two((ms % HOUR_MS) / MINUTE_MS)} min`;
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / SECOND_MS))} s`;
  return `${Math.floor(ms / MINUTE_MS)} min ${two((ms % MINUTE_MS) / SECOND_MS)} s`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const OFF = "– (no power)";

function clockText({ clock, table }: ConsoleSnapshot): string {
  const { civilMs, clock: quality, clockErrorMs } = clock;
  if (civilMs === undefined) return "unset";
  const error = Math.ceil(clockErrorMs / SECOND_MS);
  return `${localText(table, civilMs)} ${table.zone} · ${quality}, error at most ${error} s`;
}

function nextText({ view, clock, table }: ConsoleSnapshot): string {
  if (view === undefined) return OFF;
  const { next, planId } = view;
  if (planId === undefined) return "no plan";
  if (next === undefined) return "no dose follows";
  const inMs = clock.civilMs === undefined ? undefined : next.dueMs - clock.civilMs;
  const wait = inMs === undefined ? "" : ` · in ${lengthText(inMs)}`;
  return `${localText(table, next.dueMs)}${wait} · ${next.doseId} · window ${lengthText(
    next.lateMs - next.earlyMs,
  )}`;
}

function doseText({ view, table }: ConsoleSnapshot): string {
  if (view === undefined) return OFF;
  const { dose } = view;
  if (dose === undefined) return "none in its window";
  return `${dose.doseId} ${dose.phase} · window closes ${localText(table, dose.lateMs)}`;
}

function signalText({ signal }: ConsoleSnapshot): string {
  const { light, sound, text } = signal;
  return `light ${light} · sound ${sound}/10${text === undefined ? "" : ` · text ${text}`}`;
}

function stateText({ view }: ConsoleSnapshot): string {
  if (view === undefined) return OFF;
  const alerts = view.alerts.map(({ code, subject }) => `${code} ${subject}`);
  return [...view.regions, ...(alerts.length === 0 ? [] : [`alerts ${alerts.join(", ")}`])].join(
    " · ",
  );
}

function medicineText({ view, places, capacity, hazards }: ConsoleSnapshot): string {
  const { nextSlot, stock } = view ?? {};
  const believed =
    stock === undefined
      ? "device off"
      : `device: ${stock} of ${capacity} left, slot ${nextSlot ?? "?"} next`;
  const truth = Object.entries(places)
    .filter(([, doses]) => doses > 0)
    .map(([place, doses]) => `${place} ${doses}`);
  const risk = hazards === 0 ? "" : ` · hazards ${hazards}`;
  return `${believed} · in truth: ${truth.length === 0 ? "none" : truth.join(", ")}${risk}`;
}

function handsText({ hands }: ConsoleSnapshot): string {
  return [
    hands.isTilted ? "turned over" : "upright",
    `lid ${hands.isLidOpen ? "open" : "closed"}`,
    `power ${hands.isPowered ? "on" : "pulled"}`,
  ].join(" · ");
}

function linkText({ link, hands, table }: ConsoleSnapshot): string {
  const { nextContactMs } = link;
  const asleep =
    nextContactMs === undefined ? "down" : `asleep until ${localText(table, nextContactMs)}`;
  const state = hands.isLinkCut ? "cut" : link.isUp ? "up" : asleep;
  return `${state} · ${link.where}`;
}

function journalText({ journal, acknowledged }: ConsoleSnapshot): string {
  const { records, epoch, seq } = journal;
  const through = acknowledged?.epoch === epoch ? acknowledged.throughSeq : 0;
  return `${records} records · host has ${through}, ${Math.max(0, seq - through)} wait`;
}

function cut(line: string, columns: number): string {
  return line.length < columns ? line : `${line.slice(0, Math.max(1, columns - 2))}…`;
}
