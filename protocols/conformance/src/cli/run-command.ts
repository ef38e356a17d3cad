import { randomBytes } from "node:crypto";
import type { AdapterKind } from "../adapters/kit-adapter.ts";
import { openFixture } from "../adapters/open-fixture.ts";
import { RecordingFixture } from "../adapters/recording-fixture.ts";
import { KIT_EXIT, KitMistake } from "../files/kit-mistake.ts";
import { type IcsStatement, readIcs } from "../ics/ics-statement.ts";
import { ALL_CASES, casesFor } from "../run/case-choice.ts";
import { checkCertifying } from "../run/certify-rules.ts";
import { readParams } from "../run/params-file.ts";
import { rollUp } from "../run/roll-up.ts";
import { runConformance } from "../run/run-conformance.ts";
import type { RunDut, RunPlan } from "../run/run-plan.ts";
import type { CaseProfile, RunRecord, RunRole } from "../run/run-record.ts";
import { DESK_PARAMS } from "../scenario/params.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { readWaivers, type Waiver } from "../waivers/waiver.ts";
import { matchesPattern } from "../waivers/waiver-fit.ts";
import type { ConformIo } from "./conform-io.ts";
import { evidenceOf } from "./evidence.ts";
import { adapterKindOf } from "./known-adapters.ts";
import { runDocument } from "./run-document.ts";
import { progressLine, runText } from "./run-texts.ts";

/** What `run` was asked. */
export interface RunOptions {
  readonly dut: readonly string[];
  readonly ics?: string;
  readonly serial?: string;
  readonly role?: RunRole;
  readonly profile?: readonly CaseProfile[];
  readonly select?: readonly string[];
  readonly seed?: string;
  readonly strict?: boolean;
  readonly certify?: boolean;
  readonly waivers?: string;
  readonly params?: string;
  readonly fixture?: readonly string[];
  readonly out?: string;
  /** File of the private key that the evidence is signed with. */
  readonly sign?: string;
  readonly json?: boolean;
  readonly jobs?: number;
  readonly deadline?: number;
}

/** How long a whole run may take when nothing is said, ms. */
const DEADLINE_MS = 12 * 3_600_000;
/** More than any device side by side needs. */
const JOBS_MAX = 64;

/**
 * Runs the kit against devices or gateways, and keeps the evidence.
 *
 * @returns the exit code
 * @throws KitMistake when something given is wrong, or port or broker are
 */
export async function runRun(
  options: RunOptions,
  io: ConformIo,
  kinds: readonly AdapterKind[],
): Promise<number> {
  const found = options.dut.map((text) => adapterKindOf(text, kinds));
  const ics = statementOf(options, io, found[0]);
  const duts = await openDuts(options, io, { found, ics });
  try {
    const plan = planOf(options, io, { ics, duts, found });
    if (plan.certify) checkCertifying(plan, duts);
    const evidence = evidenceOf(options, io.cwd);
    for (const { adapter } of duts) await adapter.open();
    const record = await runConformance(plan, duts, {
      signal: io.signal,
      onBegin: (begun) => evidence?.begin(begun),
      onCase: (one, left) => {
        evidence?.keepCase(one);
        io.err(progressLine(one, left));
      },
    });
    return finish(record, options, { io, kept: evidence?.finish(record) });
  } finally {
    for (const { adapter, fixture } of duts) {
      await adapter.close();
      await fixture?.close();
    }
  }
}

type Found = ReturnType<typeof adapterKindOf>;

function statementOf(
  { ics, role }: RunOptions,
  io: ConformIo,
  first: Found | undefined,
): IcsStatement {
  if (ics !== undefined) return readIcs(ics, io.cwd);
  const own = first?.kind.ics?.(first.address);
  const isAsked =
    role === undefined || role === own?.role || (role === "host" && own?.role === "gateway");
  if (own !== undefined && isAsked) return own;
  throw new KitMistake({
    code: "usage.no-statement",
    field: "--ics",
    found: "nothing",
    allowed: "a file that states what the device has and keeps",
    message: "Without a statement nothing can be judged.",
  });
}

