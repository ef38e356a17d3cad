import {
  Command,
  DesiredConfig,
  describeMessage,
  encodeCanonical,
  encodeMessage,
  instant,
  type MessageDescription,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function described(bytes: Uint8Array): MessageDescription {
  const result = describeMessage(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const COMMAND = encodeMessage(Command, {
  commandId: "c-1",
  verb: "self-test",
  notAfterMs: instant(1_790_000_000_123),
  actor: "staff",
});

describe("describeMessage", () => {
  it("gives key, name, value, what it stands for and meaning of each field", () => {
    const { id, name, doc, fields, problem } = described(COMMAND);
    expect({ id, name, doc, problem }).toEqual({
      id: 7,
      name: "command",
      doc: Command.doc,
      problem: undefined,
    });
    expect(fields).toEqual([
      { key: "-1", name: "commandId", value: '"c-1"', doc: Command.fields.commandId.doc },
      { key: "-2", name: "verb", value: "1", meaning: "self-test", doc: Command.fields.verb.doc },
      {
        key: "-3",
        name: "notAfterMs",
        value: "[1790000000, 123]",
        meaning: "2026-09-21T14:13:20.123Z",
        doc: Command.fields.notAfterMs.doc,
      },
      { key: "-5", name: "actor", value: "3", meaning: "staff", doc: Command.fields.actor.doc },
    ]);
  });

  it("opens groups and lists of groups field by field, with units", () => {
    const entry = {
      id: "morning",
      minuteOfDay: 480,
      startDate: "2026-11-22",
      everyDays: 1,
      weekdays: [1, 7],
      earlyMin: 30,
      lateMin: 60,
    };
    const plan = {
      planId: "p",
      revision: 1,
      zone: "Europe/Oslo",
      spacing: "refuse",
      minimumSpacingMin: 60,
      entries: [entry, entry],
    } as const;
    const { fields } = described(encodeMessage(DesiredConfig, { version: 3, plan }));
    expect(fields.find(({ key }) => key === "2.6[1].2")).toMatchObject({
      name: "plan.entries[1].minuteOfDay",
      value: "480",
      unit: "min",
    });
    expect(fields.find(({ key }) => key === "2.6[0].6")).toMatchObject({ value: "[1, 7]" });
    const empty = described(
      encodeMessage(DesiredConfig, { version: 3, plan: { ...plan, entries: [] } }),
    );
    expect(empty.fields.find(({ key }) => key === "2.6")).toMatchObject({ value: "[]" });
  });

  it("describes a message that a receiver refuses, and says why it does", () => {
    const bytes = encodeCanonical([
      2,
      new Map<number, number>([
        [1, 0],
        [2, 5],
        [9, 1],
      ]),
    ]);
    const { fields, problem } = described(bytes);
    expect(fields.map(({ name }) => name)).toEqual(["epoch", "throughSeq", undefined]);
    expect(problem).toMatchObject({ code: "out-of-range", field: "event-acknowledgement.epoch" });
  });

  it("shows values of a wrong type as they are", () => {
    const plan = new Map<number, number>([[6, 4]]);
    const wrong = new Map([
      [2, plan],
      [3, new Map()],
    ]);
    const { fields } = described(encodeCanonical([5, wrong]));
    expect(fields).toMatchObject([
      { key: "2.6", value: "4" },
      { key: "3", value: "{}" },
    ]);
    const instants = encodeCanonical([
      7,
      new Map([
        [-3, ["x", 0]],
        [-4, [-1, 0]],
      ]),
    ]);
    expect(described(instants).fields.map(({ meaning }) => meaning)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("shows the keys of a message that nobody knows", () => {
    expect(described(encodeCanonical([4_711, new Map([[1, "x"]])]))).toEqual({
      id: 4_711,
      fields: [{ key: "1", value: '"x"' }],
    });
  });

  it("says why bytes are no message at all", () => {
    expect(describeMessage(Uint8Array.of(0))).toMatchObject({ error: { code: "not-a-message" } });
    expect(describeMessage(Uint8Array.of(0xc1))).toMatchObject({ error: { code: "tag" } });
  });
});
