import { inMinutes } from "@dosekit/simulator";
import { expect, test } from "vitest";

test.each([
  [0, "0 minutter", "0 minutes"],
  [1, "1 minutt", "1 minute"],
  [2, "2 minutter", "2 minutes"],
])("%d is said in minutes, one of them in the singular", (count, nb, en) => {
  expect(inMinutes(count)).toEqual({ nb, en });
});
