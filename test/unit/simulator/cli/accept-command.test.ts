import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AcceptanceParts,
  type AcceptanceResult,
  type AcceptRunOptions,
  readResult,
  runAccept,
  runAcceptCompare,
  UserError,
} from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";
import { fakeParts, foundDeviation } from "../../../support/simulator/acceptance/fake-parts.ts";
import { CommandBench, type RunOptions } from "../../../support/simulator/command-bench.ts";

const SMALL = readCommitted("simulator/examples/acceptance/small-municipality.yaml");

let bench: CommandBench;

beforeEach(() => {
  bench = new CommandBench();
  bench.file("vik.yaml", SMALL);
});

afterEach(() => bench.remove());

const PLAIN: AcceptRunOptions = { staffing: false, operations: 1 };

/** Runs `accept run` with parts of a test's own. */
async function run(
  over: Partial<AcceptanceParts> = {},
  options: Partial<AcceptRunOptions> = {},
  of: RunOptions = {},
) {
  const [out, err]: [string[], string[]] = [[], []];
  const io = bench.io({ out, err }, of);
  const exitCode = await runAccept(
    "vik.yaml",
    { ...PLAIN, ...options },
    { io, parts: fakeParts(over) },
  );
  return { exitCode, out: out.join(""), err: err.join("") };
}

function written(name: string): string {
  return readFileSync(join(bench.folder, name), "utf8");
}

const withIncident = (outcome: "failed" | "not-tested", found: "A" | "C" | undefined) => ({
  incident: (async (name, service, hooks) => ({
    ...(await fakeParts().incident(name, service, hooks)),
    outcome,
    deviations: found === undefined ? [] : [foundDeviation({ id: name, class: found })],
  })) satisfies AcceptanceParts["incident"],
});

