import {
  csvRows,
  type PathwayAsk,
  printProtocol,
  protocolFileName,
  protocolFindings,
  protocolRows,
  readProtocol,
  shippedCriteria,
  UserError,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const TRAINING: PathwayAsk = {
  step: "training",
  title: { nb: "Lær opp brukeren; skriv ned datoen", en: 'Train the user, and say "when"' },
  expect: { nb: "Brukeren kan ta ut en dose ≤ 5 minutter", en: "The user takes a dose out" },
};
const SUBJECT = { story: "roar", product: "medido" };
const ASKED = protocolRows(SUBJECT, shippedCriteria(), [TRAINING]);
const PRINTED = printProtocol(ASKED, "nb");
const R3 = ASKED.findIndex(({ criterion }) => criterion === "R-3");

/** The protocol with something written after the printed columns of one row. */
function filled(at: number, answers: string, text = PRINTED): string {
  const lines = text.split("\r\n");
  lines[at + 1] = (lines[at + 1] ?? "").replace(/;;;;$/, `;${answers}`);
  return lines.join("\r\n");
}

function read(text: string) {
  return readProtocol(Buffer.from(text), "p.csv", ASKED).filled;
}

function mistakeIn(bytes: Uint8Array | string) {
  try {
    readProtocol(Buffer.from(bytes), "p.csv", ASKED);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

describe("a test protocol", () => {
  test("has a row for each step that a person takes, of the story, of every product and of the way", () => {
    const ids = new Set(ASKED.map(({ criterion }) => criterion));
    expect(ids).toContain("R-3");
    expect(ids).toContain("pathway:training");
    expect([...ids].some((id) => id.startsWith("T-"))).toBe(false);
    expect(PRINTED.split("\r\n")).toHaveLength(ASKED.length + 2);
    expect(protocolFileName(SUBJECT, "nb")).toBe("protokoll-roar-medido.csv");
    expect(protocolFileName(SUBJECT, "en")).toBe("protocol-roar-medido.csv");
  });

  test("opens in a Norwegian Excel: a byte order mark, semicolons, headings in bokmål", () => {
    expect(PRINTED.startsWith("\uFEFFbrukerhistorie;produkt;kriterium;kontroll;trinn;")).toBe(true);
  });

  test.each(["nb", "en"] as const)("that nobody filled in tests nothing (%s)", (language) => {
    expect(read(printProtocol(ASKED, language))).toEqual([]);
  });

  test("is read back with what was seen, by whom and when", () => {
    expect(read(filled(R3, "Den stanset;Ja;Kari;1.3.2027"))).toEqual([
      { row: ASKED[R3], seen: "Den stanset", isOk: true, tester: "Kari", date: "2027-03-01" },
    ]);
  });

  test("is read as Excel saves it: other separators, other characters, a line about the separator", () => {
    const text = filled(R3, "Den stanset;ja;Kåre;2027-03-01");
    const wanted = read(text);
    expect(wanted).toHaveLength(1);
    // Excel writes a question mark for what Windows has no sign for.
    const ansi = Buffer.from(text.slice(1).replaceAll("≤", "?"), "latin1");
    expect(readProtocol(ansi, "p.csv", ASKED).filled).toEqual(wanted);
    expect(read(`sep=;\r\n${text.slice(1)}`)).toEqual(wanted);
    expect(read(text.replaceAll("\r\n", "\n"))).toEqual(wanted);
    expect(read(`${text};;;;;;;;;;\r\n`)).toEqual(wanted);
  });

  test("is read as LibreOffice, older Macs and Unicode text save it", () => {
    const text = filled(R3, "Den stanset;ja;Kåre;2027-03-01");
    const wanted = read(text);
    const cells = csvRows(text.slice(1), ";");
    if (!("rows" in cells)) throw new TypeError("what was printed is a table");
    const joined = (sign: string, quote: (cell: string) => string) =>
      cells.rows.map((row) => row.cells.map(quote).join(sign)).join("\n");
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
    expect(read(`${joined(",", quoted)}\n`)).toEqual(wanted);
    const unicode = Buffer.from(`\uFEFF${joined("\t", quoted)}`, "utf16le");
    expect(readProtocol(unicode, "p.csv", ASKED).filled).toEqual(wanted);
    expect(readProtocol(unicode.swap16(), "p.csv", ASKED).filled).toEqual(wanted);
    expect(read(text.replaceAll("\r\n", "\r"))).toEqual(wanted);
    expect(read(text.replaceAll("\r\n", ";;\r\n"))).toEqual(wanted);
    expect(read(text.replaceAll("\r\n", "\r\n\r\n"))).toEqual(wanted);
    expect(read(`Testprotokoll;;;;;;;;;;\r\n;;;;;;;;;;\r\n${text.slice(1)}`)).toEqual(wanted);
    expect(read(filled(R3, "Den stanset;JA.;Kåre;1. mars 2027"))).toEqual(wanted);
  });

  test("that was saved as a workbook is told so, and what to save instead", () => {
    for (const head of ["504b0304", "d0cf11e0"]) {
      const found = mistakeIn(Buffer.from(`${head}0000`, "hex"));
      expect(found?.found).toBe("a workbook of Excel or LibreOffice");
      expect(found?.allowed).toContain("CSV");
    }
  });

  test("with other headings is told by its first line, not by signs of another table", () => {
    const broken = PRINTED.slice(1).replace("gjør", "gjÃ¸r");
    expect(mistakeIn(broken)?.found).toContain("gjÃ¸r");
    expect(mistakeIn(PRINTED.slice(1).replace("gjør;", '"gjør;'))?.found).toContain("quotation");
  });

  test.each([
    ["an answer without a name", ";ja;;2027-03-01", "tester"],
    ["a name without an answer", ";;Kari;", "i orden (ja/nei)"],
    ["an answer that is none", ";kanskje;Kari;2027-03-01", "i orden (ja/nei)"],
    ["a no without what was seen", ";nei;Kari;2027-03-01", "sett"],
    ["no date", ";ja;Kari;", "dato"],
    ["a date that there is not", ";ja;Kari;31.02.2027", "dato"],
  ])("that is half filled is refused by line and column: %s", (_what, answers, field) => {
    expect(mistakeIn(filled(R3, answers))).toMatchObject({
      ...{ code: "accept.bad-protocol", file: "p.csv", line: R3 + 2, field },
      allowed: expect.stringMatching(/\w/),
    });
  });

  test("is refused when a step is changed, unknown, twice or cut", () => {
    const other = PRINTED.replace("Legg i en rull", "Legg i en pose");
    expect(mistakeIn(other)).toMatchObject({ field: "gjør", line: R3 + 2 });
    const unknown = PRINTED.replace("roar;medido;R-3", "roar;medido;R-9");
    expect(mistakeIn(unknown)).toMatchObject({ field: "kriterium", line: R3 + 2 });
    const lines = PRINTED.split("\r\n");
    expect(mistakeIn([...lines.slice(0, -1), lines[1]].join("\r\n"))).toMatchObject({
      ...{ field: "trinn", line: lines.length },
    });
    expect(mistakeIn(PRINTED.replace(/;;;;\r\n/, ";;\r\n"))).toMatchObject({ line: 2 });
    expect(mistakeIn("kommune: X\n")).toMatchObject({ code: "accept.bad-protocol", line: 1 });
    expect(mistakeIn(PRINTED.replace("Legg i", '"Legg i'))).toMatchObject({
      code: "accept.bad-protocol",
    });
  });

  test("may name who tested and no user: an identity number is refused and not repeated", () => {
    const found = mistakeIn(filled(R3, "01017012345;ja;Kari;2027-03-01"));
    expect(found).toMatchObject({ code: "accept.identity-number", line: R3 + 2 });
    expect(JSON.stringify(found)).not.toMatch(/\d{5}/);
  });
});

describe("what a filled protocol says", () => {
  const findings = (...texts: readonly string[]) =>
    protocolFindings(
      ASKED,
      texts.flatMap((text) => read(text)),
    );
  const { check = 0 } = ASKED[R3] ?? {};

  test("passes a check whose every step is in order", () => {
    const made = findings(filled(R3, "Stanset;ja;Kari;2027-03-01"));
    expect(made.ofCheck("R-3", check - 1, "medido")).toEqual({
      outcome: "passed",
      saw: {
        nb: "1 av 1 trinn i orden. «Stanset» Prøvd av Kari 2027-03-01.",
        en: "1 of 1 steps in order. «Stanset» Tested by Kari 2027-03-01.",
      },
      timeline: [],
    });
    expect(made.ofCheck("R-3", check, "medido")).toBeUndefined();
    expect(made.ofCheck("R-3", check - 1, "evondos-mini")).toBeUndefined();
    expect(made.ofPathway("medido", "training")).toBeUndefined();
  });

  test("fails a check with one step that is not, and tells of that one", () => {
    const made = findings(filled(R3, "Den ga ut feil pose;nei;Kari;2027-03-01"));
    expect(made.ofCheck("R-3", check - 1, "medido")).toMatchObject({
      outcome: "failed",
      saw: { nb: expect.stringContaining("feil pose") },
    });
  });

  test("leaves a check untested whose steps were only begun", () => {
    const many = Array.from({ length: 3 }, (_, at) => ({
      ...{ story: "roar", product: "medido", criterion: "K-1", check: 1, step: at + 1 },
      ...{ do: { nb: "a", en: "a" }, expect: { nb: "b", en: "b" } },
    }));
    const two = readProtocol(
      Buffer.from(
        filled(
          1,
          ";ja;Kari;2027-03-01",
          filled(0, ";ja;Kari;2027-03-01", printProtocol(many, "nb")),
        ),
      ),
      ...(["p.csv", many] as const),
    );
    expect(protocolFindings(many, two.filled).ofCheck("K-1", 0, "medido")).toMatchObject({
      outcome: "not-tested",
      saw: { en: expect.stringContaining("2 of 3") },
    });
  });

  test("names a step of the pathway in its own language, and is read with either word", () => {
    const [nb, en] = [PRINTED, printProtocol(ASKED, "en")];
    const last = (text: string) => text.split("\r\n")[ASKED.length];
    expect(last(nb)).toContain(";forløp: opplæring;");
    expect(last(en)).toContain(";pathway:training;");
    const taken = ";ja;Kari;2027-03-01";
    const wanted = read(filled(ASKED.length - 1, taken));
    expect(wanted).toMatchObject([{ row: { criterion: "pathway:training" } }]);
    expect(read(filled(ASKED.length - 1, taken, en))).toEqual(wanted);
    const older = nb.replace("forløp: opplæring", "pathway:training");
    expect(read(filled(ASKED.length - 1, taken, older))).toEqual(wanted);
  });

  test("decides a step of the pathway", () => {
    const made = findings(filled(ASKED.length - 1, ";ja;Kari;2027-03-01"));
    expect(made.ofPathway("medido", "training")).toMatchObject({ outcome: "passed" });
  });
});
