import { type CommandIo, main } from "@dosekit/simulator";
import { expect, it } from "vitest";

it("the gateway writes its lines where it learns when the system has them", async () => {
  let [taken, written] = ["", ""];
  const io: CommandIo = {
    out: (text) => {
      written += text;
    },
    outTaken: async (text) => {
      taken += text;
    },
    err: (text) => {
      written += text;
    },
    readInput: () => Promise.resolve(new Uint8Array()),
    ...{ env: {}, cwd: ".", interactive: false, columns: 100 },
    signal: new AbortController().signal,
    hostMs: () => 0,
  };
  expect(await main(["gateway", "--help"], io)).toBe(0);
  expect([taken.includes("dosekit-gateway"), written]).toEqual([true, ""]);
});
