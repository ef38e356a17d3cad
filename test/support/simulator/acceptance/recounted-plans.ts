/** A device and its plan, as its gateway has it. */
interface Planned {
  readonly deviceId: string;
  readonly putUpMs: number;
  readonly plan: {
    readonly entries: readonly {
      readonly id: string;
      readonly minuteOfDay: number;
      readonly earlyMin: number;
      readonly lateMin: number;
      readonly startDate: string;
      readonly endDate?: string | undefined;
      readonly everyDays: number;
      readonly weekdays?: readonly number[] | undefined;
    }[];
  };
}

interface Line {
  readonly t: string | null;
  readonly trueAt?: string;
  readonly device: string;
  readonly kind: string;
  readonly doseId?: string;
  readonly outcome?: string;
  readonly mode?: string;
  readonly reason?: string;
}

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/**
 * Counts from plans and an event file of which planned doses no line tells the outcome; nothing of the
 * simulator's code is used here. Only for plans that move no doses and periods in which no device
 * takes up its service again once that has ended.
 */
export function recountUnrecorded(
  text: string,
  devices: readonly Planned[],
  endMs: number,
): readonly string[] {
  const told = new Set<string>();
  const accepted = new Map<string, number>();
  const ended = new Map<string, number>();
  for (const row of text.split("\n")) {
    if (row === "") continue;
    const { device, doseId, outcome, kind, mode, reason, ...line } = JSON.parse(row) as Line;
    const at = Date.parse(line.trueAt ?? line.t ?? "");
    if (doseId !== undefined && outcome !== undefined) told.add(`${device} ${doseId}`);
    if (kind === "plan.accepted") accepted.set(device, Math.min(at, accepted.get(device) ?? at));
    if (kind === "mode.changed" && (mode === "ended" || reason === "service-ended")) {
      ended.set(device, at);
    }
  }
  return devices.flatMap(({ deviceId, putUpMs, plan }) => {
    const fromMs = Math.min(putUpMs + DAY, accepted.get(deviceId) ?? Number.POSITIVE_INFINITY);
    const untilMs = ended.get(deviceId) ?? endMs - 3 * HOUR;
    const missing: string[] = [];
    for (let noonMs = putUpMs - DAY; noonMs < endMs + 2 * DAY; noonMs += DAY) {
      const date = new Date(noonMs).toISOString().slice(0, 10);
      for (const entry of plan.entries) {
        if (!isPlanned(entry, date)) continue;
        const dueMs = osloMs(date, entry.minuteOfDay);
        const isWithin =
          dueMs - entry.earlyMin * MINUTE > fromMs && dueMs + entry.lateMin * MINUTE <= untilMs;
        const name = `${deviceId} ${entry.id}/${date}`;
        if (isWithin && !told.has(name)) missing.push(name);
      }
    }
    return missing;
  });
}

function isPlanned(entry: Planned["plan"]["entries"][number], date: string): boolean {
  const { startDate, endDate = "9999-12-31", everyDays, weekdays } = entry;
  if (date < startDate || date > endDate) return false;
  const days = (Date.parse(date) - Date.parse(startDate)) / DAY;
  const weekday = ((new Date(date).getUTCDay() + 6) % 7) + 1;
  return days % everyDays === 0 && (weekdays === undefined || weekdays.includes(weekday));
}

/** The instant at which clocks in Oslo show a time; of a time that does not exist the one after. */
function osloMs(date: string, minuteOfDay: number): number {
  const wanted = Date.parse(date) + minuteOfDay * MINUTE;
  const shown = new Intl.DateTimeFormat("sv-SE", {
    ...{ timeZone: "Europe/Oslo", dateStyle: "short", timeStyle: "short" },
  });
  for (const hours of [2, 1]) {
    const at = wanted - hours * HOUR;
    if (Date.parse(`${shown.format(at).replace(" ", "T")}Z`) === wanted) return at;
  }
  return wanted - HOUR;
}
