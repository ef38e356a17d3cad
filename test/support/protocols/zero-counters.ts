import { LINK_COUNTER_NAMES, type LinkCounters } from "@dosekit/protocols";

/** Counters of a link that has just begun. */
export function zeroCounters(): LinkCounters {
  return Object.fromEntries(LINK_COUNTER_NAMES.map((name) => [name, 0])) as LinkCounters;
}
