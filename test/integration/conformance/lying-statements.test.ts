import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type IcsField, type IcsStatement, icsCheckText } from "@dosekit/conformance";
import { SIM_DEVICE_ICS } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { inFolder, recordOf } from "../../support/conformance/conform-run.ts";

type Lie = Partial<IcsStatement["device"] & NonNullable<IcsStatement["capabilities"]>>;

const { device, capabilities } = SIM_DEVICE_ICS;
const VERBS = capabilities?.verbs?.filter((verb) => verb !== "pause") ?? [];

/** A statement that is true but for one thing, and some cases that rest on that. */
const LIES: readonly (readonly [IcsField, Lie, readonly string[]])[] = [
  ["minor", { minor: 3 }, ["cmd/deadline-over"]],
  ["testClock", { testClock: "none" }, ["OMDP-TCK-002"]],
  ["messageBytesMax", { messageBytesMax: 1_024 }, ["cbor/one-byte-form"]],
  ["spoolEvents", { spoolEvents: 61 }, ["OMDP-EVT-009"]],
  ["verbs", { verbs: VERBS }, ["cmd/deadline-over"]],
  ["planEntriesMax", { planEntriesMax: 63 }, ["plan/an-unknown-zone"]],
  ["dosesPerDayMax", { dosesPerDayMax: 23 }, ["plan/an-unknown-zone"]],
  ["minimumSpacingMin", { minimumSpacingMin: 31 }, ["plan/an-unknown-zone"]],
  ["repliesKept", { repliesKept: 33 }, ["cmd/deadline-over"]],
  ["identity", { product: "another" }, []],
  ["identity", { firmware: "9.9.9" }, []],
  ["identity", { serial: "S-2" }, []],
];

/** The true statement with some of it changed. */
function lying({ product, firmware, serial, ...others }: Lie): unknown {
  const who = { product, firmware, serial };
  const told = Object.entries(who).filter(([, value]) => value !== undefined);
  return {
    ...SIM_DEVICE_ICS,
    profiles: ["CORE", "MQTT"],
    device: { ...device, ...Object.fromEntries(told) },
    capabilities: { ...capabilities, ...others },
  };
}

describe("a statement that is not true", () => {
  it.each(LIES)(
    "of %s (%o) fails by that, and so does what rests on it",
    async (field, lie, on) => {
      await inFolder(async (folder) => {
        writeFileSync(join(folder, "lie.json"), JSON.stringify(lying(lie)));
        const [which = "cmd/deadline-over"] = on;
        const argv = ["--dut", "sim:", "--ics", "lie.json", "--select", which];
        const { record, exitCode } = await recordOf(argv, { cwd: folder });
        expect(exitCode).toBe(1);
        const first = record.cases.find(({ id }) => id === "ics/over-mqtt");
        const failed = first?.checks.filter(({ verdict }) => verdict !== "pass");
        expect(failed?.map(({ expected }) => expected)).toEqual([icsCheckText(field)]);
        const rest = record.cases.filter((one) => one !== first);
        // A case that takes what the statement says is lacking is skipped, which is no pass either.
        const judged = rest.filter(({ verdict }) => verdict !== "skipped");
        const wanted = on.length === 0 ? ["pass", undefined] : ["fail", [field]];
        expect(judged.length).toBeGreaterThan(0);
        expect(judged.map(({ verdict, dependsOn }) => [verdict, dependsOn])).toEqual(
          judged.map(() => wanted),
        );
      });
    },
  );

  it("has every field that the first case compares in this table", () => {
    const compared: readonly IcsField[] = [
      ...(Object.keys(capabilities ?? {}) as IcsField[]),
      "identity",
    ];
    expect(new Set(LIES.map(([field]) => field))).toEqual(new Set(compared));
  });
});
