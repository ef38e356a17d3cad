import { generateKeyPairSync } from "node:crypto";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BUNDLE,
  type CaseRecord,
  caseAnchor,
  EvidenceFolder,
  manifestText,
  NEAR_PARAMS,
  REQUIREMENTS,
  type RunRecord,
  readBundle,
  readManifest,
  sha256Of,
  VERDICTS,
} from "@dosekit/conformance";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, type OpenedPage, TestBrowser } from "../../support/browser.ts";
import { conform } from "../../support/conformance/conform-run.ts";
import {
  accessibilityProblems,
  cutOffOnPaper,
  pagesOf,
  sidewaysOverflow,
} from "../../support/page-checks.ts";

/** Room between the margins of A4: 210 mm less 2 times 14, at 96 pixels an inch. */
const PAPER_WIDTH = 687;
const folder = mkdtempSync(join(tmpdir(), "evidence-"));
const bundle = join(folder, "bundle");
const at = (...parts: readonly string[]) => join(folder, ...parts);
/** Some cases of commands, which pass, beside one that is waived although it passes. */
const RUN = [
  "run",
  "--dut",
  "sim:",
  "--select",
  "cmd/*",
  "--select",
  "link/*",
  "--seed",
  "evidence",
];

beforeAll(async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeFileSync(at("key.pem"), String(privateKey.export({ type: "pkcs8", format: "pem" })));
  writeFileSync(at("key.pub"), String(publicKey.export({ type: "spki", format: "pem" })));
  const waiver = {
    ...{ case: "cmd/deadline-over", reason: "<b>clock & queue</b>", owner: "QA" },
    ...{ expires: "2099-12-31", scope: { product: "pilly-sms" } },
  };
  writeFileSync(at("waivers.json"), JSON.stringify({ version: 1, waivers: [waiver] }));
  const { exitCode, err } = await conform(
    [...RUN, "--waivers", "waivers.json", "--out", bundle, "--sign", "key.pem"],
    { cwd: folder },
  );
  if (exitCode !== 1) throw new Error(err);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the bundle that a test may spoil. */
function copy(name: string): string {
  cpSync(bundle, at(name), { recursive: true });
  return at(name);
}

/** A case that passes without a waiver. */
const MADE_UP = "cmd/deadline-ahead";
const SKIPPED = { verdict: "skipped", judged: "skipped", checks: [] } as const;
const FAILED = { verdict: "fail", judged: "fail", checks: [], dependsOn: ["minor"] } as const;
const RENAMED = { id: "cmd/made-up", checks: [] } as const;

function withoutSteps(one: CaseRecord): CaseRecord {
  return { ...one, checks: one.checks.map(({ step: _step, ...check }) => check) };
}

/** No check looked at anything, and none had more time. */
function seenLess(one: CaseRecord): readonly CaseRecord[] {
  return [
    { ...one, checks: one.checks.map((check) => ({ ...check, to: check.from, over: true })) },
  ];
}

/** The results with another number in their summary, which is made from the rest. */
function otherSummary(path: string): string {
  const text = readFileSync(join(path, BUNDLE.results), "utf8");
  return text.replace(/"exitCode": \d+/, '"exitCode": 0');
}

const replay = (path: string, ...more: readonly string[]) =>
  conform(["replay", path, ...more], { cwd: folder });

describe("the evidence of a run", () => {
  it("is judged again without the device, and found as it was written", async () => {
    const { exitCode, out } = await replay(bundle, "--signer", "key.pub", "--json");
    const { differences, bundle: check } = JSON.parse(out);
    expect([differences, check.problems, check.signature.state]).toEqual([[], [], "good"]);
    // What was waived passes, so the run itself had failed.
    expect(exitCode).toBe(1);
  });

  it.each([BUNDLE.results, BUNDLE.junit, BUNDLE.report, BUNDLE.statement, BUNDLE.manifest])(
    "ends with 1 and names %s when it was changed by hand",
    async (file) => {
      const path = copy(`changed-${file}`);
      appendFileSync(join(path, file), "\n");
      const { exitCode, out } = await replay(path);
      expect(exitCode).toBe(1);
      expect(out).toContain(
        file === BUNDLE.manifest ? "no signature of this manifest" : `! ${file}`,
      );
    },
  );

  it("shows a verdict that somebody made better, although the manifest was made again", async () => {
    const path = copy("better");
    const results = join(path, BUNDLE.results);
    const text = readFileSync(results, "utf8");
    writeFileSync(results, text.replaceAll('"verdict": "pass"', '"verdict": "unverified"'));
    const { exitCode, out } = await replay(path);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/≠ cmd\//);
  });

  it.each<readonly [string, (one: CaseRecord) => readonly CaseRecord[], string]>([
    ["without its checks", (one) => [{ ...one, checks: [] }], "was pass without a check of"],
    ["without one check", (one) => [{ ...one, checks: one.checks.slice(1) }], "without a check of"],
    ["by less than was seen", seenLess, "was judged by observations"],
    ["of steps that nobody noted", (one) => [{ ...one, marks: [] }], "nothing says when"],
    ["of checks without a step", (one) => [withoutSteps(one)], "belongs to no step"],
    ["as skipped", (one) => [{ ...one, ...SKIPPED }], "was skipped, and what it takes was stated"],
    [
      "as resting on a lie",
      (one) => [{ ...one, ...FAILED }],
      "from the statement that is not there",
    ],
    ["about less", (one) => [{ ...one, requirements: [] }], "is another case in this kit"],
    ["under another name", (one) => [{ ...one, ...RENAMED }], "is no case of this kit"],
    ["not at all", () => [], "is a case of such a run, and is not there"],
  ])("shows a case that was put down %s, whatever manifest is beside it", async (...row) => {
    const [name, change, expected] = row;
    const path = copy(`made-up-${name.replaceAll(" ", "-")}`);
    const { record } = readBundle(path);
    const cases = record.cases.flatMap((one) => (one.id === MADE_UP ? change(one) : [one]));
    const kept = new EvidenceFolder(join(path, "again"), { ...record, cases: [] });
    for (const one of cases) kept.keepCase(one);
    kept.finish({ ...record, cases });
    const { exitCode, out } = await replay(join(path, "again"));
    expect([exitCode, out]).toEqual([1, expect.stringContaining(expected)]);
    expect(out).toContain("Every file is as the manifest says.");
  });

  it.each<readonly [string, Partial<RunRecord>, string]>([
    ["a tolerance", { params: { ...NEAR_PARAMS, reactionMs: 9e9 } }, "≠ Tolerance reactionMs"],
    ["no simulation", { simulationOnly: [] }, "≠ sim: is no real device"],
    ["another device", { adapters: ["pty:x"], simulationOnly: [] }, "ran at sim:, which is no way"],
    ["one profile", { profiles: ["CORE"] }, "No such run has a case that link/* selects"],
    ["no link", { profiles: ["CORE"], select: [] }, "/comes-into-contact is there, and is no case"],
    ["that less was asked", { select: ["cmd/*"] }, "is there, and is no case of such a run"],
  ])("shows a head that says %s, whatever manifest is beside it", async (...row) => {
    const [name, change, expected] = row;
    const path = copy(`head-${name.replaceAll(" ", "-")}`);
    const record = { ...readBundle(path).record, ...change };
    const kept = new EvidenceFolder(join(path, "again"), { ...record, cases: [] });
    for (const one of record.cases) kept.keepCase(one);
    kept.finish(record);
    const { exitCode, out } = await replay(join(path, "again"));
    expect([exitCode, out]).toEqual([1, expect.stringContaining(expected)]);
    expect(out).toContain("Every file is as the manifest says.");
  });

  it.each([BUNDLE.results, BUNDLE.ics, BUNDLE.waivers, BUNDLE.versions, BUNDLE.junit])(
    "shows that %s tells of another run, whatever manifest is beside it",
    async (file) => {
      const path = copy(`other-${file}`);
      const text = readFileSync(join(path, file), "utf8").replace(/\d/, "8");
      writeFileSync(join(path, file), file === BUNDLE.results ? otherSummary(path) : text);
      const manifest = join(path, BUNDLE.manifest);
      const lines = readManifest(readFileSync(manifest, "utf8"));
      const anew = lines.map((one) => ({
        ...one,
        sha256: sha256Of(readFileSync(join(path, one.file), "utf8")),
      }));
      writeFileSync(manifest, manifestText(anew));
      const { exitCode, out } = await replay(path);
      expect(exitCode).toBe(1);
      expect(out).toContain(`! ${file} was changed, or made by another version of the kit.`);
    },
  );

  it("certifies nothing that a run may not certify, whatever is said in it", async () => {
    const path = copy("certified");
    const { record } = readBundle(path);
    const certified = { ...record, certify: true };
    const kept = new EvidenceFolder(join(path, "again"), { ...certified, cases: [] });
    for (const one of record.cases) kept.keepCase(one);
    kept.finish(certified);
    const { exitCode, out } = await replay(join(path, "again"));
    expect([exitCode, out]).toEqual([1, expect.stringContaining("≠ It certifies nothing: ")]);
  });

  it("can't be read where a trace names a line that is not there", async () => {
    const path = copy("no-such-line");
    const [file = ""] = readdirSync(join(path, BUNDLE.traces));
    appendFileSync(join(path, BUNDLE.traces, file), '{"seen":{"wire":99999}}\n');
    const { exitCode, err } = await replay(path);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("no line 99999 in the wire log")]);
  });

  it("of a run that was cut off is what had ended, and decides nothing", async () => {
    const path = copy("cut-off");
    const { record } = readBundle(path);
    writeFileSync(join(path, BUNDLE.begun), JSON.stringify({ ...record, cases: [] }));
    for (const file of [BUNDLE.results, BUNDLE.manifest]) unlinkSync(join(path, file));
    const { exitCode, out } = await replay(path);
    expect(exitCode).toBe(4);
    expect(out).toContain("The run was cut off");
    const told = await conform(["report", path], { cwd: folder });
    expect(told.exitCode).toBe(130);
    expect(readFileSync(join(path, BUNDLE.report), "utf8")).toContain("Not finished");
  });

  it("can't be signed without a folder, or by what is no key", async () => {
    writeFileSync(at("no-key.pem"), "nothing");
    const alone = await conform([...RUN, "--sign", "key.pem"], { cwd: folder });
    expect([alone.exitCode, alone.err]).toEqual([2, expect.stringContaining("--out")]);
    const none = await conform([...RUN, "--out", "x", "--sign", "no-key.pem"], { cwd: folder });
    expect([none.exitCode, none.err]).toEqual([2, expect.stringContaining("Ed25519")]);
  });

  it("is no evidence where there is none", async () => {
    const { exitCode, err } = await replay(folder);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("no evidence of this kit")]);
  });
});