async function openDuts(
  { fixture: fixtures = [], role }: RunOptions,
  io: ConformIo,
  { found, ics }: { readonly found: readonly Found[]; readonly ics: IcsStatement },
): Promise<readonly RunDut[]> {
  const played = role ?? ics.role;
  const duts: RunDut[] = [];
  for (const [at, { kind, address }] of found.entries()) {
    const text = fixtures[at] ?? (at === 0 ? undefined : fixtures[0]);
    if (at > 0 && fixtures.length === 1) throw oneFixtureEach(found.length);
    const { question } = io;
    const context = { limitMs: DESK_PARAMS.actionMs, ...(question ? { question } : {}) };
    const opened = text === undefined ? undefined : await openFixture(text, context);
    const fixture = opened && new RecordingFixture(opened);
    const adapter = kind.make(address, {
      role: played === "device" ? "device" : "gateway",
      ics,
      tell: (line) => io.err(`${line}\n`),
      ...(fixture === undefined ? {} : { fixture }),
    });
    duts.push({ adapter, ...(fixture === undefined ? {} : { fixture }) });
  }
  return duts;
}

function oneFixtureEach(count: number): KitMistake {
  return new KitMistake({
    code: "usage.fixtures",
    field: "--fixture",
    found: "1",
    allowed: `${count}: one for each --dut, in the same order`,
    message: "A fixture is the hands at one device.",
  });
}

function planOf(
  options: RunOptions,
  io: ConformIo,
  around: {
    readonly ics: IcsStatement;
    readonly duts: readonly RunDut[];
    readonly found: readonly Found[];
  },
): RunPlan {
  const { ics, duts, found } = around;
  const { strict = false, certify = false, select = [], seed = newSeed() } = options;
  const { role = ics.role, jobs = JOBS_MAX } = options;
  const { profile: profiles = profilesFor(role, ics) } = options;
  checkRole(role, ics);
  const cases = casesFor(ics, { role, profiles, select, pool: poolOf(found, ics) });
  const waivers = options.waivers === undefined ? [] : readWaivers(options.waivers, io.cwd);
  checkWaivers(waivers, cases);
  const base = duts[0]?.adapter.params ?? DESK_PARAMS;
  const params = options.params === undefined ? base : readParams(options.params, io.cwd, base);
  const { vendor, product, firmware, serial = "not named" } = ics.device;
  const dut = { vendor, product, firmware, serial: options.serial ?? serial };
  const deadlineMs = options.deadline ?? DEADLINE_MS;
  const asked = { dut, role, profiles, ics, cases, waivers, params, seed, select };
  return { ...asked, strict, certify, deadlineMs, jobs };
}

/** A gateway that is played as a host is behind a broker: what it states of lines is left out. */
function profilesFor(role: RunRole, { profiles }: IcsStatement): readonly CaseProfile[] {
  return role === "host" ? profiles.filter((profile) => profile !== "SERIAL") : profiles;
}

/** The cases that the adapters given are for. */
function poolOf(found: readonly Found[], ics: IcsStatement): readonly Scenario[] {
  const pools = found.map(({ kind }) => kind.cases?.(ics) ?? ALL_CASES);
  return [...new Set(pools.flat())];
}

function checkRole(role: RunRole, ics: IcsStatement): void {
  const fits = role === ics.role || (role === "host" && ics.role === "gateway");
  if (fits) return;
  throw new KitMistake({
    code: "usage.role",
    field: "--role",
    found: role,
    allowed: ics.role === "gateway" ? "gateway, host" : ics.role,
    message: "The statement is about another role.",
  });
}

/** A waiver that fits no requirement or case of the kit is a slip of the pen. */
function checkWaivers(waivers: readonly Waiver[], cases: RunPlan["cases"]): void {
  const lost = waivers.find(
    ({ req, case: pattern }) =>
      !cases.some(
        ({ id, reqs }) =>
          (req === undefined || reqs.some((one) => one === req)) &&
          (pattern === undefined || matchesPattern(pattern, id)),
      ),
  );
  if (lost === undefined) return;
  throw new KitMistake({
    code: "waivers.cover-nothing",
    field: "--waivers",
    found: [lost.req, lost.case].filter((part) => part !== undefined).join(" in "),
    allowed: "a requirement or a case of this run",
    message: "A waiver covers no case.",
  });
}

function finish(
  record: RunRecord,
  { json = false }: RunOptions,
  { io, kept }: { readonly io: ConformIo; readonly kept: string | undefined },
): number {
  const summary = rollUp(record);
  if (kept !== undefined) io.err(`The evidence is in ${kept}.\n`);
  if (json) io.out(`${JSON.stringify(runDocument("run", record, summary, kept))}\n`);
  else io.out(runText(record, summary));
  return io.signal.aborted ? KIT_EXIT.interrupted : summary.exitCode;
}

function newSeed(): string {
  return randomBytes(4).toString("hex");
}
