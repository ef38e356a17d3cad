import {
  choice,
  defineMessage,
  field,
  listOf,
  registryBreaks,
  struct,
  toRegistry,
  whole,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const Sample = defineMessage({
  id: 900,
  name: "sample",
  direction: "both",
  doc: "A sample.",
  reservedKeys: [8],
  fields: {
    lamp: field(1, choice({ on: 1, off: 2 }, [3]), "Lamp."),
    pairs: field(
      -2,
      listOf(struct("pair", { low: field(1, whole({ max: 5 }), "Low.") }), { max: 2 }),
      "Pairs.",
    ),
  },
});

const REGISTRY = {
  "900": "sample message",
  "900/8": "reserved",
  "900/1": "lamp choice",
  "900/1=1": "on word",
  "900/1=2": "off word",
  "900/1=3": "reserved",
  "900/-2": "pairs list-of-pair",
  "pair/1": "low whole",
};

describe("toRegistry", () => {
  it("lists each number once, with what it stands for", () => {
    expect(toRegistry([Sample])).toEqual(REGISTRY);
  });
});

describe("registryBreaks", () => {
  it("finds nothing when numbers are added, fields renamed or numbers taken out of use", () => {
    const newer = {
      ...REGISTRY,
      "900/9": "new whole",
      "900/1": "light choice",
      "pair/1": "reserved",
    };
    expect(registryBreaks(REGISTRY, newer)).toEqual([]);
  });

  it.each([
    [{ "900/1": "lamp text" }, "900/1 was lamp choice and is lamp text"],
    [{ "900/1=1": "dim word" }, "900/1=1 was on word and is dim word"],
    [{ "900/8": "again whole" }, "900/8 is used again by again whole"],
    [{ "900/1=3": "again word" }, "900/1=3 is used again by again word"],
  ])("finds a number that stands for something else: %j", (change, line) => {
    expect(registryBreaks(REGISTRY, { ...REGISTRY, ...change })).toEqual([line]);
  });

  it("finds a number that is gone", () => {
    const { "pair/1": _gone, ...rest } = REGISTRY;
    expect(registryBreaks(REGISTRY, rest)).toEqual(["pair/1 (low whole) is gone and not reserved"]);
  });
});
