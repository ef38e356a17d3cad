import { DosePlan, dayNumberOf, type Field, type Kind, type PlanEntry } from "@dosekit/protocols";
import type { PlanProblem } from "./plan-problem.ts";

/**
 * Checks what can be said about each field of a plan alone: ranges from the message definition,
 * real dates, order of dates and weekdays. Takes anything, as plans come from outside.
 */
export function shapeProblems(plan: unknown): readonly PlanProblem[] {
  const problems = fieldProblems(DosePlan.fields, plan, "");
  if (problems.length > 0) return problems;
  const { entries } = plan as DosePlan;
  return entries.flatMap((entry, index) => [
    ...dateProblems(entry, `entries[${index}]`),
    ...weekdayProblems(entry, `entries[${index}]`),
  ]);
}

function fieldProblems(
  fields: Readonly<Record<string, Field>>,
  value: unknown,
  path: string,
): readonly PlanProblem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return [outOfRange(path === "" ? "plan" : path, value, "an object")];
  }
  return Object.entries(fields).flatMap(([name, { kind, optional }]) => {
    const fieldPath = path === "" ? name : `${path}.${name}`;
    const found: unknown = (value as Readonly<Record<string, unknown>>)[name];
    if (found === undefined) return optional ? [] : [outOfRange(fieldPath, found, "a value")];
    return kindProblems(kind, found, fieldPath);
  });
}

/** Knows the kinds that plans are made of: whole numbers, text, choices, lists and structs. */
function kindProblems(kind: Kind, found: unknown, path: string): readonly PlanProblem[] {
  switch (kind.kind) {
    case "whole": {
      const fits = Number.isSafeInteger(found) && Number(found) >= kind.min;
      const allowed = `a whole number from ${kind.min} to ${kind.max}`;
      return fits && Number(found) <= kind.max ? [] : [outOfRange(path, found, allowed)];
    }
    case "text": {
      const fits =
        typeof found === "string" &&
        utf8Length(found) >= kind.minBytes &&
        utf8Length(found) <= kind.maxBytes &&
        (kind.pattern?.test(found) ?? true);
      const form = kind.pattern === undefined ? "" : ` of the form ${kind.pattern.source}`;
      const allowed = `text of ${kind.minBytes} to ${kind.maxBytes} bytes${form}`;
      return fits ? [] : [outOfRange(path, found, allowed)];
    }
    case "choice": {
      const fits = typeof found === "string" && Object.hasOwn(kind.words, found);
      return fits ? [] : [outOfRange(path, found, Object.keys(kind.words).join(" or "))];
    }
    case "list": {
      if (!Array.isArray(found) || found.length < kind.min || found.length > kind.max) {
        return [outOfRange(path, found, `a list of ${kind.min} to ${kind.max}`)];
      }
      return found.flatMap((item: unknown, index) =>
        kindProblems(kind.item, item, `${path}[${index}]`),
      );
    }
    case "struct":
      return fieldProblems(kind.fields, found, path);
    default:
      throw new TypeError(`${path}: no plan holds a ${kind.kind}`);
  }
}

function dateProblems(entry: PlanEntry, path: string): readonly PlanProblem[] {
  const start = dayNumberOf(entry.startDate);
  const end = entry.endDate === undefined ? undefined : dayNumberOf(entry.endDate);
  if (start === undefined) return [impossibleDate(`${path}.startDate`, entry.startDate)];
  if (entry.endDate === undefined) return [];
  if (end === undefined) return [impossibleDate(`${path}.endDate`, entry.endDate)];
  if (end >= start) return [];
  const problem: PlanProblem = {
    code: "end-before-start",
    field: `${path}.endDate`,
    found: entry.endDate,
    allowed: `${entry.startDate} or later`,
    message: "The last date of the entry is before its first date.",
  };
  return [problem];
}

function impossibleDate(field: string, found: string): PlanProblem {
  return {
    code: "impossible-date",
    field,
    found,
    allowed: "a date of the calendar, YYYY-MM-DD",
    message: `${found} is no date of the calendar.`,
  };
}

function weekdayProblems(entry: PlanEntry, path: string): readonly PlanProblem[] {
  const weekdays = entry.weekdays ?? [];
  const isAscending = weekdays.every((day, at) => at === 0 || day > (weekdays[at - 1] ?? 0));
  if (isAscending) return [];
  const problem: PlanProblem = {
    code: "weekdays-unsorted",
    field: `${path}.weekdays`,
    found: weekdays.join(", "),
    allowed: "weekdays in ascending order, each once",
    message: "The weekdays of the entry are not in ascending order, or one is named twice.",
  };
  return [problem];
}

function outOfRange(field: string, found: unknown, allowed: string): PlanProblem {
  return {
    code: "field-out-of-range",
    field,
    found: shown(found),
    allowed,
    message: `${field} has to be ${allowed}.`,
  };
}

/** Shows a value in few characters, whatever it is. */
function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `a list of ${value.length}` : "an object";
  }
  return String(value).slice(0, 60);
}

/** Bytes of a text in UTF-8; a lone surrogate counts as the three bytes that replace it. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
