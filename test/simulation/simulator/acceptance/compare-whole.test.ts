import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComparisonResult } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, type CommandResult } from "../../../support/simulator/command-bench.ts";

const FILE = `språk: nb
kommune: Eksempelvik
brukerhistorier: [{ historie: roar, produkt: medido, enheter: 3 }]
respons:
  vakter: [{ navn: alle, operatører: 4, fra: "00:00", slutt: "00:00" }]
  frister:
    alvorlig: { kvitterMinutter: 5, tiltakMinutter: 60 }
    moderat: { kvitterMinutter: 15, tiltakMinutter: 240 }
godkjenning: { start: 2027-03-22, uker: 1 }
hendelser: [strømbrudd]
sammenlign: [{ historie: roar, produkter: [evondos-mini] }]
`;

const bench = new CommandBench();
let norwegian: CommandResult;
let english: CommandResult;

function written(name: string): string {
  return readFileSync(join(bench.folder, name), "utf8");
}

function compare(...argv: readonly string[]) {
  return bench.run(["accept", "compare", ...argv, "--workers", "1"]);
}

beforeAll(async () => {
  bench.file("vik.yaml", FILE);
  norwegian = await compare("vik.yaml", "--seeds", "2", "--json");
  english = await compare("vik.yaml", "--seeds", "1", "--lang", "en");
}, 60_000);

afterAll(() => bench.remove());

describe("a comparison of two products, from the file to the page", () => {
  test("runs each with every seed, and ends well though one lacks what the story asks", () => {
    expect(norwegian.exitCode).toBe(0);
    const document = JSON.parse(norwegian.out) as ComparisonResult;
    expect(document).toMatchObject({ v: 1, command: "accept compare", partial: false });
    expect(document.runs.map(({ seed }) => seed)).toEqual(["1", "1", "1-2", "1-2"]);
    const [mini, medido] = document.stories[0]?.products ?? [];
    expect([mini?.product, medido?.product]).toEqual(["evondos-mini", "medido"]);
    for (const one of [mini, medido]) {
      expect(one).toMatchObject({ seeds: ["1", "1-2"], devices: { median: 3, runs: 2 } });
      expect(one?.measures["missed-per-1000-doses"]?.runs).toBe(2);
      expect(one?.incidents).toMatchObject([{ incident: "area-power-cut" }]);
    }
    const alertOf = (one: typeof mini) => one?.criteria.find(({ id }) => id === "R-1")?.outcome;
    expect(alertOf(medido)).toBe("passed");
    expect(alertOf(mini)).toBe("not-applicable");
    expect(JSON.stringify(document)).not.toMatch(/"(?:score|rank)/i);
  });

  test("tells progress by product, and writes the page in the language of the file", () => {
    expect(norwegian.err).toContain("medido: kriteriene");
    const page = written("sammenligning.html");
    expect(page).toContain('lang="nb"');
    for (const words of [
      "Mini Evondos",
      "gjelder ikke",
      "Velges det likevel",
      "bestått i 2 av 2",
    ]) {
      expect(page).toContain(words);
    }
  });

  test("writes it in English when asked, and warns of a single seed", () => {
    expect(english.exitCode).toBe(0);
    expect(english.out).toBe("roar: evondos-mini, medido\nReport: comparison.html\n");
    const page = written("comparison.html");
    expect(page).toContain('lang="en"');
    expect(page).toContain("Only one seed was run.");
    expect(page).toContain("passed in 1 of 1");
    expect(written("sammenligning.html")).not.toContain("Bare ett frø");
  });

  test("leaves no page of a file that is refused", async () => {
    bench.file("feil.yaml", FILE.replace("historie: roar, produkter", "historie: tone, produkter"));
    const { exitCode, err } = await compare("feil.yaml", "--html", "c.html");
    expect(exitCode).toBe(2);
    expect(err).toContain("felt:    sammenlign[0].historie");
    expect(() => written("c.html")).toThrow("ENOENT");
  });

  test("interrupted says so, on the page too, and ends with 130", async () => {
    const interrupted = new AbortController();
    const { exitCode, out } = await bench.run(
      ["accept", "compare", "vik.yaml", "--html", "avbrutt.html", "--workers", "1"],
      {
        signal: interrupted.signal,
        onErr: (text) => {
          if (text.includes("kriteriene")) interrupted.abort("SIGINT");
        },
      },
    );
    expect(exitCode).toBe(130);
    expect(out).toMatch(/^AVBRUTT/);
    expect(written("avbrutt.html")).toContain("Minst én kjøring ble avbrutt.");
  });
});
