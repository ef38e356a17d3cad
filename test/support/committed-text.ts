import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";

/** Root of the repository; tests name files from there. */
export const REPOSITORY_ROOT = new URL("../../", import.meta.url);

/** Reads a file of the repository. */
export function readCommitted(path: string): string {
  return readFileSync(new URL(path, REPOSITORY_ROOT), "utf8");
}

/**
 * Holds a committed file equal to the text made from the sources; `UPDATE_DOCS=1` rewrites it.
 *
 * @param path the file, from the root of the repository
 */
export function expectCommitted(path: string, made: string): void {
  const url = new URL(path, REPOSITORY_ROOT);
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(url, made);
  expect(readFileSync(url, "utf8"), `${path} drifted; UPDATE_DOCS=1 rewrites it`).toBe(made);
}

/**
 * Puts a made text between the two marks `<!-- name:start -->` and `<!-- name:end -->` of a page.
 *
 * @throws Error when the page has not both marks
 */
export function withMade(page: string, name: string, made: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`no marks for ${name}`);
  return `${page.slice(0, from + start.length)}\n\n${made}\n\n${page.slice(to)}`;
}