// Reason: without a Chromium on the machine no page can be opened; what is left out is printed.
describe.skipIf(!hasBrowser("the report of the kit in a browser"))(
  "its report in a browser",
  () => {
    let browser: TestBrowser;
    let opened: OpenedPage;
    beforeAll(async () => {
      browser = await TestBrowser.start();
      opened = await browser.open(join(bundle, BUNDLE.report));
    });
    afterAll(() => browser.stop());
    const inPage = <T>(script: string) => opened.page.evaluate<T>(script);

    it("opens without a complaint and asks for nothing", () => {
      expect([opened.complaints, opened.requests]).toEqual([[], []]);
    });

    it("shows each case's verdict, its requirements' sentences and the waiver as it was written", async () => {
      const { record } = readBundle(bundle);
      for (const one of record.cases) {
        const text = await inPage<string>(
          `document.getElementById(${JSON.stringify(caseAnchor(one))}).textContent`,
        );
        expect(text).toContain(one.verdict);
        for (const req of one.requirements) expect(text).toContain(REQUIREMENTS[req].sentence);
      }
      expect(await opened.page.locator("main").textContent()).toContain("<b>clock & queue</b>");
      const rows = await inPage<number>('document.querySelectorAll("tr[data-verdict]").length');
      expect(rows).toBeGreaterThan(record.cases.length / 4);
    });

    it("shows only what a reader asks for, and all of it again", async () => {
      const shown = () =>
        inPage<readonly string[]>(
          '[...document.querySelectorAll("tr[data-verdict]")].filter((row) => !row.hidden).map((row) => row.dataset.verdict)',
        );
      const all = await shown();
      await opened.page.selectOption("select[name=verdict]", "pass");
      const some = await shown();
      expect(new Set(some)).toEqual(new Set(["pass"]));
      expect(some.length).toBeLessThan(all.length);
      await opened.page.fill("input[name=text]", "omdp-cmd-002");
      expect(await shown()).toHaveLength(1);
      await opened.page.selectOption("select[name=verdict]", "");
      await opened.page.fill("input[name=text]", "");
      expect(await shown()).toEqual(all);
      expect([...VERDICTS, "none"]).toEqual(expect.arrayContaining([...all]));
    });

    it("opens the case that a link of the table leads to, by keyboard", async () => {
      const link = opened.page.locator("td.cases a").first();
      await link.focus();
      await opened.page.keyboard.press("Enter");
      const href = await link.getAttribute("href");
      expect(await opened.page.locator(`details${href}`).getAttribute("open")).not.toBeNull();
    });

    it("has nothing that stands in the way of people with a handicap", async () => {
      expect(await accessibilityProblems(opened.page)).toEqual([]);
    }, 120_000);

    it("fits a narrow screen and paper, and the statement is one page", async () => {
      expect(await cutOffOnPaper(opened.page, PAPER_WIDTH)).toEqual([]);
      const pdf = await opened.page.pdf({ preferCSSPageSize: true });
      expect(pagesOf(pdf)).toBeGreaterThan(2);
      await opened.page.setViewportSize({ width: 360, height: 740 });
      expect(await sidewaysOverflow(opened.page)).toEqual([]);
      const statement = await browser.open(join(bundle, BUNDLE.statement));
      expect(await accessibilityProblems(statement.page)).toEqual([]);
      expect(pagesOf(await statement.page.pdf({ preferCSSPageSize: true }))).toBe(1);
    });

    it("has a JUnit file beside it that another reader of XML takes", async () => {
      const xml = readFileSync(join(bundle, BUNDLE.junit), "utf8");
      const { record } = readBundle(bundle);
      const read = await inPage<{ problem: string | null; names: readonly string[] }>(`(() => {
      const document = new DOMParser().parseFromString(${JSON.stringify(xml)}, "application/xml");
      return {
        problem: document.querySelector("parsererror")?.textContent ?? null,
        names: [...document.querySelectorAll("testsuites > testsuite > testcase")].map((one) => one.getAttribute("name")),
      };
    })()`);
      expect(read.problem).toBeNull();
      expect([...read.names].sort()).toEqual(record.cases.map(({ id }) => id).sort());
    });
  },
);
