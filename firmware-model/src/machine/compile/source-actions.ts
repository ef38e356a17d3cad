import type { ChartTable, TableAction, TableDelay } from "./chart-table.ts";
import { call, type Lines, literal, type SourceNames } from "./source-text.ts";

/** Whether a step may have asked for something already; where it can't have, places are fixed. */
export type Room = "empty" | "begun";

/**
 * Writes actions as statements over `instance` and `effects`, for a block of their own.
 * Room for all that they ask for is taken at once; what computes something keeps its order.
 */
export function actionLines(
  actions: readonly TableAction[],
  table: ChartTable,
  names: SourceNames,
  room: Room,
): Lines {
  const asks = actions.filter((action) => action.kind === "ask");
  const timers = actions.filter(({ kind }) => kind === "arm" || kind === "cancel");
  let timer = 0;
  return [
    ...roomLines("said", "actionCount", asks.length, room),
    ...asks.map(({ action }, at) => {
      const what = table.actions[action]?.type;
      return `actions[${placeAfter("said", at, room)}] = ${action}; // ${what}`;
    }),
    ...roomLines("due", "timerCount", timers.length, room),
    ...actions.flatMap((action): Lines => {
      if (action.kind === "ask") return [];
      if (action.kind === "raise") return [`queue[queued++] = ${action.raised};`];
      if (action.kind === "assign") return assignLines(action.assignment, table, names);
      return timerLines(action, placeAfter("due", timer++, room), table, names);
    }),
  ];
}

function roomLines(place: string, counter: string, count: number, room: Room): Lines {
  if (count === 0) return [];
  if (room === "empty") return [`effects.${counter} = ${count};`];
  return [`const ${place} = effects.${counter};`, `effects.${counter} = ${place} + ${count};`];
}

function placeAfter(start: string, at: number, room: Room): string {
  if (room === "empty") return String(at);
  return at === 0 ? start : `${start} + ${at}`;
}

/** True when one of the actions sets the context. */
export function setsContext(actions: readonly TableAction[]): boolean {
  return actions.some(({ kind }) => kind === "assign");
}

function timerLines(
  action: Extract<TableAction, { kind: "arm" | "cancel" }>,
  at: string,
  table: ChartTable,
  names: SourceNames,
): Lines {
  const name = table.slots[action.slot]?.name ?? "";
  if (action.kind === "cancel") return [`timers[${at}] = ${-1 - action.slot}; // stop ${name}`];
  return [
    `delaysMs[${at}] = ${delayText(action.delay, name, names)};`,
    `timers[${at}] = ${action.slot}; // arm ${name}`,
  ];
}

function delayText(delay: TableDelay, slot: string, names: SourceNames): string {
  if ("delayMs" in delay) return String(delay.delayMs);
  const asked = call(names, `parts.delay(${literal(delay.name)})`, delay.params);
  return `checkedDelayMs(${literal(slot)}, ${asked})`;
}

function assignLines(at: number, table: ChartTable, names: SourceNames): Lines {
  const { name, params, fields } = table.assignments[at] ?? { name: "" };
  if (fields === undefined) {
    const change = call(names, `parts.assigner(${literal(name)})`, params);
    return [`Object.assign(ownContext(instance), ${change});`];
  }
  const values = fields.map(({ key, data }) => {
    const field = `(${literal(name)}, ${literal(key)})`;
    if (data === undefined) return call(names, `parts.computed${field}`, params);
    if (typeof data !== "object" || data === null) return literal(data);
    return names.nameOf("datum", `parts.datum${field}`);
  });
  const computed = fields.flatMap(({ data }, place) =>
    data === undefined ? [`const value${place} = ${values[place]};`] : [],
  );
  const set = fields.map(
    ({ key, data }, place) =>
      `context[${literal(key)}] = ${data === undefined ? `value${place}` : values[place]};`,
  );
  return ["{", [...computed, "const context = ownContext(instance);", ...set], "}"];
}
