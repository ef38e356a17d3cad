import fc from "fast-check";
import { expect } from "vitest";
import { DEFECT_VARIABLE } from "./defects/defect.ts";

/** Environment variables that repeat one failed run of a property. */
const SEED = "DOSEKIT_SEED";
const PATH = "DOSEKIT_PATH";

const { [SEED]: seed, [PATH]: path } = process.env;

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  ...(path === undefined ? {} : { path }),
  // A deliberate defect is judged by one counter-example, not by the smallest.
  ...(process.env[DEFECT_VARIABLE] === undefined ? {} : { endOnFailure: true }),
  reporter: report,
});

/** Adds to what fast-check says of a failure the command that runs the very same case again. */
function report(details: fc.RunDetails<unknown>): void {
  if (!details.failed) return;
  const { testPath = "", currentTestName = "" } = expect.getState();
  const file = testPath.slice(testPath.lastIndexOf("/test/") + 1);
  const title = currentTestName.split(" > ").at(-1) ?? "";
  const repeated = [
    `${SEED}=${details.seed}`,
    ...(details.counterexamplePath === null ? [] : [`${PATH}=${details.counterexamplePath}`]),
    `npx vitest run ${file} -t ${JSON.stringify(title)}`,
  ];
  const message = `${fc.defaultReportMessage(details)}\n\nReplay: ${repeated.join(" ")}`;
  throw new Error(message, { cause: details.errorInstance });
}
