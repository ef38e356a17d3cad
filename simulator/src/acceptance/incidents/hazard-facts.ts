import type { Case } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";

/** Lists where the truth of the medicine was another than the device believed, by kind. */
export function hazardsOf(
  log: LifeLog,
  devices: readonly string[],
  kinds: ReadonlySet<string>,
): readonly Case[] {
  return devices.flatMap((deviceId) =>
    log
      .of(deviceId)
      .filter(({ seen, ...rest }) => {
        if (seen !== "plant" || !("fact" in rest) || rest.fact.type !== "hazard") return false;
        return kinds.has(rest.fact.hazard);
      })
      .map(({ trueMs }) => ({ deviceId, atMs: trueMs })),
  );
}