describe("dosekit accept run", () => {
  test.each([
    ["approved", {}, 0, "GODKJENT"],
    ["approved with deviations", withIncident("failed", "C"), 0, "GODKJENT MED AVVIK"],
    ["not approved", withIncident("failed", "A"), 1, "IKKE GODKJENT"],
    ["not decided", withIncident("not-tested", undefined), 4, "IKKE AVGJORT"],
  ])("ends by its verdict: %s", async (_what, parts, code, words) => {
    const { exitCode, out } = await run(parts);
    expect(exitCode).toBe(code);
    expect(out.split("\n")[0]).toBe(`Resultat: ${words}`);
  });

  test.each([
    ["no", "Ikke avgjort", "strømbrudd i et område"],
    ["en", "Not decided", "power cut"],
  ] as const)("names what was not decided in words: %s", async (lang, heading, words) => {
    const { out } = await run(withIncident("not-tested", undefined), { lang });
    const line = out.split("\n").find((one) => one.startsWith(`${heading}: `));
    expect(line).toContain(words);
    expect(line).not.toContain("incident:");
  });

  test("names parts that were left out in words", async () => {
    const { out } = await run({}, { only: ["criteria"] });
    expect(out).toContain("Ikke avgjort: daglig drift, hendelsene, tjenesteforløpet\n");
  });

  test("says of which shift the limits hold with no number of operators", async () => {
    const shift = { planned: 2, needed: [2], median: 2, least: 2, most: 2 };
    const shifts = ["dag", "natt"].map((name) => ({ name, ...shift }));
    const found = { shifts, seeds: ["1"], tolerancePercent: 5, unreachable: ["natt"] };
    const staffing = async () => ({ ...found, partial: false });
    const { out } = await run({ staffing }, { staffing: true });
    expect(out).toContain("«dag»: 2 planlagt, 2 trengs\n");
    expect(out).toContain("«natt»: 2 planlagt; fristene holdt ikke, uansett hvor mange\n");
  });

  test("warns of a night with one operator alone, whatever part was run", async () => {
    bench.file("vik.yaml", SMALL.replace("natt, operatører: 2", "natt, operatører: 1"));
    const { exitCode, out } = await run({}, { only: ["pathway"] });
    expect(exitCode).toBe(4);
    const warning = "Bare én er på vakt i responssenteret: alle dager 00:00–07:00, 22:00–24:00.";
    expect(out).toContain(`\nAdvarsel: ${warning}`);
    expect(written("vik-rapport.html")).toContain(warning);
    const { warnings } = readResult(written("vik-resultat.json"), "r");
    expect(warnings).toHaveLength(1);
    bench.file("vik.yaml", SMALL);
    expect((await run()).out).not.toContain("Advarsel");
  });

  test("writes result and report after the file's name, in the file's language", async () => {
    const { out } = await run();
    expect(readdirSync(bench.folder).sort()).toEqual([
      ...["vik-rapport.html", "vik-resultat.json", "vik.yaml"],
    ]);
    expect(written("vik-rapport.html")).toContain('lang="nb"');
    expect(readResult(written("vik-resultat.json"), "r").finding.verdict).toBe("approved");
    expect(out).toContain("Rapport: vik-rapport.html");
    await run({}, { lang: "en" });
    expect(written("vik-report.html")).toContain('lang="en"');
  });

  test("prints one document and nothing else when asked for JSON", async () => {
    const { out } = await run({}, { json: true, html: "side.html" });
    expect(Object.keys(JSON.parse(out) as AcceptanceResult).slice(0, 5)).toEqual([
      ...["v", "command", "seed", "elapsedMs", "partial"],
    ]);
    expect(readdirSync(bench.folder).sort()).toEqual(["side.html", "vik.yaml"]);
  });

  test("writes the same file twice, also with other threads, on the same day", async () => {
    await run({}, { json: "en.json", workers: 1 });
    await run({}, { json: "to.json", workers: 8 });
    expect(written("en.json")).toBe(written("to.json"));
  });

  test("when interrupted writes what there is, marked, and never reads approved", async () => {
    const interrupted = new AbortController();
    interrupted.abort("SIGINT");
    const { exitCode, out } = await run({}, {}, { signal: interrupted.signal });
    expect(exitCode).toBe(130);
    expect(out).toMatch(/^AVBRUTT/);
    const result = readResult(written("vik-resultat.json"), "r");
    expect(result).toMatchObject({ partial: true, finding: { verdict: "undecided" } });
    expect(out).not.toContain(": GODKJENT");
  });

  test("takes its seed from the option, the file or as usual, and repeats by it", async () => {
    await run({}, { seed: "x y" });
    const { seed, repeat } = readResult(written("vik-resultat.json"), "r");
    expect(seed).toBe("x y");
    expect(repeat).toBe("dosekit accept run vik.yaml --seed 'x y'");
  });

  test("leaves nothing behind when a part fails", async () => {
    const broken = () => Promise.reject(new Error("a fault of the program"));
    await expect(run({ operation: broken }, { events: "e.jsonl" })).rejects.toThrow("a fault");
    expect(readdirSync(bench.folder)).toEqual(["vik.yaml"]);
  });

  test.each([
    [{ html: "vik.yaml" }, "--html"],
    [{ html: "a", json: "./a" }, "--html"],
    [{ html: "gone/a.html" }, "--html"],
    [{ events: "e.jsonl", only: ["criteria"] }, "--events"],
  ] as const)(
    "refuses %j by the name of the option, before anything runs",
    async (options, field) => {
      const failed = run({ operation: () => Promise.reject(new Error("ran")) }, options);
      await expect(failed).rejects.toBeInstanceOf(UserError);
      await expect(failed).rejects.toMatchObject({ mistake: { field } });
      expect(written("vik.yaml")).toBe(SMALL);
      expect(existsSync(join(bench.folder, "e.jsonl"))).toBe(false);
    },
  );

  test("tells which part it is at", async () => {
    const { err } = await run();
    expect(err).toContain("daglig drift");
    expect(err).toContain("mobilnettet faller ut");
  });

  test("names file, line and field of a mistake in a file that is named in the file", async () => {
    bench.file("vik.yaml", `${SMALL}\nprotokoller: [p.csv]\n`);
    bench.file("p.csv", "kommune;X\n");
    await expect(run()).rejects.toMatchObject({
      mistake: { code: "accept.bad-protocol", file: "p.csv", line: 1 },
    });
    bench.file("vik.yaml", `${SMALL}\negneKriterier: [k.yaml]\n`);
    const steps = "steps: [{ do: { nb: a, en: a }, expect: { nb: b, en: b } }]";
    const checks = `checks: [{ method: manual, pass: { nb: c, en: c }, ${steps} }]`;
    const rest = `text: { nb: t, en: t }, basis: b, confidence: stated, failureClass: C, ${checks}`;
    bench.file("k.yaml", `story: hans\ncriteria: [{ id: K-1, ${rest} }]\n`);
    await expect(run()).rejects.toMatchObject({
      mistake: { code: "accept.unknown-story", file: "k.yaml", field: "story" },
    });
    bench.file("k.yaml", `story: tone\ncriteria: [{ id: K-1, ${rest} }]\n`);
    await run();
    const { criteria, manifest } = readResult(written("vik-resultat.json"), "r");
    expect(criteria.filter(({ id }) => id === "K-1")).toHaveLength(1);
    expect(Object.keys(manifest)).toEqual(["vik.yaml", "k.yaml"]);
  });
});

