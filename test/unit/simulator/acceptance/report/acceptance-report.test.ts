import {
  type AcceptanceResult,
  acceptanceReport,
  basisText,
  findIdentityShape,
  shippedCriteria,
  VERDICTS,
  type Verdict,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { operationSample } from "../../../../support/simulator/acceptance-operation-sample.ts";
import {
  acceptanceSample,
  deviationsSample,
} from "../../../../support/simulator/acceptance-sample.ts";
import {
  elementsOf,
  elementWithId,
  type PageElement,
  readPage,
  tablesOf,
  textOf,
} from "../../../../support/simulator/read-page.ts";

const LANGUAGES = ["nb", "en"] as const;

function reportOf(part: Partial<AcceptanceResult> = {}, language: "nb" | "en" = "nb") {
  const result = acceptanceSample(part);
  const page = acceptanceReport(result, language);
  return { result, page, root: readPage(page) };
}

function withVerdict(verdict: Verdict, part: Partial<AcceptanceResult> = {}) {
  const { finding } = acceptanceSample(part);
  return reportOf({ ...part, finding: { ...finding, verdict } });
}

/** The words of the verdict as they stand in its frame. */
function verdictWords(root: PageElement): string {
  const words = elementsOf(root, "p").find(
    ({ attributes }) => attributes["class"] === "verdict-words",
  );
  return textOf(words ?? root);
}

const headingsOf = (root: PageElement) => elementsOf(root, "h2").map(textOf);

describe("an acceptance report", () => {
  const { page, root, result } = reportOf();

  test("is one page that needs nothing else", () => {
    expect(["script", "link", "img", "iframe"].flatMap((name) => elementsOf(root, name))).toEqual(
      [],
    );
    expect(page).not.toMatch(/(src|href)="(?!#)/);
    expect(page).not.toMatch(/url\((?!#)|@import/);
    const policy = elementsOf(root, "meta").find((meta) => "http-equiv" in meta.attributes);
    expect(policy?.attributes["content"]).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  test("has every section in its contents, and no id twice", () => {
    const links = elementsOf(root, "nav").flatMap((nav) => elementsOf(nav, "a"));
    const sections = elementsOf(root, "section");
    expect(links.map(({ attributes }) => attributes["href"])).toEqual(
      sections.map(({ attributes }) => `#${attributes["id"]}`),
    );
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("tells the same in both languages, in as many tables and rows", () => {
    const [nb, en] = LANGUAGES.map((language) => reportOf({}, language).root);
    const shape = (of: PageElement | undefined) =>
      tablesOf(of ?? root).map((rows) => rows.map((cells) => cells.length));
    expect(shape(nb)).toEqual(shape(en));
    expect(headingsOf(nb ?? root)).not.toEqual(headingsOf(en ?? root));
  });

  test("is the same bytes for the same result", () => {
    expect(acceptanceReport(acceptanceSample(), "nb")).toBe(page);
  });

  test("escapes what people wrote, wherever they wrote it", () => {
    const hostile = `</style><script>alert("1")</script>&'`;
    const [first, ...others] = deviationsSample();
    const deviations =
      first === undefined ? [] : [{ ...first, owner: hostile, remark: hostile }, ...others];
    const told = reportOf({
      ...{ municipality: hostile, seed: hostile, deviations, repeat: hostile },
      ...{ file: { name: hostile, sha256: "00" }, manifest: { [hostile]: "00" } },
    });
    expect(told.page).not.toContain("<script>");
    expect(textOf(elementWithId(told.root, "verdict"))).toContain(hostile);
    expect(textOf(elementWithId(told.root, "deviations"))).toContain(hostile);
    expect(textOf(elementWithId(told.root, "repeat"))).toContain(hostile);
  });

  test("holds nothing with the shape of an identity number", () => {
    const text = LANGUAGES.map((language) =>
      textOf(elementsOf(reportOf({}, language).root, "body")[0] ?? root),
    );
    expect(text.map(findIdentityShape)).toEqual([undefined, undefined]);
  });

  test("counts the open deviations by class beside what the rule allows", () => {
    const open = tablesOf(elementWithId(root, "verdict"))[1];
    expect(open?.slice(1).map((row) => row.slice(1))).toEqual([
      ["0", "0", "1"],
      ["1", "1", "0"],
      ["1", "5", "0"],
    ]);
    expect(textOf(elementWithId(root, "verdict"))).toContain("høyst 1 avvik i klasse B");
  });

  test("counts what every product is asked with the story of each", () => {
    const counts = tablesOf(elementWithId(root, "verdict"))[0];
    expect(counts?.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ["Tone: Evondos E300", "10", "1"],
      ["Roar: Medido", "10", "0"],
      ["Sum", "20", "1"],
    ]);
  });

  test("tells each attempt of the approval period and what ended it", () => {
    const attempts = tablesOf(elementWithId(root, "verdict"))[2];
    expect(attempts?.slice(1)).toEqual([
      ["1", "01.03.2027", "10.03.2027", "10", "brutt av kritisk avvik INC-ROLLS-SWAPPED"],
      ["2", "13.03.2027", "04.06.2027", "84", "gjennomført"],
    ]);
  });

  test("leaves empty lines to be signed", () => {
    const lines = tablesOf(elementWithId(root, "verdict")).at(-1)?.slice(1) ?? [];
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const [role, ...empty] of lines) {
      expect(role).not.toBe("");
      expect(empty).toEqual(["", "", ""]);
    }
  });

  test("tells each criterion with its checks, method, outcome and what was seen", () => {
    const rows = tablesOf(elementWithId(root, "criteria")).flatMap((table) => table.slice(1));
    const checks = result.criteria.flatMap((criterion) => criterion.checks);
    expect(rows).toHaveLength(checks.length);
    expect(rows.map((cells) => cells.at(-1))).toEqual(checks.map(({ saw }) => saw.nb));
    const failed = rows.filter((cells) => cells.at(-2) === "✗\u00a0ikke bestått");
    expect(failed).toHaveLength(2);
    expect(failed[0]?.[0]).toContain("T-2 Påminnelsen begynner med lys");
    expect(failed[0]?.[0]).toContain("rekonstruert");
  });

  test("says in bokmål what every shipped criterion rests on", () => {
    const bases = shippedCriteria().flatMap(({ criteria }) => criteria.map(({ basis }) => basis));
    expect(bases.filter((basis) => basisText(basis, "nb") === basis)).toEqual([]);
    expect(basisText("constructor", "nb")).toBe("constructor");
    expect(basisText("published", "en")).toBe("published");
  });

  test("tells each deviation: gravest first, who puts it right, by when, and minute by minute", () => {
    const section = elementWithId(root, "deviations");
    const [overview = [], timeline = []] = tablesOf(section);
    expect(overview.slice(1).map((row) => [row[1], row[4], row[5], row[6]])).toEqual([
      ["A kritisk", "lukket 12.03.2027", "Fagansvarlig legemidler", "12.03.2027"],
      ["B alvorlig", "åpent, fristen er ute", "Leder for responssenteret", "01.05.2027"],
      ["C mindre alvorlig", "åpent", "ikke utpekt", "ikke satt"],
    ]);
    expect(timeline[1]).toEqual([
      ...["01.03.2027 11:00", "hjemmetjeneste", "medido-000007"],
      "La rullen til en annen bruker i enheten.",
    ]);
    const commands = elementsOf(section, "code").map(textOf);
    expect(commands).toContain("dosekit accept run midtbygda.yaml --only incidents --seed 2027");
  });

  test("shows missed doses and alerts of every day, and their sums are those of the run", () => {
    const { operation } = result;
    const calendars = tablesOf(elementWithId(root, "operation")).filter(
      ([head]) => head?.[0] === "Uken fra",
    );
    const sums = calendars.map((rows) =>
      rows.slice(1).reduce((sum, row) => sum + Number(row.at(-1)), 0),
    );
    expect(sums).toEqual([operation?.run.totals.outcomes.missed, operation?.measures.alerts]);
    expect(calendars[0]).toHaveLength(13);
  });

  test("sets response times beside the limits of the file", () => {
    const times = tablesOf(elementWithId(root, "measures")).find(
      (rows) => rows[0]?.[2] === "frist",
    );
    expect(times?.slice(1).map((row) => row.slice(0, 3))).toEqual([
      ["30 alvorlig", "til kvittering", "5,0"],
      ["30 alvorlig", "til tiltak", "60,0"],
      ["20 moderat", "til kvittering", "15,0"],
      ["20 moderat", "til tiltak", "240,0"],
    ]);
  });

  test("says of each shift whether enough are planned", () => {
    const [shifts] = tablesOf(elementWithId(root, "staffing"));
    expect(shifts?.slice(1).map((row) => [row[0], row[1], row[3], row[5]])).toEqual([
      ["dag", "3", "2–3", "ja"],
      ["kveld", "2", "3–4", "nei"],
      ["natt", "2", "2–2", "ja"],
    ]);
  });

  test("invents no baseline", () => {
    const [plan] = tablesOf(elementWithId(root, "benefits"));
    expect(plan?.slice(1).map((row) => row[2])).toEqual(["14", "ikke målt"]);
  });

  test("leaves consequence, risk and measures of each hazard to the municipality", () => {
    const [hazards = []] = tablesOf(elementWithId(root, "hazards"));
    expect(hazards.slice(1)).toHaveLength(result.hazards.length);
    for (const row of hazards.slice(1)) expect([row[5], row[6], row[9]]).toEqual(["", "", ""]);
    const swapped = hazards.find(([name]) => name?.includes("En annens medisin"));
    expect(swapped?.[3]).toBe("2 av 15\u00a0624 doser");
    expect(swapped?.[8]).toContain("ruller forbyttet mellom to brukere ✗");
  });
});

describe("a report's verdict", () => {
  test.each(Object.keys(VERDICTS) as Verdict[])("reads %s in its frame when it is", (verdict) => {
    const { root } = withVerdict(verdict);
    expect(verdictWords(root).toLowerCase()).toBe(VERDICTS[verdict].nb);
  });

  test.each(["approved", "approved-with-deviations"] as const)(
    "never reads %s when the run was interrupted",
    (verdict) => {
      const { root, page } = withVerdict(verdict, { partial: true });
      expect(verdictWords(root)).toBe("Ikke avgjort (ufullstendig)");
      expect(page).not.toMatch(/>Godkjent/);
    },
  );

  test("never reads approved when a part alone was interrupted", () => {
    const operation = operationSample({ partial: true });
    expect(verdictWords(withVerdict("approved", { operation }).root)).toContain("Ikke avgjort");
  });

  test("says why it is open", () => {
    const { finding, approval } = acceptanceSample();
    const { root } = reportOf({
      finding: {
        ...finding,
        verdict: "undecided",
        undecided: ["T-2", "T-2", "A-4", "pathway:tone", "incident:broker-down", "operation"],
      },
      approval: { ...approval, isComplete: false },
    });
    const words = textOf(elementWithId(root, "verdict"));
    expect(words).toContain(
      "Ikke avgjort: T-2, A-4, tjenesteforløpet for Tone, meldingsmegleren er nede, daglig drift.",
    );
    expect(words).toContain("Godkjenningsperioden er ikke gjennomført.");
  });
});

describe("the words of a report", () => {
  const atMs = Date.UTC(2027, 2, 1);
  const sample = acceptanceSample();
  const timeline = [
    {
      ...{ atMs, deviceId: "tone-way", who: "operator" as const },
      what: { nb: "operator-1: kvitterer", en: "operator-1: acknowledges" },
    },
  ];
  const pathways = sample.pathways.map((one) => ({ ...one, product: "pilly-sms", timeline }));
  const versions = { dosekit: "1", tzTable: "2026a" };

  test.each([
    ["nb", ["dispenseren til Tone", "operatør 1: kvitterer", "med stativ", "Tidssonetabell"]],
    ["en", ["Tone's dispenser", "operator 1: acknowledges", "with stand", "Table of time zones"]],
  ] as const)("name devices, operators, products and tables plainly: %s", (language, wanted) => {
    const { root } = reportOf({ pathways, versions }, language);
    for (const words of wanted) expect(textOf(root)).toContain(words);
    expect(textOf(root)).not.toMatch(/tone-way|operator-1|tzTable/);
    if (language === "nb") expect(textOf(root)).not.toContain("SMS with stand");
  });

  test("say that nothing is known of savings without a baseline", () => {
    const { benefits } = sample;
    if (benefits === undefined) throw new TypeError("the sample has benefits");
    const rows = benefits.rows.map((row) => ({ ...row, baseline: null }));
    const { root } = reportOf({
      benefits: { ...benefits, rows, savedPerYear: null, netPerYear: null },
    });
    const words = textOf(elementWithId(root, "benefits"));
    expect(words).toMatch(/Spart for hvert år\s*ikke kjent/);
    expect(words).toMatch(/Netto for hvert år\s*ikke kjent/);
  });
});

describe("the report of an interrupted run", () => {
  const { root, page } = reportOf({ partial: true });

  test("is marked in its title, its heading and every section", () => {
    const marked = [
      ...elementsOf(root, "h1"),
      ...elementsOf(root, "h2"),
      ...elementsOf(elementsOf(root, "head")[0] ?? root, "title"),
    ];
    expect(marked.length).toBeGreaterThan(14);
    for (const heading of marked) expect(textOf(heading)).toContain("(ufullstendig)");
  });

  test("is marked on every printed page", () => {
    expect(page).toMatch(/@page \{ @top-center \{ content: "Ufullstendig kjøring/);
    expect(reportOf().page).not.toContain("Ufullstendig kjøring");
  });

  test("has no lines to be signed", () => {
    expect(textOf(elementWithId(root, "verdict"))).not.toContain("Underskrift");
  });

  test("grades no probability and says so", () => {
    const [hazards = []] = tablesOf(elementWithId(root, "hazards"));
    expect(new Set(hazards.slice(1).map((row) => row[4]))).toEqual(new Set([""]));
    expect(textOf(elementWithId(root, "hazards"))).toContain("ingen sannsynlighet er satt");
  });

  test("does not call nothing found when it did not look to the end", () => {
    const { root: without } = reportOf({ partial: true, deviations: [] });
    expect(textOf(elementWithId(without, "deviations"))).toContain("før kjøringen ble avbrutt");
  });
});

describe("the report of a run that left parts out", () => {
  test.each(LANGUAGES)("says in each section that nothing was tested there, in %s", (language) => {
    const { operation, staffing, benefits, ...rest } = acceptanceSample({
      ...{ criteria: [], incidents: [], pathways: [], deviations: [] },
    });
    const root = readPage(
      acceptanceReport({ ...rest, approval: { attempts: [], isComplete: false } }, language),
    );
    const left = [
      "criteria",
      "operation",
      "measures",
      "staffing",
      "benefits",
      "incidents",
      "pathway",
    ];
    for (const id of left) {
      const section = elementWithId(root, id);
      expect(elementsOf(section, "p")).toHaveLength(1);
      expect(textOf(section)).toMatch(/ikke|Ingen|not|No /);
    }
    expect([operation, staffing, benefits]).not.toContain(undefined);
  });
});
