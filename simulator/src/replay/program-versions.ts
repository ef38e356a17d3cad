import { createRequire } from "node:module";
import type { FailureFile } from "./failure-file.ts";

/** Says which program and which runtime this is. */
export function programVersions(): FailureFile["versions"] {
  const own: unknown = createRequire(import.meta.url)("@dosekit/simulator/package.json");
  const hasVersion = typeof own === "object" && own !== null && "version" in own;
  return { dosekit: hasVersion ? String(own.version) : "?", node: process.versions.node };
}
