import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SIM_DEVICE_ICS } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { inFolder, recordOf } from "../../support/conformance/conform-run.ts";
import { HOPELESS_ADAPTER } from "../../support/conformance/hopeless-peers.ts";

const ROLES = ["device", "gateway"] as const;
const LINKS = ["MQTT", "SERIAL"] as const;
const PEERS = ["dead", "noise"] as const;
const ALL = ROLES.flatMap((role) =>
  LINKS.flatMap((link) => PEERS.map((peer) => [peer, role, link] as const)),
);

describe("a run of the kit", () => {
  it.concurrent.each(ALL)("passes nothing of a peer that is %s: a %s over %s", async (...one) => {
    const [peer, role, link] = one;
    const { record, exitCode } = await recordOf(
      ["--dut", `hopeless:${peer}-${role}`, "--role", role, "--profile", link],
      { adapters: [HOPELESS_ADAPTER] },
    );
    const ran = record.cases.filter(({ verdict }) => verdict !== "skipped");
    expect(ran.length).toBeGreaterThan(0);
    expect(ran.filter(({ verdict }) => verdict === "pass").map(({ id }) => id)).toEqual([]);
    expect([1, 4]).toContain(exitCode);
  });

  it.each(LINKS)("passes nothing that rests on a lie in the statement, over %s", async (link) => {
    await inFolder(async (folder) => {
      const { capabilities } = SIM_DEVICE_ICS;
      const lie = { ...SIM_DEVICE_ICS, capabilities: { ...capabilities, minor: 3 } };
      writeFileSync(join(folder, "lie.json"), JSON.stringify(lie));
      const { record, exitCode } = await recordOf(
        ["--dut", "sim:", "--ics", "lie.json", "--profile", link],
        { cwd: folder },
      );
      expect(exitCode).toBe(1);
      expect(record.cases.filter(({ verdict }) => verdict === "pass")).toEqual([]);
    });
  });
});
