import type { Rule } from "../source-file.ts";
import { docstrings } from "./docstrings.ts";
import { layers } from "./layers.ts";
import { noLeftovers } from "./naming.ts";
import { noHostRandomness, purity } from "./purity.ts";
import { size } from "./size.ts";
import { testStyle } from "./test-style.ts";

/** Every rule that looks into a source file, by name. */
export const RULES: Readonly<Record<string, Rule>> = {
  layers,
  purity,
  noHostRandomness,
  docstrings,
  size,
  noLeftovers,
  testStyle,
};
