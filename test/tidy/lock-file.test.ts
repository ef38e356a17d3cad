import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "./source-file.ts";

interface Locked {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};

// npm leaves out a platform's package that its registry could not give; `npm ci` then refuses.
test("the lock file names the optional packages of every platform", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(path, name))
      .map((name) => `${path} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test("the lock file names no address of a registry", () => {
  const addressed = Object.entries(packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && link !== true,
  );
  expect(addressed.map(([path]) => path)).toEqual([]);
});

function isLocked(path: string, name: string): boolean {
  return `node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages;
}
