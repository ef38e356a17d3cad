import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browserPlaces, findBrowser } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const pathsOf = (platform: NodeJS.Platform, env: Record<string, string>) =>
  browserPlaces({ platform, env }).map(({ path }) => path);

describe("places of browsers", () => {
  test("are the search path and then the usual folders on Linux", () => {
    const paths = pathsOf("linux", { PATH: "/a:/b" });
    expect(paths.slice(0, 2)).toEqual(["/a/google-chrome", "/b/google-chrome"]);
    expect(paths).toContain("/b/chromium");
    expect(paths).toContain("/opt/microsoft/msedge/msedge");
  });

  test("are the programs' folders on macOS, the user's own among them", () => {
    const paths = pathsOf("darwin", { HOME: "/Users/me" });
    expect(paths).toContain("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    expect(paths).toContain(
      "/Users/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    );
  });

  test("are the program folders on Windows, however their names are written", () => {
    const paths = pathsOf("win32", {
      ...{ ProgramFiles: "C:\\Program Files", "ProgramFiles(x86)": "C:\\Program Files (x86)" },
      Path: "D:\\tools",
    });
    expect(paths).toContain("C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    expect(paths).toContain("C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");
    expect(paths).toContain("D:\\tools\\msedge.exe");
  });

  test("are never the folder that the command happens to run in", () => {
    expect(pathsOf("linux", { PATH: ":/a::" }).filter((path) => !path.startsWith("/"))).toEqual([]);
    expect(pathsOf("linux", {})).not.toContain("google-chrome");
  });
});

describe("looking for a browser", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-places-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const find = () => findBrowser({ platform: "linux", env: { PATH: folder } });
  const program = (name: string, mode: number) => {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), mode);
  };

  test("takes what can be run, and Chrome before Chromium", () => {
    program("chromium", 0o755);
    expect(find()).toEqual({ name: "Chromium", path: join(folder, "chromium") });
    program("google-chrome", 0o755);
    expect(find()?.name).toBe("Google Chrome");
  });

  test("passes over folders and files that can't be run", () => {
    mkdirSync(join(folder, "google-chrome"));
    program("chromium", 0o644);
    expect(find()?.path.startsWith(folder) ?? false).toBe(false);
  });
});
