import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGES = ["protocols", "firmware-model", "sdk", "simulator"] as const;

/** A project that stands alone, as a user's would: no workspace, no sources of ours. */
const outside = mkdtempSync(join(tmpdir(), "dosekit-outside-"));
const tarballs = join(outside, "tarballs");

beforeAll(() => {
  mkdirSync(tarballs);
  for (const name of PACKAGES) {
    run("npm", ["pack", "--silent", "--pack-destination", tarballs], join(ROOT, name));
  }
  writeFileSync(join(outside, "package.json"), JSON.stringify(consumer(), null, 2));
  run("npm", ["install", "--no-audit", "--no-fund", "--no-progress", "--prefer-offline"], outside);
});

afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

describe("the packed tarballs", () => {
  test.each(PACKAGES)("%s passes publint", (name) => {
    const out = run("npx", ["publint", "--strict", join(ROOT, name)], ROOT);
    expect(out).toContain("All good!");
  });

  test.each(PACKAGES)("the types of %s resolve as they run", (name) => {
    const args = ["attw", tarballOf(name), "--profile", "esm-only", "--format", "ascii"];
    // It ends with an error for every problem that concerns an ESM package.
    expect(run("npx", args, ROOT)).toContain(`@dosekit/${name}`);
  });

  test("a strict program compiles against them outside the workspace", () => {
    writeFileSync(join(outside, "index.ts"), PROGRAM);
    writeFileSync(join(outside, "tsconfig.json"), JSON.stringify(STRICT));
    expect(run("npx", ["tsc", "-p", "."], outside)).toBe("");
  });

  test("the compiled program runs there", () => {
    expect(run("node", ["index.js"], outside)).toBe("device-event 28\n");
  });

  test("the command runs there", () => {
    expect(run("npx", ["dosekit", "--help"], outside)).toContain("simulate");
  });
});

const PROGRAM = `
import { type DeviceEvent, MESSAGES } from "@dosekit/protocols";
import { type ProductProfile, profileOf } from "@dosekit/firmware-model";
import { GatewayClient } from "@dosekit/sdk";
import { DeviceRunner } from "@dosekit/sdk/device";

const kind: DeviceEvent["kind"] = "dose.closed";
const profile: ProductProfile | undefined = profileOf("pilly-sms");
if (![kind, GatewayClient, DeviceRunner].every(Boolean)) throw new Error("an export is missing");
console.log(MESSAGES[0]?.name, profile?.capacity.value);
`;

const STRICT = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    // Without exactOptionalPropertyTypes: the declarations of xstate 5 do not hold under it.
    skipLibCheck: false,
    types: ["node"],
  },
  files: ["index.ts"],
};

function consumer() {
  const dependencies = Object.fromEntries(
    PACKAGES.map((name) => [`@dosekit/${name}`, `file:${tarballOf(name)}`]),
  );
  return {
    name: "outside",
    private: true,
    type: "module",
    dependencies,
    devDependencies: { typescript: "7.0.2", "@types/node": "20.19.43" },
  };
}

function tarballOf(name: string): string {
  const file = readdirSync(tarballs).find((entry) => entry.startsWith(`dosekit-${name}-`));
  if (file === undefined) throw new Error(`${name} was not packed`);
  return join(tarballs, file);
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
