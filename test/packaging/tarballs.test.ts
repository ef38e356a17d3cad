import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PACKAGE_FOLDERS, type PackageName, packInto, tarballIn } from "../support/packed.ts";
import { findingAt, parseSource, walk } from "../tidy/source-file.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PACKAGES = Object.keys(PACKAGE_FOLDERS) as readonly PackageName[];
/** What programs of others are built on: their types say everything. */
const EMBEDDED = ["protocols", "sdk"] as const;

/** A project that stands alone, as a user's would: no workspace, no sources of ours. */
const outside = mkdtempSync(join(tmpdir(), "dosekit-outside-"));
const tarballs = join(outside, "tarballs");

beforeAll(() => {
  packInto(tarballs);
  writeFileSync(join(outside, "package.json"), JSON.stringify(consumer(), null, 2));
  run("npm", ["install", "--no-audit", "--no-fund", "--no-progress", "--prefer-offline"], outside);
});

afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

describe("the packed tarballs", () => {
  test.each(PACKAGES)("%s passes publint", (name) => {
    const out = run("npx", ["publint", "--strict", join(ROOT, PACKAGE_FOLDERS[name])], ROOT);
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

  test.each(EMBEDDED)("%s has no any in its declarations", (name) => {
    const found = declarationsOf(join(outside, "node_modules/@dosekit", name)).flatMap(anysIn);
    expect(found).toEqual([]);
  });

  test("every native part brings its binary along, and none was built", () => {
    const native = installedPackages().filter(isNative);
    expect(native.map(({ name }) => name)).toContain("classic-level");
    expect(native.map(({ name }) => name)).toContain("@serialport/bindings-cpp");
    const platform = `${process.platform}-${process.arch}`;
    for (const { folder } of native) {
      const prebuilt = readdirSync(join(folder, "prebuilds"));
      expect(prebuilt).toContain(platform);
      expect(existsSync(join(folder, "build"))).toBe(false);
    }
  });

  test("the native parts of the SDK load there", () => {
    const program = `
      import { LevelTable } from "@dosekit/sdk";
      import { SerialPort } from "serialport";
      const table = new LevelTable("./table");
      table.open((result) => console.log(result.ok, typeof SerialPort.list));
    `;
    expect(run("node", ["--input-type=module", "-e", program], outside)).toBe("true function\n");
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

interface LockedPackage {
  /** What works without it lacks nothing but speed. */
  readonly optional?: boolean;
}

interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
}

/** Every package that the install had to bring, wherever it lies. */
function installedPackages(): readonly InstalledPackage[] {
  const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
    readFileSync(join(outside, "node_modules/.package-lock.json"), "utf8"),
  );
  return Object.entries(lock.packages)
    .filter(([, { optional }]) => optional !== true)
    .map(([path]) => {
      return { name: path.split("node_modules/").at(-1) ?? path, folder: join(outside, path) };
    });
}

/** Whether npm would build something for a package, were no binary there. */
function isNative({ folder }: InstalledPackage): boolean {
  const { gypfile, scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const builds = /gyp|prebuild|node-pre|cmake/.test(String(scripts?.install ?? ""));
  return gypfile === true || builds || existsSync(join(folder, "binding.gyp"));
}

function declarationsOf(folder: string): readonly string[] {
  return readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts"))
    .map((file) => join(folder, "dist", file));
}

function anysIn(file: string): readonly string[] {
  const source = parseSource(file, readFileSync(file, "utf8"));
  const found: string[] = [];
  walk(source.program, (node) => {
    if (node.type !== "TSAnyKeyword") return;
    const { line } = findingAt(source, node.start, "any");
    found.push(`${relative(outside, file)}:${line}`);
  });
  return found;
}

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
  return tarballIn(tarballs, name);
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
