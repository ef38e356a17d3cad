import { ALERTS } from "../catalogue/alerts.ts";
import { EVIDENCE_TEXTS, OUTCOME_TEXTS, PREVENTION_TEXTS } from "../catalogue/catalogue-texts.ts";
import { COMMAND_TEXTS, REFUSAL_TEXTS } from "../catalogue/command-texts.ts";
import { type Crosswalk, EVENT_CROSSWALK, STATUS_ALERTS } from "../catalogue/crosswalk.ts";
import { DISPENSE_CODE, DISPENSE_EVENTS } from "../catalogue/dispense-events.ts";
import { EVENT_KIND, EVENTS, type EventKind } from "../catalogue/events.ts";
import { EVIDENCE, OUTCOME, PREVENTION_REASON } from "../catalogue/outcome.ts";
import { COMMAND_VERB, REFUSAL } from "../messages/command.ts";
import { CHANNELS } from "../mqtt/channels.ts";
import type { MessageDefinition } from "../schema/define-message.ts";
import type { ChoiceKind, Fields, Kind, StructKind } from "../schema/kind.ts";
import { errorTables } from "./error-tables.ts";
import { kindText } from "./kind-text.ts";
import { markdownTable } from "./markdown-table.ts";

/**
 * Writes the tables of the specification: messages, the fields of each, and the catalogue of
 * events, alerts, dispense events, outcomes, evidence and reasons.
 */
export function toMarkdownTables(messages: readonly MessageDefinition[]): string {
  const structs = structsOf(messages);
  const sections = [
    "# Messages and catalogue of OMDP",
    "This page is made from the definitions; change those, not this text.",
    "## Messages",
    messageTable(messages),
    ...messages.flatMap((message) => [
      `### ${message.name} (${message.id})`,
      message.doc,
      fieldTable(message.fields),
    ]),
    ...structs.flatMap((struct) => [`### Group ${struct.name}`, fieldTable(struct.fields)]),
    ...catalogueSections(),
  ];
  return `${sections.join("\n\n")}\n`;
}

function messageTable(messages: readonly MessageDefinition[]): string {
  const rows = messages.map(({ id, name, direction, since, requirements, doc }) => [
    `${id}`,
    `\`${name}\``,
    direction,
    channelOf(id),
    `1.${since}`,
    requirements.join(", "),
    doc,
  ]);
  return markdownTable(
    ["number", "name", "direction", "channel", "since", "requirements", "what it says"],
    rows,
  );
}

function channelOf(id: number): string {
  const found = Object.entries(CHANNELS).filter(([, { messages }]) =>
    messages.some((message) => message.id === id),
  );
  return found.map(([channel]) => `\`${channel}\``).join(", ");
}

function fieldTable(fields: Fields): string {
  const rows = Object.entries(fields).map(([name, { key, kind, optional, since, doc }]) => [
    `${key}`,
    `\`${name}\``,
    optional ? "may be absent" : "always",
    key < 0 ? "critical" : "",
    kindText(kind),
    `1.${since}`,
    doc,
  ]);
  return markdownTable(["key", "field", "presence", "", "value", "since", "meaning"], rows);
}

function catalogueSections(): readonly string[] {
  return [
    "## Events",
    "`safety` and `alert` records are never dropped; `telemetry` is dropped first, with a marker.",
    wordTable(EVENT_KIND, "event", ["class", "what happened"], (kind) => [
      EVENTS[kind].class,
      EVENTS[kind].doc,
    ]),
    "### What events are called elsewhere",
    "VKP is the national hub of Norway. SCAIP and 11073 codes (partition 130) come from third-party sources and are unverified against the standards. An unknown cell says so; nothing is guessed.",
    crosswalkTable(),
    "## Alerts",
    "Codes and Norwegian texts are national (VKP); severity and SCAIP codes are inferred. In FHIR R4 each alert is a DetectedIssue with the code of the list `vkp-alert-code`.",
    alertTable(),
    "## Dispense events",
    wordTable(DISPENSE_CODE, "code", ["English", "Norwegian"], (code) => [
      DISPENSE_EVENTS[code].en,
      DISPENSE_EVENTS[code].no,
    ]),
    "## Outcomes",
    wordTable(OUTCOME, "outcome", ["meaning"], (word) => [OUTCOME_TEXTS[word]]),
    "## Evidence",
    wordTable(EVIDENCE, "evidence", ["meaning"], (word) => [EVIDENCE_TEXTS[word]]),
    "## Reasons for a dose that was not offered, or was withheld",
    wordTable(PREVENTION_REASON, "reason", ["meaning"], (word) => [PREVENTION_TEXTS[word]]),
    "## Commands",
    "Who may give them, and when, is said in [commands.md](commands.md).",
    wordTable(COMMAND_VERB, "command", ["what it asks for", "fields"], (verb) => [
      COMMAND_TEXTS[verb].asks,
      COMMAND_TEXTS[verb].fields,
    ]),
    "## Refusals of commands",
    wordTable(REFUSAL, "refusal", ["meaning"], (word) => [REFUSAL_TEXTS[word]]),
    ...errorTables(),
  ];
}

/** Cells that nobody knows. */
const UNKNOWN = "unknown";

function crosswalkTable(): string {
  return wordTable(EVENT_KIND, "event", ["VKP", "SCAIP", "FHIR R4", "11073"], (kind: EventKind) => {
    const { vkp, scaip, fhir, mdc }: Crosswalk = EVENT_CROSSWALK[kind] ?? {};
    return [vkp, scaip, fhir, mdc].map((cell) => cell ?? UNKNOWN);
  });
}

function alertTable(): string {
  const rows = Object.values(ALERTS).map((alert) => [
    alert.code,
    alert.en,
    alert.no,
    `${alert.severity}`,
    `${alert.scaip.join(", ")}${alert.scaipText ? " with text" : ""}`,
    STATUS_ALERTS.includes(alert.code) ? "13314" : UNKNOWN,
    alert.raisedBy,
  ]);
  return markdownTable(
    ["code", "English", "Norwegian", "severity", "SCAIP (unverified)", "11073", "raised by"],
    rows,
  );
}

function wordTable<W extends string>(
  choice: ChoiceKind<W>,
  heading: string,
  columns: readonly string[],
  cellsOf: (word: W) => readonly string[],
): string {
  const words = Object.keys(choice.words) as W[];
  const rows = words
    .toSorted((left, right) => choice.words[left] - choice.words[right])
    .map((word) => [`${choice.words[word]}`, `\`${word}\``, ...cellsOf(word)]);
  return markdownTable(["number", heading, ...columns], rows);
}

function structsOf(messages: readonly MessageDefinition[]): readonly StructKind[] {
  const found = new Set<StructKind>();
  const visit = (kind: Kind): void => {
    if (kind.kind === "list") visit(kind.item);
    if (kind.kind !== "struct" || found.has(kind)) return;
    found.add(kind);
    for (const field of Object.values(kind.fields)) visit(field.kind);
  };
  for (const { fields } of messages) for (const field of Object.values(fields)) visit(field.kind);
  return [...found];
}
