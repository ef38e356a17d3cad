import { defineConfig } from "vitest/config";
import { spoilSource } from "./test/support/defects/spoil-source.ts";
import { spoilCompiler } from "./test/support/firmware-model/machine/spoil-compiler.ts";

/** Packages are tested from their sources: no build stands between a change and its test. */
const conditions = ["@dosekit/source", "node", "import", "module", "default"];

/**
 * Projects whose tests share one load of the sources in each worker: nothing there keeps state of
 * its own, and loading them anew for each file took longer than the tests.
 */
const SHARED: ReadonlySet<string> = new Set([
  ...["unit", "property", "vectors", "machines", "simulation", "docs", "tidy"],
]);

function project(name: string, testTimeoutMs = 20_000) {
  return {
    resolve: { conditions },
    plugins: [...spoilSource(process.env), spoilCompiler()],
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: "node",
      setupFiles: name === "property" ? ["test/support/replayable.ts"] : [],
      isolate: !SHARED.has(name),
      testTimeout: testTimeoutMs,
      hookTimeout: testTimeoutMs,
    },
  };
}

export default defineConfig({
  test: {
    // Every processor works: much of the time is spent waiting for brokers and processes.
    maxWorkers: "100%",
    projects: [
      project("unit"),
      project("property", 60_000),
      project("vectors"),
      project("machines", 60_000),
      project("simulation", 120_000),
      project("integration", 180_000),
      project("docs"),
      project("defects", 1_800_000),
      project("tidy", 60_000),
      project("packaging", 300_000),
    ],
  },
});
