import type { JournalRecord } from "@dosekit/protocols";
import type { WireFleet } from "./drawn-fleet.ts";
import { type FleetOutcome, isOfTheLink } from "./fleet-world.ts";

/** Lists, device by device, the first thing in which two runs of a fleet differ. */
export function differences(one: FleetOutcome, other: FleetOutcome): readonly string[] {
  return [...one.journals.keys()].flatMap((deviceId) => {
    const facts = firstDifference(one.facts.get(deviceId) ?? [], other.facts.get(deviceId) ?? []);
    const journal = firstDifference(
      comparable(one.journals.get(deviceId) ?? []),
      comparable(other.journals.get(deviceId) ?? []),
    );
    return [
      ...(facts === undefined ? [] : [`${deviceId}, what happened to the medicine: ${facts}`]),
      ...(journal === undefined ? [] : [`${deviceId}, journal: ${journal}`]),
    ];
  });
}

function firstDifference(one: readonly string[], other: readonly string[]): string | undefined {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    if (one[at] !== other[at]) return `${at}: ${one[at] ?? "nothing"} | ${other[at] ?? "nothing"}`;
  }
  return undefined;
}

/**
 * The journal without what tells of the link, its records numbered anew: a contact more or less
 * shifts every number behind it, and with it the names of alerts; who tells people of an alert hangs
 * on the contact of that moment. Nothing else may differ.
 */
function comparable(journal: readonly JournalRecord[]): readonly string[] {
  const numbers = new Map<string, number>();
  const rest = journal.filter((record) => !isOfTheLink(record));
  rest.forEach(({ epoch, seq }, at) => {
    numbers.set(`${epoch}-${seq}`, at + 1);
  });
  return rest.map(({ seq, alertId, refersTo, runner: _whoTells, ...record }) =>
    JSON.stringify({
      seq: numbers.get(`${record.epoch}-${seq}`),
      ...record,
      ...(alertId === undefined ? {} : { alertId: numbers.get(alertId) ?? "unknown" }),
      ...(refersTo === undefined ? {} : { refersTo: numbers.get(`${record.epoch}-${refersTo}`) }),
    }),
  );
}

/** Names the devices that did not keep each wish ahead of its instant, once. */
export function keptAhead({ spec, orders }: WireFleet, outcome: FleetOutcome): readonly string[] {
  return spec.devices.flatMap(({ deviceId }) => {
    const wanted = orders.filter((order) => order.deviceId === deviceId).length;
    const journal = outcome.journals.get(deviceId) ?? [];
    const kept = journal.filter(({ kind }) => kind === "wish.kept").length;
    return kept === wanted ? [] : [`${deviceId}: ${kept} of ${wanted} wishes kept`];
  });
}
