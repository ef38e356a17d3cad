import { type PhiloxBlock, philoxBlock } from "@dosekit/simulator";
import { expect, test } from "vitest";

const FULL = 0xffff_ffff;

/** The known answers that the generator's authors publish with it. */
const KNOWN_ANSWERS: readonly {
  name: string;
  counter: PhiloxBlock;
  key: readonly [number, number];
  words: readonly string[];
}[] = [
  {
    name: "all zeros",
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"],
  },
  {
    name: "all ones",
    counter: [FULL, FULL, FULL, FULL],
    key: [FULL, FULL],
    words: ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"],
  },
  {
    name: "digits of pi",
    counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
    key: [0xa409_3822, 0x299f_31d0],
    words: ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"],
  },
];

test.each(KNOWN_ANSWERS)("gives the published words for $name", ({ counter, key, words }) => {
  const block = philoxBlock(counter, key).map((word) => word.toString(16).padStart(8, "0"));
  expect(block).toEqual(words);
});
