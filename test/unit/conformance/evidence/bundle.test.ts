import { generateKeyPairSync } from "node:crypto";
import {
  existsSync,
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
  caseOfTrace,
  checkBundle,
  EvidenceFolder,
  KitMistake,
  manifestText,
  RESULTS_SCHEMA,
  type RunRecord,
  readBundle,
  readManifest,
  readPublicKey,
  readSigningKey,
  signManifest,
  traceFileOf,
  traceText,
} from "@dosekit/conformance";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { caseOf, runOf, waiverOf } from "../../../support/conformance/run-records.ts";

const WIRE = {
  index: 0,
  atMs: 1,
  connection: 0,
  way: "in",
  hex: "c000",
  as: "packet",
  says: "PINGREQ",
} as const;
const CASES = [
  caseOf("cmd/one", "pass", { wire: [WIRE], trace: [{ wire: 0 }] }),
  caseOf("cmd/two", "fail", { trace: [{ answer: "event", value: 1, atMs: 2 }] }),
];
const RUN = runOf(CASES, { waivers: [waiverOf()] });
/** Every file of a bundle that was not signed. */
const FILES = [
  ...[BUNDLE.results, BUNDLE.junit, BUNDLE.ics, BUNDLE.waivers, BUNDLE.versions, BUNDLE.report],
  ...[BUNDLE.statement, BUNDLE.statementText, ...CASES.map(traceFileOf)],
];

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundle-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function keep(record: RunRecord = RUN, sign?: (manifest: string) => string): string {
  const evidence = new EvidenceFolder(folder, { ...record, cases: [] });
  for (const one of record.cases) evidence.keepCase(one);
  return evidence.finish(record, sign);
}

/** What is wrong with the bundle as it lies there. */
function problems(signer?: string): readonly string[] {
  return checkBundle(folder, readBundle(folder).record, signer).problems;
}

