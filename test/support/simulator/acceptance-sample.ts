import {
  type AcceptanceResult,
  approvalCourse,
  assumptionsOf,
  type BothTexts,
  type CriterionRecord,
  DEFAULT_RULE,
  type DeviationRecord,
  hazardRows,
  notTestedOf,
  type ResultParts,
  reachVerdict,
  shippedCriteria,
} from "@dosekit/simulator";
import { incidentsSample, pathwaysSample } from "./acceptance-incident-sample.ts";
import { operationSample, START_DAY } from "./acceptance-operation-sample.ts";

/** What the municipality of the sample bought for each story. */
const SUBJECTS = [
  { story: "tone", product: "evondos-e300" },
  { story: "roar", product: "medido" },
] as const;

const WEEKS = 12;
const AFTER = START_DAY + WEEKS * 7 + 12;
const ELEVEN_O_CLOCK = START_DAY * 86_400_000 + 10 * 3_600_000;

/** Deviations of all classes: critical and put right, serious and open, less serious and overdue. */
export function deviationsSample(): readonly DeviationRecord[] {
  return [
    {
      ...{ id: "INC-ROLLS-SWAPPED", class: "A", openedDay: START_DAY + 9, source: "incident" },
      closedDay: START_DAY + 11,
      title: {
        nb: "Medido ga ut en pose fra en annens rull",
        en: "Medido let a pouch of somebody else's roll go",
      },
      what: {
        nb: "Etter at to ruller ble byttet om, ga enheten ut 2 poser som tilhørte en annen bruker. Produktet leser ikke posene og kan ikke oppdage det.",
        en: "After two rolls were swapped the device let 2 pouches of another user go. The product does not read pouches and can't notice.",
      },
      ...{
        products: ["medido"],
        count: 2,
        owner: "Fagansvarlig legemidler",
        deadline: "2027-03-12",
      },
      remark: "To ansatte kontrollerer navn ved hver påfylling fra 12.03.",
      timeline: [
        entry(
          0,
          "staff",
          "La rullen til en annen bruker i enheten.",
          "Put another user's roll in.",
        ),
        entry(1, "device", "Meldte ny rull, 28 poser.", "Told of a new roll, 28 pouches."),
        entry(58, "device", "Tilbød dosen kl. 12.", "Offered the dose of 12 o'clock."),
        entry(61, "user", "Trykket på knappen.", "Pressed the button."),
        entry(61, "device", "Ga ut en pose.", "Let a pouch go."),
        entry(75, "user", "Tok posen.", "Took the pouch."),
      ],
      repeat: "dosekit accept run midtbygda.yaml --only incidents --seed 2027",
    },
    {
      ...{ id: "OP-LATE-ACTION", class: "B", openedDay: START_DAY + 30, source: "threshold" },
      title: {
        nb: "Tiltak etter fristen på kveldsvakten",
        en: "Actions past the limit in the evening",
      },
      what: {
        nb: "7,2 prosent av varslene fikk tiltak etter fristen; høyst 5 prosent er tillatt.",
        en: "7.2 per cent of the alerts were acted on past the limit; at most 5 per cent are allowed.",
      },
      ...{ products: ["evondos-e300", "medido"], count: 44, timeline: [] },
      ...{ owner: "Leder for responssenteret", deadline: "2027-05-01" },
      repeat: "dosekit accept run midtbygda.yaml --only operation --seed 2027",
    },
    {
      ...{ id: "CRIT-T-2", class: "C", openedDay: START_DAY + 2, source: "criterion" },
      criterion: "T-2",
      title: { nb: "Lyden steg ikke jevnt", en: "The sound did not rise evenly" },
      what: {
        nb: "Tredje runde var ikke høyere enn andre.",
        en: "Round three was no louder than two.",
      },
      ...{ products: ["evondos-e300"], count: 1 },
      timeline: [
        entry(0, "device", "Lys.", "Light."),
        entry(2, "device", "Lyd, styrke 3 av 10.", "Sound, 3 of 10."),
        entry(7, "device", "Lyd, styrke 3 av 10.", "Sound, 3 of 10."),
      ],
    },
  ];
}

