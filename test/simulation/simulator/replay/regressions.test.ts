import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readFailureFile, tryHome } from "@dosekit/simulator";
import { afterAll, describe, expect, test } from "vitest";
import { LATE_BY_A_MINUTE } from "../../../support/replay/planted-defects.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const FOLDER = fileURLToPath(new URL("../regressions/", import.meta.url));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const bench = new CommandBench();
afterAll(() => bench.remove());

describe("timelines that failed once", () => {
  test.each(FILES)("hold: %s", async (name) => {
    const { exitCode, out } = await bench.run(["replay", join(FOLDER, name)]);
    expect(out).toBe("It holds now.\n");
    expect(exitCode).toBe(0);
  });

  test.each(FILES.filter((name) => name.startsWith("late-")))(
    "fail once late limits are read a minute too late: %s",
    (name) => {
      const { spec, findings } = readFailureFile(join(FOLDER, name));
      const [device] = spec.devices;
      if (device === undefined) throw new Error("no device");
      const found = tryHome(spec, device, { spoil: LATE_BY_A_MINUTE }).findings;
      expect(found.map(({ rule }) => rule)).toContain(findings[0].rule);
    },
  );
});
