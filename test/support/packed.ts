import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where each package lies. */
export const PACKAGE_FOLDERS = {
  protocols: "protocols",
  conformance: "protocols/conformance",
  "firmware-model": "firmware-model",
  sdk: "sdk",
  simulator: "simulator",
} as const;

/** Name of a package without its scope. */
export type PackageName = keyof typeof PACKAGE_FOLDERS;

/** Packs every package as it is published into a folder, which is made. */
export function packInto(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const path of Object.values(PACKAGE_FOLDERS)) {
    const args = ["pack", "--silent", "--pack-destination", folder];
    execFileSync("npm", args, { cwd: join(ROOT, path), stdio: ["ignore", "ignore", "pipe"] });
  }
}

/** Finds the tarball of a package among those in a folder. */
export function tarballIn(folder: string, name: string): string {
  const file = readdirSync(folder).find((entry) => entry.startsWith(`dosekit-${name}-`));
  if (file === undefined) throw new Error(`${name} was not packed`);
  return join(folder, file);
}
