import { HOUR_MS } from "@dosekit/protocols";
import { AREAS, SHORT_BACKUP_SHARE, STATION_BACKUP_HOURS } from "./world-figures.ts";
import type { AreaSpec, WorldSpec } from "./world-spec.ts";

/** Makes areas alike, each with a base station of either backup. */
export function areasAlike(count: number): readonly AreaSpec[] {
  const [shortHours, longHours] = STATION_BACKUP_HOURS.value;
  const short = SHORT_BACKUP_SHARE.value;
  return Array.from({ length: count }, (_, index) => {
    const name = `area-${String(index + 1).padStart(2, "0")}`;
    const stations = [
      { name: `${name}-a`, share: short, backupMs: shortHours * HOUR_MS },
      { name: `${name}-b`, share: 1 - short, backupMs: longHours * HOUR_MS },
    ];
    return { name, share: 1, stations };
  });
}

/** The world of a run that names none; 2G lasts in it. */
export const DEFAULT_WORLD: WorldSpec = { areas: areasAlike(AREAS.value) };
