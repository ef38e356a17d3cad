import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locatedText, waiversOf } from "@dosekit/conformance";
import { expect, it } from "vitest";
import { C_DEVICE_FOLDER, hasCompiler } from "../../support/conformance/c-device.ts";

const KIT = new URL("../../../protocols/conformance/", import.meta.url);
const isHere = hasCompiler() || process.env["DOSEKIT_REQUIRE_CC"] === "1";

/** The commands of the guide that are typed in the folder of the example device. */
function commandsOf(guide: string): string {
  return [...guide.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block).join("\n");
}

// Reason: without a C compiler the guide can't be followed; CI requires one.
it.runIf(isHere)("the guide for vendors leads to a verdict, command by command", () => {
  const folder = mkdtempSync(join(tmpdir(), "omdp-guide-"));
  cpSync(C_DEVICE_FOLDER, folder, { recursive: true });
  const bin = fileURLToPath(new URL("bin/dosekit-conform.js", KIT));
  const script = `set -euo pipefail
    trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
    dosekit-conform() { '${process.execPath}' '${bin}' "$@"; }
    ${commandsOf(readFileSync(new URL("GUIDE.md", KIT), "utf8"))}`;
  const run = spawnSync("bash", ["-m", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    timeout: 120_000,
  });
  rmSync(folder, { recursive: true, force: true });
  expect(run.stderr).toContain("pass       dose/taken");
  expect(run.stdout).toMatch(/^PASS: Example omdp-c-device/m);
  expect(run.stdout).toContain("OMDP-CMD-002: A device whose clock has reached the deadline");
  expect(run.status).toBe(0);
});

it("the waiver in the guide for vendors is one", () => {
  const guide = readFileSync(new URL("GUIDE.md", KIT), "utf8");
  const [, text = ""] = /^```yaml\n(.*?)^```/ms.exec(guide) ?? [];
  expect(waiversOf(locatedText(text, "waivers.yaml"))).toMatchObject([{ owner: "firmware team" }]);
});
