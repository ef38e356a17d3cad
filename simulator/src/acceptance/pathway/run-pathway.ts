import { DAY_MS, type DosePlan } from "@dosekit/protocols";
import type { Share } from "../../fleet/fleet-devices.ts";
import { type BothTexts, outcomeOfChecks } from "../criterion.ts";
import { homeTimeline } from "../incidents/home-timeline.ts";
import { atLocal, dayOf, startDayOf } from "../incidents/local-times.ts";
import type { StandIns } from "../incidents/run-incident.ts";
import { plansOf } from "../incidents/story-plans.ts";
import { runWatched } from "../incidents/watched-run.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import type { FoundDeviation } from "../result/deviation-record.ts";
import {
  PATHWAY_STEPS,
  type PathwayResult,
  type PathwayStep,
  type PathwayStepName,
} from "../result/pathway-result.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import type { ServiceFile } from "../service-schema.ts";
import { type LivedWay, livedWay } from "./lived-way.ts";
import { pathwayCalendar, plannedBetween } from "./pathway-calendar.ts";
import { pathwaySpec } from "./pathway-spec.ts";
import { STEP_FRAMES } from "./pathway-steps.ts";
import { STEP_JUDGES, type StepFinding } from "./step-judges.ts";

/** What people found out about a step that they see to; `undefined` where nobody has told. */
export type ToldStep = (step: PathwayStepName) => Pick<CheckFinding, "outcome" | "saw"> | undefined;

/** A user story with the product that serves it. */
export interface PathwaySubject {
  readonly story: string;
  readonly product: string;
}

const BEFORE_MS = 30 * 60_000;
const AFTER_MS = 6 * 3_600_000;

/**
 * Takes one user of a story through the whole service, from mapping to the device's reset, on one
 * simulated home over six weeks. What the device does is judged by what was seen; what people see to
 * is not tested unless they have told.
 *
 * @throws RangeError when the file has no such story and product (a caller's bug)
 */
export async function runPathway(
  service: ServiceFile,
  { story, product }: PathwaySubject,
  hooks: RunHooks,
  filled: ToldStep = () => undefined,
  standIns: StandIns = {},
): Promise<PathwayResult> {
  const way = await lived(service, { story, product }, hooks, standIns);
  const { partial } = way.run;
  const found = PATHWAY_STEPS.map((step) => ({ step, finding: STEP_JUDGES[step]?.(way) }));
  const steps = found.map(({ step, finding }) =>
    stepOf(step, partial ? undefined : finding, filled),
  );
  const repeat = hooks.repeat ?? `dosekit accept run FILE --only pathway --seed ${hooks.seed}`;
  const failed = partial
    ? []
    : found.flatMap(({ step, finding }) => failedStep(way, step, finding));
  return {
    ...{ story, product, steps, repeat, partial },
    outcome: partial ? "not-tested" : outcomeOfChecks(steps.map(({ outcome }) => outcome)),
    timeline: tellingHours(way),
    deviations: failed.map((one) => ({
      ...one,
      id: `pathway-${story}-${product}/${one.id}`,
      repeat,
    })),
  };
}

async function lived(
  service: ServiceFile,
  { story, product }: PathwaySubject,
  hooks: RunHooks,
  { profiles = [], spoil, change = (spec) => spec }: StandIns,
): Promise<LivedWay> {
  const { folder = process.cwd() } = hooks;
  const startDay = startDayOf(service.approval.start);
  const part = service.stories.find((one) => one.story === story && one.product === product);
  const plan =
    part === undefined ? undefined : wayPlan(plansOf(service, part, folder), atLocal(startDay, 0));
  if (plan === undefined) throw new RangeError(`no plan of ${story} for ${product}`);
  const device = {
    ...{ deviceId: `${story}-way`, product, plan, configVersion: 1, persona: "stable" },
  };
  const when = pathwayCalendar(plan, startDay);
  const spec = pathwaySpec(device, when, {
    seed: `${hooks.seed}/pathway-${story}`,
    people: { preset: "A", habits: { journeys: false, dropOut: false } },
    ...(profiles.length > 0 ? { profiles } : {}),
  });
  const run = await runWatched(change(spec), hooks, spoil);
  return livedWay(run, device, when);
}

/** Of several plans the one with the most doses, so that each part of the way has some. */
function wayPlan(plans: readonly Share<DosePlan>[], startMs: number): DosePlan | undefined {
  const doses = (plan: DosePlan) => plannedBetween(plan, startMs, startMs + 7 * DAY_MS);
  return [...plans].sort((a, b) => doses(b.value) - doses(a.value))[0]?.value;
}

function stepOf(
  step: PathwayStepName,
  finding: StepFinding | undefined,
  filled: ToldStep,
): PathwayStep {
  const frame = STEP_FRAMES[step];
  if (finding !== undefined) {
    return { step, ...frame, outcome: finding.holds ? "passed" : "failed", saw: finding.saw };
  }
  const told = frame.method === "manual" ? filled(step) : undefined;
  const { outcome = "not-tested", saw = NOBODY_TOLD } = told ?? {};
  return { step, ...frame, outcome: outcome === "not-applicable" ? "not-tested" : outcome, saw };
}

const NOBODY_TOLD: BothTexts = {
  nb: "Ingen har fylt ut testprotokollen for dette trinnet.",
  en: "Nobody has filled in the test protocol of this step.",
};

function failedStep(
  { run, device }: LivedWay,
  step: PathwayStepName,
  finding: StepFinding | undefined,
): readonly Omit<FoundDeviation, "repeat">[] {
  if (finding === undefined || finding.holds) return [];
  const { title, expect } = STEP_FRAMES[step];
  const { saw, atMs } = finding;
  const { deviceId, product } = device;
  const stretch = { deviceId, fromMs: atMs - BEFORE_MS, untilMs: atMs + AFTER_MS };
  return [
    {
      ...{ id: step, class: "B", openedDay: dayOf(atMs), source: "pathway", count: 1 },
      title: { nb: `Tjenesteforløpet, ${title.nb}`, en: `Pathway, ${title.en}` },
      what: {
        nb: `Ventet: ${expect.nb} Sett: ${saw.nb}`,
        en: `Expected: ${expect.en} Seen: ${saw.en}`,
      },
      products: [product],
      timeline: homeTimeline(run.log, stretch),
    },
  ];
}

/** The hours around each turn of the way; daily life between them is left out. */
function tellingHours({ run, device: { deviceId }, when }: LivedWay): readonly TimelineEntry[] {
  const turns = [
    ...[when.startMs, when.trainingMs, when.testOverMs, when.dailyUseMs, when.pauseMs],
    ...[when.resumeMs, when.travelMs, when.homeAgainMs, when.evaluationMs, when.endedMs],
    when.resetMs,
  ];
  const around = turns.map((atMs) =>
    homeTimeline(run.log, { deviceId, fromMs: atMs - 60_000, untilMs: atMs + TURN_MS }),
  );
  return around.flatMap((entries) => entries.slice(0, TURN_ENTRIES)).slice(0, TIMELINE_MAX);
}

/** How long after a turn its hours last, and how many entries of each are kept. */
const TURN_MS = 45 * 60_000;
const TURN_ENTRIES = 5;
