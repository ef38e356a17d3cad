import {
  checkForm,
  icsOf,
  KitMistake,
  locatedText,
  RESULTS_SCHEMA,
  resultsOf,
  rollUp,
  waiversOf,
} from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { caseOf, PLAIN_ICS, runOf, waiverOf } from "../../../support/conformance/run-records.ts";

type Plain = Readonly<Record<string, unknown>>;

/** Every value without one of its fields, at any depth, with the way to that field. */
function withoutEach(value: unknown, path: readonly string[] = []): readonly [string, unknown][] {
  if (typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value as Plain).flatMap(([name, inner]) => {
    const way = [...path, name];
    const { [name]: _left, ...rest } = value as Plain;
    const put = (other: unknown) =>
      isList ? value.with(Number(name), other) : { ...(value as Plain), [name]: other };
    const deeper = withoutEach(inner, way).map(([at, other]) => [at, put(other)] as const);
    const own = isList ? [] : [[way.join("."), rest] as const];
    return [...own, ...deeper].map(([at, other]): [string, unknown] => [at, other]);
  });
}

/** What a reader says of each value that lacks a field, if it minds. */
function complaints(value: unknown, read: (value: unknown) => unknown) {
  return withoutEach(value).flatMap(([at, other]) => {
    try {
      read(other);
      return [];
    } catch (cause) {
      if (!(cause instanceof KitMistake)) throw cause;
      return [{ at, ...cause.mistake }];
    }
  });
}

const RUN = runOf([caseOf("cmd/one", "pass")], { waivers: [waiverOf()] });
const KINDS = [
  ["a statement", PLAIN_ICS, (one: unknown) => icsOf(locatedText(JSON.stringify(one), "f")), 11],
  [
    "waivers",
    { version: 1, waivers: [waiverOf()] },
    (one: unknown) => waiversOf(locatedText(JSON.stringify(one), "f")),
    6,
  ],
  [
    "a bundle",
    JSON.parse(JSON.stringify(resultsOf(RUN, rollUp(RUN)))) as unknown,
    (one: unknown) => checkForm(one, { file: "f" }, RESULTS_SCHEMA),
    60,
  ],
] as const;

describe("a file that lacks a field", () => {
  it.each(KINDS)("of %s is named in plain words", (_name, value, read, atLeast) => {
    const found = complaints(value, read);
    expect(found.length).toBeGreaterThanOrEqual(atLeast);
    const words = found.map(({ allowed }) => allowed);
    expect(words).not.toContain(undefined);
    expect(words.filter((one) => /invalid|expected|received|undefined/i.test(one ?? ""))).toEqual(
      [],
    );
    const missing = found.filter((one) => one.found === "nothing");
    for (const { at, field } of missing) {
      expect(at).toBe(field?.replaceAll(/\[(\d+)\]/g, ".$1"));
    }
  });
});

describe("a value that a file can't have", () => {
  const statement = (device: Plain, capabilities: Plain = {}) =>
    JSON.stringify({
      ...PLAIN_ICS,
      device: { ...PLAIN_ICS.device, ...device },
      capabilities: { ...PLAIN_ICS.capabilities, ...capabilities },
    });
  const waivers = (change: Plain) =>
    JSON.stringify({ version: 1, waivers: [{ ...waiverOf(), ...change }] });

  it.each([
    [statement({ vendor: undefined }), "device.vendor", "nothing", "a text"],
    [statement({ vendor: 7 }), "device.vendor", "7", "a text"],
    [statement({ vendor: "" }), "device.vendor", "", "at least 1 characters"],
    [statement({}, { minor: "0" }), "capabilities.minor", "0", "a number"],
    [statement({}, { minor: 0.5 }), "capabilities.minor", "0.5", "a whole number"],
    [statement({}, { minor: 1e6 }), "capabilities.minor", "1000000", "at most 65535"],
    [statement({}, { testClock: "on" }), "capabilities.testClock", "on", "none, off"],
  ])("is named with what may stand there: %#", (text, field, found, allowed) => {
    expect(mistakeOf(() => icsOf(locatedText(text, "f")))).toMatchObject({ field, found, allowed });
  });

  it.each([
    [waivers({ owner: undefined }), "waivers[0].owner", "nothing", "a text"],
    [waivers({ expires: "soon" }), "waivers[0].expires", "soon", "a day, such as 2026-12-31"],
    [waivers({ req: "CMD" }), "waivers[0].req", "CMD", "a requirement, such as OMDP-CMD-002"],
    [
      waivers({ scope: { firmware: "?" } }),
      "waivers[0].scope.firmware",
      "?",
      "a version, such as 2.4.0, or <, <=, > or >= and one",
    ],
  ])("of a waiver is named with what may stand there: %#", (text, field, found, allowed) => {
    const mistake = mistakeOf(() => waiversOf(locatedText(text, "f")));
    expect(mistake).toMatchObject({ field, found, allowed });
  });
});

function mistakeOf(read: () => unknown): unknown {
  try {
    read();
  } catch (cause) {
    if (cause instanceof KitMistake) return cause.mistake;
    throw cause;
  }
  throw new Error("it was read");
}
