import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PrintOptions, printPdf } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

/** A browser that does what a shell script says; `$pdf` is the file that it is to print into. */
const SCRIPT = (does: string) => `#!/bin/sh
for argument in "$@"; do
  case "$argument" in --print-to-pdf=*) pdf="\${argument#--print-to-pdf=}";; esac
done
${does}
`;

describe("printing a page by an installed browser", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-printing-"));
    writeFileSync(join(folder, "report.html"), "<!DOCTYPE html><title>t</title>");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const target = () => join(folder, "out", "..", "report.pdf");
  async function printBy(does: string | undefined, options: PrintOptions = {}, pdf = target()) {
    const bin = mkdtempSync(join(folder, "bin-"));
    if (does !== undefined) {
      writeFileSync(join(bin, "google-chrome"), SCRIPT(does));
      chmodSync(join(bin, "google-chrome"), 0o755);
    }
    const machine = { platform: "linux" as const, env: { PATH: bin } };
    return printPdf(join(folder, "report.html"), pdf, { machine, ...options });
  }
  const left = () => readdirSync(folder).filter((name) => name.startsWith("report.pdf"));

  it("puts the file in its place and says who printed", async () => {
    const printed = await printBy(`printf '%%PDF-1.7 page' > "$pdf"`);
    expect(printed).toEqual({ printed: true, by: "Google Chrome" });
    expect(readFileSync(target(), "latin1")).toBe("%PDF-1.7 page");
    expect(left()).toEqual(["report.pdf"]);
  });

  it("hands over a page, a profile of its own and no header with the file's path", async () => {
    await printBy(`echo "$@" > ${join(folder, "asked")}; printf '%%PDF-' > "$pdf"`);
    const asked = readFileSync(join(folder, "asked"), "utf8");
    expect(asked).toContain(`file://${folder}/report.html`);
    expect(asked).toContain("--no-pdf-header-footer");
    const profile = /--user-data-dir=(\S+)/.exec(asked)?.[1] ?? "";
    expect(profile).not.toBe("");
    expect(existsSync(profile)).toBe(false);
  });

  it.each([
    ["fails", "exit 3"],
    ["fails behind half a page", `printf '%%PDF-' > "$pdf"; exit 3`],
    ["prints something else", `echo '<html>' > "$pdf"`],
    ["prints nothing", "exit 0"],
    ["is killed", "kill -9 $$"],
  ])("leaves an older file alone when the browser %s, and says how to print", async (_, does) => {
    writeFileSync(target(), "older");
    const printed = await printBy(does);
    expect(printed.printed).toBe(false);
    if (!printed.printed) {
      expect(printed.how.nb).toContain("klarte ikke å lage PDF-filen");
      expect(printed.how.en).toContain(join(folder, "report.html"));
    }
    expect(readFileSync(target(), "utf8")).toBe("older");
    expect(left()).toEqual(["report.pdf"]);
  });

  it("stops a browser that hangs, with all that it started", async () => {
    const pids = join(folder, "pids");
    const printed = await printBy(`sleep 600 & echo $! >> ${pids}; echo $$ >> ${pids}; wait`, {
      deadlineMs: 700,
    });
    expect(printed).toMatchObject({
      printed: false,
      how: { en: expect.stringContaining("in time") },
    });
    await expect.poll(() => running(pids)).toEqual([]);
  });

  it("ends when the run is interrupted", async () => {
    const controller = new AbortController();
    const printing = printBy("sleep 600", { signal: controller.signal });
    controller.abort();
    expect(await printing).toMatchObject({ printed: false });
  });

  it("says how to print where the file can't be written, and where no browser is", async () => {
    const nowhere = join(folder, "no", "such", "folder.pdf");
    expect(await printBy(`printf '%%PDF-' > "$pdf"`, {}, nowhere)).toMatchObject({
      printed: false,
    });
    const machine = { platform: "win32" as const, env: {} };
    expect(await printPdf(join(folder, "report.html"), target(), { machine })).toEqual({
      printed: false,
      how: {
        nb: expect.stringMatching(/^Fant verken Chrome, Edge eller Chromium\. Åpne .*report\.html/),
        en: expect.stringMatching(/^Neither Chrome, Edge nor Chromium was found\. Open /),
      },
    });
  });
});

/** Processes of a list that still run; one that only waits to be looked after does not. */
function running(list: string): readonly string[] {
  return readFileSync(list, "utf8")
    .trim()
    .split("\n")
    .filter((pid) => {
      try {
        return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
      } catch {
        return false;
      }
    });
}
