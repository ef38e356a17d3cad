import { describe, expect, it } from "vitest";
import { hasMosquitto } from "../../support/mosquitto.ts";
import {
  type CrashPlan,
  type CrashReport,
  runCrashes,
} from "../../support/sdk/crash/crash-world.ts";
import { mortalEmbedded, mortalMosquitto } from "../../support/sdk/crash/mortal-broker.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const KILLS = LONG ? 1_002 : 30;
const LIMIT_MS = LONG ? 7_200_000 : 170_000;
const seed = process.env["DOSEKIT_SEED"] ?? `kill-${Date.now()}`;

/** The embedded broker stands in where Debian's is not installed. */
const otherBroker = hasMosquitto() ? mortalMosquitto : mortalEmbedded;

const worlds: readonly Omit<CrashPlan, "kills">[] = [
  { seed: `${seed}-a`, broker: mortalEmbedded },
  { seed: `${seed}-b`, broker: otherBroker },
  { seed: `${seed}-c`, broker: mortalEmbedded, settings: "keepRows: 2500\n" },
];

describe("dosekit-gateway that is killed at any instant", () => {
  it(
    `loses and doubles nothing over ${KILLS} kills, while brokers die and devices start again`,
    async () => {
      const kills = KILLS / worlds.length;
      const reports = await Promise.all(worlds.map((world) => runCrashes({ ...world, kills })));
      const sum = (name: Exclude<keyof CrashReport, "findings">) =>
        reports.reduce((total, report) => total + report[name], 0);
      expect(
        reports.flatMap(({ findings }) => findings),
        `seed ${seed}`,
      ).toEqual([]);
      expect(sum("kills")).toBe(KILLS);
      for (const name of ["rows", "requests", "reboots", "brokerDeaths", "removed"] as const) {
        expect(sum(name), `${name} were among it`).toBeGreaterThan(0);
      }
      if (LONG) console.info(reports);
    },
    LIMIT_MS,
  );
});
