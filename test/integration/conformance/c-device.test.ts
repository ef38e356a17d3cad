import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEVICE_LINE_SCENARIOS,
  DEVICE_SCENARIOS,
  lackingFor,
  NEAR_PARAMS,
  runScenario,
  runSideBySide,
  type Scenario,
  type ScenarioResult,
} from "@dosekit/conformance";
import { openPseudoTerminal } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  C_DEVICE_FEATURES,
  C_DEVICE_FOLDER,
  C_DEVICE_LINK_SPEED,
  C_DEVICE_VERBS,
  CDevice,
  cDevice,
  deviceFolder,
  hasCompiler,
  makeCDevice,
} from "../../support/conformance/c-device.ts";
import { HOSTILE_LINE_SCENARIOS } from "../../support/conformance/hostile-line.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";
import { serialGateway } from "../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const PARAMS = { ...NEAR_PARAMS, linkSpeed: C_DEVICE_LINK_SPEED };
const isHere = hasCompiler() || process.env["DOSEKIT_REQUIRE_CC"] === "1";
if (!isHere) process.stderr.write("The example device in C is left out: there is no cc or make.\n");

/** Cases about storage and the clock that it can have all the same: it has no witness beside them. */
const WITHOUT_WITNESS = [
  "storage/fails-through-a-window",
  "storage/works-again-in-time",
  "clock/lost-before-a-window",
  "clock/not-set-back-when-it-was-lost",
  "clock/set-when-it-was-lost",
];

/** The cases of the core run over a broker, where the kit's relay speaks for the device. */
const CORE = DEVICE_SCENARIOS.filter(({ profile }) => profile === "CORE");
const applies = (one: Scenario) => lackingFor(one, C_DEVICE_FEATURES, C_DEVICE_VERBS).length === 0;
const named = ({ id, reqs }: Scenario) => [id, reqs.join(", ")] as const;

// Reason: without a C compiler the device can't be built; CI requires one.
describe.runIf(isHere)("the example device in C", () => {
  const build = mkdtempSync(join(tmpdir(), "omdp-c-build-"));
  const program = `${build}/omdp-device`;
  let results: ReadonlyMap<string, ScenarioResult>;

  beforeAll(async () => {
    makeCDevice(build, "device");
    const adapter = cDevice(program);
    const run = async (cases: readonly Scenario[], atOnce?: number) => [
      ...(await runSideBySide(cases, adapter, PARAMS, atOnce)),
    ];
    results = new Map([
      // Waits of a link are judged to some tens of ms: fewer devices leave them their turns.
      ...(await run(DEVICE_LINE_SCENARIOS, 4)),
      ...(await run(CORE)),
      ...(await run(HOSTILE_LINE_SCENARIOS, 1)),
    ]);
    // A frame that a busy machine hears late looks like one that came too soon: ask again, alone.
    const late = DEVICE_LINE_SCENARIOS.filter(({ id }) => results.get(id)?.verdict === "fail");
    results = new Map([...results, ...(await run(late, 1))]);
  });

  afterAll(() => rmSync(build, { recursive: true, force: true }));

  it("reads and writes what the vectors of the specification say", () => {
    expect(makeCDevice(build, "check")).toMatch(/^\d{3,} rows, 0 of them wrong$/m);
  });

  it.each(DEVICE_LINE_SCENARIOS.map(named))("on a serial line: %s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });

  it.each(CORE.filter(applies).map(named))("in its core: %s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });

  it("is left out of the cases for what it does not have, and of no others", () => {
    const skipped = CORE.filter(({ id }) => results.get(id)?.verdict === "skipped");
    expect(skipped.map(({ id }) => id)).toEqual(
      CORE.filter((one) => !applies(one)).map(({ id }) => id),
    );
    expect(skipped.length).toBeLessThan(CORE.length / 4);
  });

  it.each(WITHOUT_WITNESS)("when storage or clock fail: %s", async (id) => {
    const one = CORE.find((found) => found.id === id);
    if (one === undefined) throw new Error(`there is no case ${id}`);
    const features = [...C_DEVICE_FEATURES, "storage"] as const;
    const result = await runScenario(one, { ...cDevice(program), features }, PARAMS);
    expect(shortcomings(result)).toEqual([]);
  });

  it.each(HOSTILE_LINE_SCENARIOS.map(named))("survives %s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });

  it("gives a gateway each record that was durable once, over kills in the midst of writing", async ({
    onTestFinished,
  }) => {
    const cable = openPseudoTerminal();
    const words = ["--line", cable.path, "--id", "box-1", "--clock-set"];
    const device = new CDevice(program, deviceFolder(), words);
    onTestFinished(async () => {
      await device.stop();
      cable.close();
    });
    let durable = 0;
    for (let life = 0; life < LIVES; life += 1) {
      for (let event = 0; event < EVENTS; event += 1) {
        if ((await device.act("event")).ok) durable += 1;
      }
      // One more is under way when the power goes.
      void device.act("event").catch(() => undefined);
      await device.act("power-cut");
      await device.act("power-on");
    }
    const gateway = await serialGateway({ lines: [{ port: cable.port }] });
    await waitUntil("all of them", () => gateway.rows.length >= durable + LIVES + 1, 20_000);
    const seqs = gateway.rows.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    expect(new Set(gateway.rows.map(({ epoch }) => epoch)).size).toBe(1);
    await gateway.close();
  });

  it("knows the operating system in one file, and takes no memory while it runs", () => {
    const folder = join(C_DEVICE_FOLDER, "src");
    const having = (pattern: RegExp) =>
      readdirSync(folder).filter((name) => pattern.test(readFileSync(join(folder, name), "utf8")));
    expect(having(/<(unistd|fcntl|time|termios|poll|signal|sys\/\w+)\.h>/)).toEqual([
      "port_posix.c",
    ]);
    expect(having(/\b(malloc|calloc|realloc|alloca)\(/)).toEqual([]);
  });
});

/** Times that the power goes, and events in each life before. */
const [LIVES, EVENTS] = [8, 8];