describe("dosekit accept report", () => {
  test("makes the page of a result again, in the other language", async () => {
    await run();
    const { exitCode, out } = await bench.run([
      ...["accept", "report", "vik-resultat.json", "--lang", "en", "--json"],
    ]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ v: 1, command: "accept report", verdict: "approved", html: "vik-report.html" },
    });
    expect(written("vik-report.html")).toContain('lang="en"');
    const again = await bench.run(["accept", "report", "vik-resultat.json", "--html", "b.html"]);
    expect(again.exitCode).toBe(0);
    expect(written("b.html")).toBe(written("vik-rapport.html"));
  });

  test("refuses what is no result", async () => {
    const { exitCode, err } = await bench.run(["accept", "report", "vik.yaml"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("Filen er ikke et resultat fra en akseptansetest.");
  });
});

describe("dosekit accept compare", () => {
  const compareWith = async (paths: readonly string[], options = {}) => {
    const [out, err]: [string[], string[]] = [[], []];
    const io = bench.io({ out, err });
    const exitCode = await runAcceptCompare(
      ...([paths, { seeds: 2, json: true, ...options }, { io, parts: fakeParts() }] as const),
    );
    return { exitCode, document: JSON.parse(out.join("")) as Record<string, unknown> };
  };

  test("runs each product that a file names, in the story's place and with the same seeds", async () => {
    bench.file(
      "vik.yaml",
      `${SMALL}\nsammenlign: [{ historie: tone, produkter: [evondos-mini] }]\n`,
    );
    const { exitCode, document } = await compareWith(["vik.yaml"]);
    expect(exitCode).toBe(0);
    expect(document["stories"]).toMatchObject([
      {
        story: "tone",
        products: [
          { product: "evondos-e300", seeds: ["1", "1-2"] },
          { product: "evondos-mini", seeds: ["1", "1-2"] },
        ],
      },
    ]);
    expect(written("sammenligning.html")).toContain('lang="nb"');
  });

  test("sets results side by side that there are", async () => {
    await run({}, { json: "a.json" });
    const { document } = await compareWith(["a.json"], { lang: "en" });
    expect(document).toMatchObject({ v: 1, command: "accept compare", partial: false });
    expect(written("comparison.html")).toContain('lang="en"');
  });

  test("refuses a file that names nothing to compare", async () => {
    await expect(compareWith(["vik.yaml"])).rejects.toMatchObject({
      mistake: { code: "accept.nothing-to-compare", field: "compare" },
    });
  });
});

test.each([
  [["accept", "kjør"], "usage.unknown-command", "init, run, report, compare"],
  [["accept", "run"], "usage.argument-missing", undefined],
  [["accept", "run", "vik.yaml", "--onli", "criteria"], "usage.unknown-option", "--only"],
  [["accept", "run", "vik.yaml", "--only", "kriterier"], "usage.bad-value", "criteria, operation"],
  [["accept", "run", "vik.yaml", "--operations", "0"], "usage.bad-value", "1 til 100"],
])("%j is refused with what is allowed", async (argv, code, allowed) => {
  const { exitCode, out } = await bench.run([...argv, "--json"]);
  expect(exitCode).toBe(2);
  const { error } = JSON.parse(out) as { error: Record<string, string> };
  expect(error["code"]).toBe(code);
  if (allowed !== undefined) expect(error["allowed"]).toContain(allowed);
});