describe("a bundle of evidence", () => {
  it("gives back the run that it was made of", () => {
    keep();
    expect(readBundle(folder)).toEqual({ record: RUN, isFinished: true });
    expect(readBundle(join(folder, BUNDLE.results)).record).toEqual(RUN);
  });

  it("has results in the published form, and names each trace", () => {
    keep();
    const results: unknown = JSON.parse(readFileSync(join(folder, BUNDLE.results), "utf8"));
    const { run, summary } = RESULTS_SCHEMA.parse(results);
    expect(run.cases.map(({ traceFile }) => traceFile)).toEqual(CASES.map(traceFileOf));
    expect(summary.verdict).toBe("fail");
  });

  it("is whole as it was written, and shows the manifest's hash on both first pages", () => {
    const hash = keep();
    expect(problems()).toEqual([]);
    expect(readFileSync(join(folder, BUNDLE.report), "utf8")).toContain(hash);
    expect(readFileSync(join(folder, BUNDLE.statement), "utf8")).toContain(hash);
    expect(existsSync(join(folder, BUNDLE.begun))).toBe(false);
  });

  it.each(FILES)("names %s when it was changed by hand", (file) => {
    keep();
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    writeFileSync(
      path,
      file === BUNDLE.results ? text.replace('"seed": "1"', '"seed": "2"') : `${text} `,
    );
    expect(problems().some((problem) => problem.startsWith(`${file} was changed`))).toBe(true);
  });

  it.each(FILES.filter((file) => file !== BUNDLE.results && !file.startsWith(BUNDLE.traces)))(
    "names %s when it is missing",
    (file) => {
      keep();
      unlinkSync(join(folder, file));
      expect(problems()).toEqual([`${file} is missing.`]);
    },
  );

  it("says which trace is missing, and that a manifest is", () => {
    keep();
    unlinkSync(join(folder, BUNDLE.manifest));
    expect(problems()).toEqual([expect.stringContaining("MANIFEST.sha256 is missing")]);
    unlinkSync(join(folder, traceFileOf(CASES[0] as CaseRecord)));
    expect(() => readBundle(folder)).toThrow(KitMistake);
  });

  it("names a file that was added, or taken out of the manifest", () => {
    keep();
    writeFileSync(join(folder, BUNDLE.traces, "device.more.jsonl"), "");
    expect(problems()).toEqual(["traces/device.more.jsonl is not in the manifest."]);
    const path = join(folder, BUNDLE.manifest);
    const lines = readManifest(readFileSync(path, "utf8"));
    writeFileSync(path, manifestText(lines.filter(({ file }) => file !== BUNDLE.results)));
    expect(problems()).toContain("results.json is not in the manifest.");
  });

  it("keeps the cases of a run that was cut off, a half written one without its last line", () => {
    const evidence = new EvidenceFolder(folder, { ...RUN, cases: [] });
    for (const one of CASES) evidence.keepCase(one);
    const path = join(folder, traceFileOf(CASES[0] as CaseRecord));
    writeFileSync(path, readFileSync(path, "utf8").slice(0, -3));
    const { record, isFinished } = readBundle(folder);
    expect(isFinished).toBe(false);
    expect(record.endedEarly).toBe("interrupted");
    expect(record.cases).toEqual([{ ...CASES[0], trace: [] }, CASES[1]]);
  });

  it("is never written over", () => {
    keep();
    const before = readdirSync(folder).map((file) => file);
    expect(() => keep()).toThrow(KitMistake);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("holds what a case was in the end, where that changed after it was kept", () => {
    const evidence = new EvidenceFolder(folder, { ...RUN, cases: [] });
    for (const one of CASES) evidence.keepCase(one);
    const [first, ...others] = CASES as [CaseRecord, ...CaseRecord[]];
    const record = runOf([{ ...first, verdict: "fail" }, ...others]);
    evidence.finish(record);
    expect(readBundle(folder).record).toEqual(record);
    const kept = readFileSync(join(folder, traceFileOf(first)), "utf8");
    expect(caseOfTrace(kept).verdict).toBe("fail");
    expect(problems()).toEqual([]);
  });

  it.each(["../secret", "/etc/passwd", "traces/../../x"])(
    "reads no trace outside of it: %s",
    (file) => {
      keep();
      const path = join(folder, BUNDLE.results);
      const first = traceFileOf(CASES[0] as CaseRecord);
      writeFileSync(path, readFileSync(path, "utf8").replace(first, file));
      expect(() => readBundle(folder)).toThrow(
        expect.objectContaining({
          mistake: expect.objectContaining({ found: `${file} is not in the bundle` }),
        }),
      );
      expect(() => readManifest(`${"a".repeat(64)}  ${file}\n`)).toThrow(SyntaxError);
    },
  );
});

describe("a signed bundle", () => {
  const pem = { type: "pkcs8", format: "pem" } as const;
  const publicPem = { type: "spki", format: "pem" } as const;
  const pair = () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const key = readSigningKey(String(privateKey.export(pem)), "key.pem");
    return { key, signer: readPublicKey(String(publicKey.export(publicPem)), "key.pub") };
  };

  it("is good by the key that signed it, and by no other", () => {
    const { key, signer } = pair();
    keep(RUN, (manifest) => signManifest(manifest, key));
    expect(problems(signer)).toEqual([]);
    expect(problems(pair().signer)).toEqual(["MANIFEST.sig.json is of another key."]);
  });

  it("is no more than a signature of that very manifest", () => {
    const { key } = pair();
    keep(RUN, (manifest) => signManifest(`${manifest}x`, key));
    expect(problems()).toEqual(["MANIFEST.sig.json is no signature of this manifest."]);
    writeFileSync(join(folder, BUNDLE.signature), "{}");
    expect(problems()).toEqual(["MANIFEST.sig.json is no signature of this manifest."]);
  });

  it("is asked for in vain where nobody signed", () => {
    keep();
    expect(problems(pair().signer)).toEqual(["MANIFEST.sig.json is missing: nobody signed."]);
  });

  it("takes Ed25519 alone", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(() => readSigningKey(String(privateKey.export(pem)), "ec.pem")).toThrow(KitMistake);
    expect(() => readSigningKey("nothing", "no.pem")).toThrow(KitMistake);
  });
});

