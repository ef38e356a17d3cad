import { defineConfig } from "vitest/config";

/** Packages are tested from their sources: no build stands between a change and its test. */
const conditions = ["@dosekit/source", "node", "import", "module", "default"];

function project(name: string, testTimeoutMs = 20_000) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      include: [`test/${name}/**/*.test.ts`],
      environment: "node",
      testTimeout: testTimeoutMs,
      hookTimeout: testTimeoutMs,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      project("unit"),
      project("property", 60_000),
      project("vectors"),
      project("machines", 60_000),
      project("simulation", 120_000),
      project("integration", 180_000),
      project("docs"),
      project("types"),
      project("tidy", 60_000),
      project("packaging", 300_000),
    ],
  },
});
