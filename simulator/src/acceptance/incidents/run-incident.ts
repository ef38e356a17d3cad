import type { ProductProfile } from "@dosekit/firmware-model";
import { HOUR_MS } from "@dosekit/protocols";
import type { HomeSpoilers } from "../../home/home-spoilers.ts";
import type { RunSpec } from "../../home/run-spec.ts";
import { type BothTexts, outcomeOfChecks } from "../criterion.ts";
import type { FoundDeviation } from "../result/deviation-record.ts";
import type { IncidentName, IncidentResult } from "../result/incident-result.ts";
import { hooksWithin, type RunHooks } from "../result/run-hooks.ts";
import type { TimelineEntry } from "../result/timeline.ts";
import type { ServiceFile } from "../service-schema.ts";
import { homeTimeline } from "./home-timeline.ts";
import type { Case, JudgedCheck, Trial } from "./incident.ts";
import { INCIDENT_PLANS } from "./incident-plans.ts";
import { joinedSpoilers } from "./joined-spoilers.ts";
import { dayOf } from "./local-times.ts";
import { townOf } from "./town.ts";
import { runWatched, type WatchedRun } from "./watched-run.ts";

/** What stands in place of the municipality's own products: a vendor's, or a deliberate mistake. */
export interface StandIns {
  /** Products, looked at before those of the program. */
  readonly profiles?: readonly ProductProfile[];
  /** Parts of every home. */
  readonly spoil?: HomeSpoilers;
  /** Changes the run itself, as a service that does something else. */
  readonly change?: (spec: RunSpec) => RunSpec;
}

const APPLIES: BothTexts = {
  nb: "Hendelsen kan ramme kommunens produkter.",
  en: "The incident can strike the products of the municipality.",
};

/** How long before and after a case its timeline tells of the home, ms. */
const BEFORE_MS = HOUR_MS / 2;
const AFTER_MS = 2 * HOUR_MS;

/**
 * Puts a municipality's service, in small, through one incident, and judges how it came through by
 * what was seen. The same file and seed give the same result.
 *
 * @param standIns what takes the place of its own products or of a part of the service
 */
export async function runIncident(
  name: IncidentName,
  service: ServiceFile,
  hooks: RunHooks,
  standIns: StandIns = {},
): Promise<IncidentResult> {
  const { title, prepare } = INCIDENT_PLANS[name];
  const seed = `${hooks.seed}/${name}`;
  const { folder = process.cwd() } = hooks;
  const { profiles = [] } = standIns;
  const town = townOf(service, { seed, folder, profiles });
  const prepared = prepare(town);
  const frame = { incident: name, title, repeat: hooks.repeat ?? repeatOf(hooks) };
  if ("notTested" in prepared) {
    const { notTested: why } = prepared;
    const check = { id: "applies", expect: APPLIES, outcome: "not-tested", saw: why } as const;
    const nothing = { devices: 0, timeline: [], deviations: [], partial: false };
    return { ...frame, ...nothing, course: why, outcome: "not-tested", checks: [check] };
  }
  const { course, trials } = prepared;
  const done: Judged[] = [];
  for (const [at, trial] of trials.entries()) {
    const span = { from: at / trials.length, to: (at + 1) / trials.length };
    done.push(await judged(trial, hooksWithin(hooks, name, span), standIns));
  }
  const partial = done.some(({ run }) => run.partial);
  const checks = done.flatMap((one) => one.checks);
  const outcome = partial ? "not-tested" : outcomeOfChecks(checks.map((one) => one.outcome));
  return {
    ...frame,
    ...{ course, outcome, partial },
    devices: new Set(done.flatMap(({ run }) => run.spec.devices.map(({ deviceId }) => deviceId)))
      .size,
    checks: checks.map(({ id, expect, outcome: found, saw }) => ({
      id,
      expect,
      outcome: found,
      saw,
    })),
    timeline: done.find(({ timeline }) => timeline.length > 0)?.timeline ?? [],
    deviations: done.flatMap((one) => deviationsOf(one, { ...frame, name })),
  };
}

interface Judged {
  readonly run: WatchedRun;
  readonly checks: readonly JudgedCheck[];
  readonly timeline: readonly TimelineEntry[];
}

async function judged(
  trial: Trial,
  hooks: RunHooks,
  { spoil, change = (spec) => spec }: StandIns,
): Promise<Judged> {
  const spec = change(trial.spec);
  const run = await runWatched(spec, hooks, joinedSpoilers(trial.spoil, spoil));
  const { checks, focus } = trial.judge(run);
  return { run, checks, timeline: focus === undefined ? [] : homeTimeline(run.log, focus) };
}

function deviationsOf(
  { run, checks }: Judged,
  {
    name,
    title,
    repeat,
  }: Pick<IncidentResult, "title" | "repeat"> & { readonly name: IncidentName },
): readonly FoundDeviation[] {
  if (run.partial) return [];
  return checks
    .filter(({ outcome }) => outcome === "failed")
    .map(({ id, class: grave, expect, saw, cases }): FoundDeviation => {
      const [first] = [...cases].sort((a, b) => a.atMs - b.atMs);
      return {
        id: `${name}/${id}`,
        class: grave,
        openedDay: dayOf(first?.atMs ?? run.spec.startMs),
        source: "incident",
        title: { nb: `${title.nb}: ikke som ventet`, en: `${title.en}: not as expected` },
        what: {
          nb: `Ventet: ${expect.nb} Sett: ${saw.nb}`,
          en: `Expected: ${expect.en} Seen: ${saw.en}`,
        },
        products: productsOf(run, cases),
        count: Math.max(1, cases.length),
        timeline: first === undefined ? [] : homeTimeline(run.log, around(first)),
        repeat,
      };
    });
}

function around({ deviceId, atMs }: Case) {
  return { deviceId, fromMs: atMs - BEFORE_MS, untilMs: atMs + AFTER_MS };
}

function productsOf({ spec }: WatchedRun, cases: readonly Case[]): readonly string[] {
  const struck = new Set(cases.map(({ deviceId }) => deviceId));
  const devices = spec.devices.filter(({ deviceId }) => struck.size === 0 || struck.has(deviceId));
  return [...new Set(devices.map(({ product }) => product))].sort();
}

/** The seed of the whole run stands before the names of its parts. */
function repeatOf({ seed }: Pick<RunHooks, "seed">): string {
  return `dosekit accept run FILE --only incidents --seed ${seed.split("/")[0]}`;
}