/** A whole acceptance run with something in every part of it. */
export function acceptanceSample(part: Partial<AcceptanceResult> = {}): AcceptanceResult {
  const deviations = part.deviations ?? deviationsSample();
  const parts: ResultParts = {
    ...{ criteria: criteriaSample(), incidents: incidentsSample(), pathways: pathwaysSample() },
    ...{ operation: operationSample(), staffing: staffingSample(), benefits: benefitsSample() },
    partial: false,
    ...part,
  };
  const approval = approvalCourse(
    { startDay: START_DAY, lengthDays: WEEKS * 7 },
    deviations,
    AFTER,
  );
  const rule = { ...DEFAULT_RULE, B: 1, C: 5 };
  return {
    ...{ v: 1, date: "2027-06-10", municipality: "Midtbygda", language: "nb", seed: "2027" },
    versions: { dosekit: "0.1.0", "tidssonetabell 2026b": "luxon 3.7.2", node: "20.19.0" },
    file: { name: "midtbygda.yaml", sha256: "5f".repeat(32) },
    ...{ zone: "Europe/Oslo", repeat: "dosekit accept run midtbygda.yaml --seed 2027" },
    ...parts,
    ...{ rule, approval, deviations },
    finding: reachVerdict(
      { criteria: parts.criteria, deviations, approval, partial: parts.partial },
      rule,
    ),
    ...{ hazards: hazardRows(parts), notTested: notTestedOf(parts) },
    assumptions: assumptionsOf(parts),
    manifest: { "midtbygda.yaml": "5f".repeat(32), "protokoll-tone.csv": "a0".repeat(32) },
    ...part,
  };
}

/** The shipped criteria on two products: most passed, one failed, one that nobody decided. */
function criteriaSample(): readonly CriterionRecord[] {
  return SUBJECTS.flatMap(({ story, product }) =>
    shippedCriteria()
      .filter((of) => of.story === story || of.story === "every")
      .flatMap(({ story: asked, criteria }) =>
        criteria.map(({ id, text, basis, confidence, failureClass, checks }): CriterionRecord => {
          const outcome = id === "T-2" ? "failed" : "passed";
          return {
            ...{ id, text, basis, confidence, failureClass, story: asked, product, outcome },
            checks: checks.map(({ method, pass }) => ({
              ...{ method, pass, outcome, timeline: [] },
              decidedBy: method === "automatic" ? "program" : "protocol",
              saw: {
                nb: "Posen var låst inne etter 42 s, og varselet kom én gang.",
                en: "The pouch was locked in after 42 s, and the alert came once.",
              },
              ...(method === "automatic"
                ? { repeat: `dosekit accept run midtbygda.yaml --only criteria --seed 2027` }
                : {}),
            })),
          };
        }),
      ),
  );
}

function staffingSample(): AcceptanceResult["staffing"] & object {
  const needed = [2, 2, 3, 2, 3, 2, 2, 3, 2, 2];
  const seeds = needed.map((_, at) => `2027/${at + 1}`);
  return {
    shifts: [
      { ...{ name: "dag", planned: 3, needed, median: 2, least: 2, most: 3 } },
      {
        ...{ name: "kveld", planned: 2, needed: needed.map((one) => one + 1) },
        median: 3,
        least: 3,
        most: 4,
      },
      {
        ...{ name: "natt", planned: 2, needed: needed.map(() => 2), median: 2, least: 2, most: 2 },
      },
    ],
    ...{ seeds, tolerancePercent: 5, unreachable: [], partial: false },
  };
}

function benefitsSample(): AcceptanceResult["benefits"] & object {
  const both = (nb: string, en: string): BothTexts => ({ nb, en });
  return {
    rows: [
      {
        measure: both("Hjemmebesøk for medisin", "Home visits for medicine"),
        unit: both("besøk i uken for hver bruker", "visits a week for each user"),
        ...{ baseline: 14, result: 0.8, least: 0.7, most: 1.1 },
        source: both(
          "nullpunkt: egen telling i mars; resultat: simulert drift",
          "baseline: own count in March; result: simulated operation",
        ),
      },
      {
        measure: both("Tid spart i hjemmetjenesten", "Time saved in home care"),
        unit: both("timer i året", "hours a year"),
        ...{ baseline: null, result: 15_470, least: 15_120, most: 15_610 },
        source: both(
          "simulert drift, 15 minutter for hvert besøk",
          "simulated operation, 15 minutes for each visit",
        ),
      },
    ],
    ...{ savedPerYear: 10_055_500, costPerYear: 1_944_000 },
    netPerYear: { median: 8_111_500, least: 7_884_000, most: 8_202_500 },
    assumptions: [
      both(
        "En time koster 650 kr (mandatet av 2017).",
        "An hour costs 650 kroner (mandate of 2017).",
      ),
      both(
        "Innkjøp avskrives over 5 år (antatt).",
        "Purchases are written off over 5 years (inferred).",
      ),
    ],
  };
}

function entry(minute: number, who: "staff" | "device" | "user", nb: string, en: string) {
  return {
    ...{ atMs: ELEVEN_O_CLOCK + minute * 60_000, deviceId: "medido-000007", who },
    what: { nb, en },
  };
}
