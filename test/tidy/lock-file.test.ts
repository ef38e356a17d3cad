import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "./source-file.ts";

interface Locked {
  readonly resolved?: string;
  readonly link?: boolean;
}

const { packages } = JSON.parse(readFileSync(`${ROOT}/package-lock.json`, "utf8")) as {
  packages: Readonly<Record<string, Locked>>;
};

test("the lock file names no address of a registry", () => {
  const addressed = Object.entries(packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && link !== true,
  );
  expect(addressed.map(([path]) => path)).toEqual([]);
});
