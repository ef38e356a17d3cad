import type { ChartTable, TableAction, TableDelay } from "./chart-table.ts";
import { call, type Lines, literal, type SourceNames } from "./source-text.ts";

/** Writes actions in their order, as statements over `instance`, `asked` and `effects`. */
export function actionLines(
  actions: readonly TableAction[],
  table: ChartTable,
  names: SourceNames,
): Lines {
  return actions.flatMap((action) => oneAction(action, table, names));
}

/** True when one of the actions sets the context. */
export function setsContext(actions: readonly TableAction[]): boolean {
  return actions.some(({ kind }) => kind === "assign");
}

function oneAction(action: TableAction, table: ChartTable, names: SourceNames): Lines {
  switch (action.kind) {
    case "ask":
      return [told(action.action, table.actions[action.action]?.type)];
    case "cancel": {
      const name = table.slots[action.slot]?.name;
      return [told(table.actions.length + table.slots.length + action.slot, `stop ${name}`)];
    }
    case "raise":
      return [`queue[queued++] = ${action.raised};`];
    case "arm": {
      const { slot, delay } = action;
      const name = table.slots[slot]?.name ?? "";
      const delayMs = delayText(delay, name, names);
      return [
        `effects.delaysMs[effects.count] = ${delayMs};`,
        told(table.actions.length + slot, `arm ${name}`),
      ];
    }
    case "assign":
      return assignLines(action.assignment, table, names);
  }
}

function told(code: number, what: string | undefined): string {
  return `effects.codes[effects.count++] = ${code}; // ${what}`;
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
    return [`Object.assign(ownContext(instance, asked), ${change});`];
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
  return ["{", [...computed, "const context = ownContext(instance, asked);", ...set], "}"];
}