describe("a mistake of a municipality", () => {
  const WRONG = SMALL.replace("uker: 6", "uker: 0");
  const tell = async (text: string, ...argv: readonly string[]) => {
    bench.file("feil.yaml", text);
    const { exitCode, out, err } = await bench.run(["accept", "run", "feil.yaml", ...argv]);
    expect(exitCode).toBe(2);
    return { out, err };
  };
  const line = WRONG.split("\n").findIndex((one) => one.includes("uker: 0")) + 1;

  test("is told in bokmål, with line, field, what was found and what is allowed", async () => {
    expect((await tell(WRONG)).err).toBe(
      `dosekit: feil.yaml:${line}: Et felt har en verdi det ikke kan ha.
  felt:    godkjenning.uker
  funnet:  0
  tillatt: et helt tall fra 1 til 104
`,
    );
  });

  test("is told in English where the command or the file says so", async () => {
    const english = `dosekit: feil.yaml:${line}: A field has a value that it can't have.
  field:   godkjenning.uker
  found:   0
  allowed: a whole number from 1 to 104
`;
    expect((await tell(WRONG, "--lang", "en")).err).toBe(english);
    expect((await tell(WRONG.replace("språk: nb", "språk: en"))).err).toBe(english);
    expect((await tell(WRONG.replace("språk: nb", "språk: en"), "--lang=nb")).err).toContain(
      "Et felt har",
    );
  });

  test.each([
    ["uker: 0", "uker: 1 # a\n\u00a0\u00a0b: 1", "harde mellomrom"],
    ["uker: 0", "uker: 1\n  tillattÅpne: { C: 2,5 }", "funnet:  et komma, og 5 bak det"],
    ["uker: 0", "uker: 1\n  tillattÅpne: { C: 2,5 }", "tillatt: punktum for desimaler, som 2.5"],
    [/start: .*/, "start: 1.3.2027", "tillatt: en dato som finnes; her: 2027-03-01"],
    [/^kommune:/m, "Kommune:", "; her: kommune"],
    [/^.*$/s, '{ "finding": 1 }', "Filen er ikke en akseptansefil."],
  ] as const)("says how it is written: %s as %j", async (from, to, told) => {
    expect((await tell(WRONG.replace(from, to))).err).toContain(told);
  });

  test("in a file that is saved in the characters of Windows is none", async () => {
    const path = bench.file("windows.yaml", "");
    const text = WRONG.replace("uker: 0", "uker: 1").replace(/$/, "\negneKriterier: [nix.yaml]\n");
    writeFileSync(path, Buffer.from(text, "latin1"));
    const { err } = await bench.run(["accept", "run", "windows.yaml"]);
    expect(err).toBe(`dosekit: nix.yaml: Filen kan ikke leses.
  felt:    ownCriteria
  funnet:  filen finnes ikke
  tillatt: en fil som finnes og kan leses
`);
  });

  test("in the name of the report is told before anything runs", async () => {
    bench.file("ok.yaml", WRONG.replace("uker: 0", "uker: 1"));
    const { exitCode, err } = await bench.run(["accept", "run", "ok.yaml", "--html", "."]);
    expect(exitCode).toBe(2);
    expect(err).toContain("(en mappe)");
  });

  test("is told in the file's language even where the file can't be read", async () => {
    expect((await tell("language: en\na: [")).err).toContain("The file can't be read");
    expect((await tell("a: [")).err).toContain("Filen kan ikke leses: en klamme");
    expect((await tell('{"language": "en", "municipality": 3}')).err).toContain("A field");
  });

  test("keeps code and places in JSON, with words in the same language", async () => {
    const { error } = JSON.parse((await tell(WRONG, "--json")).out) as { error: object };
    expect(error).toEqual({
      ...{ code: "accept.bad-value", file: "feil.yaml", line, field: "godkjenning.uker" },
      ...{ found: "0", allowed: "et helt tall fra 1 til 104" },
      message: "Et felt har en verdi det ikke kan ha.",
    });
  });

  test("names fields and values in Norwegian in a Norwegian file", async () => {
    const both = SMALL.replace("leiePerMåned: 1500,", "leiePerMåned: 1500, kjøpspris: 9,");
    expect((await tell(both)).err).toContain(
      "funnet:  begge\n  tillatt: enten leiePerMåned eller kjøpspris\n",
    );
    const incident = `${SMALL}\nhendelser: [flom]\n`;
    expect((await tell(incident)).err).toMatch(
      /funnet: {2}flom\n {2}tillatt: strømbrudd, mobilbrudd/,
    );
    expect((await tell(SMALL.replace("  vakter:", "  vakt:"))).err).toContain(
      "Feltet finnes ikke.",
    );
  });

  test("of the protocol and of the criteria is told so too", async () => {
    bench.file("p.csv", "kommune;X\n");
    expect((await tell(`${SMALL}\nprotokoller: [p.csv]\n`)).err).toMatch(
      /p\.csv:1: Filen er ikke en testprotokoll\.\n {2}funnet: {2}kommune;X\n {2}tillatt: en tabell med overskriftene brukerhistorie;/,
    );
    bench.file("k.yaml", "story: tone\ncriteria: []\n");
    expect((await tell(`${SMALL}\negneKriterier: [k.yaml]\n`)).err).toContain(
      "tillatt: en liste med 1 til 200 krav",
    );
  });
});