describe("a trace file", () => {
  it("gives back every case, whatever was seen and said", () => {
    const wire = fc.record({
      index: fc.nat(),
      atMs: fc.nat(),
      connection: fc.nat(9),
      way: fc.constantFrom("in" as const, "out" as const),
      hex: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("hex")),
      as: fc.constantFrom("packet" as const, "frame" as const, "bytes" as const),
      says: fc.string({ unit: "binary" }),
    });
    fc.assert(
      fc.property(
        fc.array(wire, { maxLength: 20 }),
        fc.string({ unit: "binary" }),
        (lines, reason) => {
          const trace = lines.map((_line, at) => ({ wire: at }));
          const one = caseOf("cmd/one", "fail", { wire: lines, trace, reason });
          expect(caseOfTrace(traceText(one))).toEqual(one);
        },
      ),
    );
  });

  it("has a name of its own for every case", () => {
    const names = ["a/b-c", "a/b_c", "a/b.c", "a.b/c", "A/b"].map((id) =>
      traceFileOf({ role: "device", id }),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^traces\/device\.[a-z0-9._-]+\.jsonl$/);
  });
});

/** Why a bundle can't be read: file, line, field. */
function refusal(): Readonly<Record<string, unknown>> {
  try {
    readBundle(folder);
  } catch (cause) {
    if (cause instanceof KitMistake) return { ...cause.mistake };
    throw cause;
  }
  throw new Error("it was read");
}

/** Puts something else in place of a text of a file. */
function spoil(file: string, text: string, other: string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(text);
  writeFileSync(path, before.replace(text, other));
}

describe("a file of a bundle that has not its form", () => {
  const [one] = CASES as [CaseRecord];
  const trace = traceFileOf(one);

  it.each([
    ['"verdict":"pass"', '"verdict":"good"', 1, "case.verdict"],
    ['"checks":[', '"checks":{},"left":[', 1, "case.checks"],
    ['"way":"in"', '"way":"up"', 2, "wire.way"],
    ['"hex":"c000"', '"hex":"c00"', 2, "wire.hex"],
    ['{"wire":0}', '{"wire":-1}', 3, "seen.wire"],
  ])("names file, line and field of a trace with %s as %s", (text, other, line, field) => {
    keep();
    spoil(trace, text, other);
    const found = refusal();
    expect(found).toMatchObject({ code: "bundle.unreadable", file: join(folder, trace), line });
    expect(found["field"]).toBe(field);
  });

  it("names the line of a trace that is no JSON", () => {
    keep();
    spoil(trace, '{"seen"', '{seen"');
    expect(refusal()).toMatchObject({ file: join(folder, trace), line: 3 });
  });

  it.each([
    ['"role": "device"', '"role": "thing"', "role"],
    ['"seed": "1"', '"seed": 1', "seed"],
    ['"cases": []', '"cases": [{}]', "cases"],
  ])("names the field of begun.json with %s as %s", (text, other, field) => {
    new EvidenceFolder(folder, { ...RUN, cases: [] });
    expect(readBundle(folder).isFinished).toBe(false);
    spoil(BUNDLE.begun, text, other);
    expect(refusal()).toMatchObject({ file: join(folder, BUNDLE.begun), field });
  });

  it.each([
    ['"exitCode": ', '"exitCode": 0.5, "was": ', "summary.exitCode"],
    ['"params": {', '"params": {}, "were": {', "run.params.connectMs"],
    ['"reactionMs": ', '"reactionMs": "long", "was": ', "run.params.reactionMs"],
    ['"select": []', '"selected": []', "run.select"],
    ['"features": []', '"features": ["wings"]', "run.ics.features.0"],
    ['"ics": 1', '"ics": 2', "run.ics.ics"],
    ['"owner": ', '"ownedBy": ', "run.waivers.0.owner"],
    ['"assisted": []', '"assisted": {}', "run.cases.0.assisted"],
    ['"needs": []', '"needs": 0', "run.cases.0.needs"],
  ])("names the field of results.json with %s as %s", (text, other, field) => {
    keep();
    spoil(BUNDLE.results, text, other);
    expect(refusal()).toMatchObject({ file: join(folder, BUNDLE.results), field });
  });
});
