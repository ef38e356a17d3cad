import type { JournalRecord, MotionStart, SignalShow } from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";
import { eventOfRecord, utcText } from "../results/event-of-record.ts";
import type { ConsoleAction } from "./console-action.ts";

/** Something that somebody at the console learns. */
export type ConsoleEvent =
  | { readonly seen: "record"; readonly record: JournalRecord }
  | { readonly seen: "signal"; readonly signal: SignalShow }
  | { readonly seen: "motion"; readonly motion: MotionStart }
  | { readonly seen: "plant"; readonly fact: PlantFact }
  | { readonly seen: "power"; readonly on: boolean }
  /** Where the other end of the device's line is. */
  | { readonly seen: "line"; readonly where: string }
  | { readonly seen: "link"; readonly up: boolean }
  /** The device sleeps until that true time, or wakes. */
  | { readonly seen: "sleep"; readonly nextContactMs: number | undefined }
  | { readonly seen: "action"; readonly do: ConsoleAction }
  | { readonly seen: "note"; readonly text: string };

/** Whom an event is of, and when it was seen. */
export interface EventPlace {
  readonly trueMs: number;
  readonly deviceId: string;
  readonly product: string;
}

/** An event as one line of JSON; records have the fields of the event file. */
export function eventJson(event: ConsoleEvent, place: EventPlace): string {
  const { trueMs, deviceId, product } = place;
  const head = { v: 1, t: utcText(trueMs), device: deviceId, seen: event.seen };
  return JSON.stringify({ ...head, ...eventFields(event, deviceId, product) });
}

function eventFields(event: ConsoleEvent, deviceId: string, product: string): object {
  switch (event.seen) {
    case "record": {
      const { civilMs: atMs } = event.record;
      const { t, ...fields } = eventOfRecord(deviceId, product, event.record, { atMs });
      return { at: t, ...fields };
    }
    case "signal": {
      const { light, sound, text } = event.signal;
      return { light, sound, ...(text === undefined ? {} : { text }) };
    }
    case "motion": {
      const { motion, slot } = event.motion;
      return { motion, ...(slot === undefined ? {} : { slot }) };
    }
    case "plant":
      return { fact: event.fact };
    case "sleep": {
      const { nextContactMs } = event;
      return nextContactMs === undefined
        ? { asleep: false }
        : { asleep: true, nextContact: utcText(nextContactMs) };
    }
    default:
      return { ...event };
  }
}

/** An event as a line for people; `undefined` for what the screen shows elsewhere. */
export function eventText(event: ConsoleEvent): string | undefined {
  switch (event.seen) {
    case "record":
      return recordText(event.record);
    case "signal": {
      const { light, sound, text } = event.signal;
      return `signal: light ${light}, sound ${sound}${text === undefined ? "" : `, text ${text}`}`;
    }
    case "motion": {
      const { motion, slot } = event.motion;
      return `movement ${motion}${slot === undefined ? "" : ` to slot ${slot}`}`;
    }
    case "plant":
      return factText(event.fact);
    case "power":
      return event.on ? "the device starts" : "the device is off";
    case "line":
      return `the line: ${event.where}`;
    case "link":
      return event.up ? "the link is up" : "the link is down";
    case "sleep":
      return event.nextContactMs === undefined ? "the device wakes" : "the device sleeps";
    case "action":
      return `you: ${event.do}`;
    case "note":
      return event.text;
  }
}

/** A journal record in one line. */
export function recordText(record: JournalRecord): string {
  const { seq, kind, doseId, slot, outcome, evidence, reason, alert, severity, count } = record;
  const parts = [
    `#${seq} ${kind}`,
    doseId,
    slot === undefined ? undefined : `slot ${slot}`,
    outcome,
    evidence === undefined ? undefined : `(${evidence})`,
    reason,
    alert === undefined ? undefined : `alert ${alert}`,
    severity === undefined ? undefined : `severity ${severity}`,
    count === undefined ? undefined : `count ${count}`,
    record.detail,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}

function factText(fact: PlantFact): string | undefined {
  switch (fact.type) {
    case "hazard":
      return `in truth: ${fact.hazard}${fact.detectable ? "" : ", which the device can't notice"}`;
    case "moved":
      return `in truth: ${fact.doses} dose from ${fact.from} to ${fact.to}`;
    case "loaded":
      return `in truth: ${fact.doses} doses loaded`;
    case "counted":
      return undefined;
  }
}
