import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEFECT_VARIABLE, type Defect } from "./defect.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");
const LIMIT_MS = 300_000;
/** Properties draw the same cases for a defect each time. */
const SEED = "20261122";

/** What the judge of a defect said. */
export interface Verdict {
  /** Full names of the tests that turned red. */
  readonly red: readonly string[];
  /** How many tests were asked. */
  readonly asked: number;
  /** What they said, or what came instead of an answer. */
  readonly said: string;
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Runs the judge of a defect in a process of its own, with the defect in the firmware. */
export async function judgeDefect({ id, judge }: Defect): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), "dosekit-defect-"));
  const outputFile = join(folder, "report.json");
  const { project, file, title } = judge;
  const args = [
    ...[
      VITEST,
      "run",
      "--project",
      project,
      "--maxWorkers=1",
      "--retry=0",
      `--testTimeout=${LIMIT_MS}`,
    ],
    ...["--reporter=json", `--outputFile=${outputFile}`],
    ...(title === undefined ? [] : ["-t", literally(title)]),
    `test/${project}/${file}`,
  ];
  const said = await run(args, {
    ...process.env,
    [DEFECT_VARIABLE]: id,
    DOSEKIT_LONG: "0",
    DOSEKIT_SEED: SEED,
  });
  const report = await readFile(outputFile, "utf8").catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  return report === undefined ? { red: [], asked: 0, said } : verdictOf(JSON.parse(report));
}

function verdictOf({ testResults }: Report): Verdict {
  const asked = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed");
  const failed = asked.filter(
    ({ status, failureMessages = [] }) => status === "failed" && failureMessages.some(isAnswer),
  );
  return {
    red: failed.map(({ fullName }) => fullName),
    asked: asked.length,
    said: failed.flatMap(({ failureMessages = [] }) => failureMessages).join("\n"),
  };
}

/** A test that ran out of time, or could not begin, has not noticed anything. */
function isAnswer(message: string): boolean {
  return /^(AssertionError|Error: Property failed)/.test(message);
}

/** Runs vitest as the head of a group of processes, so that a worker that spins ends with it. */
function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, env, detached: true });
    const said: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => said.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => said.push(bytes));
    const limit = setTimeout(() => endGroup(child.pid), LIMIT_MS);
    child.on("close", () => {
      clearTimeout(limit);
      resolve(Buffer.concat(said).toString());
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

function literally(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
