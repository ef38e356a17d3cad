import { ALL_CASES, type RunRecord, rejudgeRun, rollUp } from "@dosekit/conformance";
import { PROFILES } from "@dosekit/firmware-model";
import { SIM_PRODUCT } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ConformOutcome, recordOf } from "../../support/conformance/conform-run.ts";

const SEED = "own-products";
const LONG = process.env["DOSEKIT_LONG"] === "1";
/** Without the long form some of every area stand for all of it. */
const SOME = LONG ? [] : ["--select", "dose/*", "--select", "OMDP-EVT-*", "--select", "LNK/*"];

type Outcome = ConformOutcome & { readonly record: RunRecord };
const outcomes = new Map<string, Outcome>();

beforeAll(async () => {
  outcomes.set("device", await recordOf(["--dut", "sim:", "--seed", SEED]));
  outcomes.set("gateway", await recordOf(["--dut", "sim:gateway", "--seed", SEED]));
});
afterAll(() => outcomes.clear());

function outcomeOf(role: string): Outcome {
  const outcome = outcomes.get(role);
  if (outcome === undefined) throw new Error(`nothing of ${role}`);
  return outcome;
}

describe.each(["device", "gateway"] as const)("our own %s keeps what the cases ask", (role) => {
  const cases = ALL_CASES.filter((one) => one.role === role);

  it.each(cases.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    const found = outcomeOf(role).record.cases.find((one) => one.id === id);
    const shown = (found?.checks ?? []).filter(({ verdict }) => verdict !== "pass");
    expect(shown.map(({ expected, seen }) => `${expected} | seen: ${seen}`)).toEqual([]);
    expect([found?.verdict, found?.reason]).toEqual(["pass", undefined]);
  });

  it("passes as a whole, and ends with 0", () => {
    const { exitCode, record, out } = outcomeOf(role);
    expect(rollUp(record).verdict).toBe("pass");
    expect(exitCode).toBe(0);
    expect(out).toContain("PASS");
  });

  // Reason: how long a run takes is a matter of the machine; the long form has it to itself.
  it.runIf(LONG)("takes less than a minute", () => {
    expect(outcomeOf(role).record.elapsedMs).toBeLessThan(60_000);
  });

  it("is judged again from its evidence, every check as before", () => {
    const { record } = outcomeOf(role);
    const again = rejudgeRun(record);
    expect(again.differences).toEqual([]);
    expect(again.record.cases.map(({ checks }) => checks)).toEqual(
      record.cases.map(({ checks }) => checks),
    );
  });
});

/** Without the long form: what differs from product to product. */
const OF_A_PRODUCT = [
  "OMDP-CAP-*",
  "OMDP-CFG-*",
  "OMDP-CMD-*",
  "dose/taken",
  "dose/power-*",
].flatMap((which) => ["--select", which]);
const OTHERS = PROFILES.map(({ product }) => product).filter((one) => one !== SIM_PRODUCT);

describe.concurrent("every other product of the registry", () => {
  it.each(OTHERS)("%s passes all cases, those about its doses too", async (product) => {
    const some = LONG ? [] : OF_A_PRODUCT;
    const { record, exitCode } = await recordOf([
      "--dut",
      `sim:${product}`,
      "--seed",
      SEED,
      ...some,
    ]);
    // Nothing is skipped: the hands of this process load and take in the way of each product.
    const shown = record.cases.filter(({ verdict }) => verdict !== "pass");
    expect(shown.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([]);
    expect([rollUp(record).verdict, exitCode]).toEqual(["pass", 0]);
  });
});

describe("the order of the cases", () => {
  it("is another for each seed, and changes no verdict", async () => {
    const other = await recordOf(["--dut", "sim:", "--seed", "another", ...SOME]);
    const first = new Map(outcomeOf("device").record.cases.map((one) => [one.id, one]));
    const verdicts = other.record.cases.map(({ id, verdict }) => `${id} ${verdict}`);
    expect(verdicts).toEqual(other.record.cases.map(({ id }) => `${id} ${first.get(id)?.verdict}`));
    const byTime = (cases: readonly { id: string; startedMs: number }[]) =>
      [...cases].sort((one, two) => one.startedMs - two.startedMs).map(({ id }) => id);
    const own = other.record.cases.flatMap(({ id }) => first.get(id) ?? []);
    expect(byTime(other.record.cases)).not.toEqual(byTime(own));
  });
});
