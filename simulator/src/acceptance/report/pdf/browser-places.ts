import { accessSync, constants, statSync } from "node:fs";
import { posix, win32 } from "node:path";

/** What a machine says of itself, as far as browsers are looked for. */
export interface BrowserMachine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A browser that can print, by its path. */
export interface FoundBrowser {
  readonly name: string;
  readonly path: string;
}

/** Names of programs on the search path, in the order in which they are tried. */
const PROGRAMS: readonly (readonly [program: string, name: string])[] = [
  ["google-chrome", "Google Chrome"],
  ["google-chrome-stable", "Google Chrome"],
  ["chrome", "Google Chrome"],
  ["microsoft-edge", "Microsoft Edge"],
  ["microsoft-edge-stable", "Microsoft Edge"],
  ["msedge", "Microsoft Edge"],
  ["chromium", "Chromium"],
  ["chromium-browser", "Chromium"],
];

const MAC_APPS = ["Google Chrome", "Microsoft Edge", "Chromium"];

const WINDOWS_APPS: readonly (readonly [path: string, name: string])[] = [
  ["Google\\Chrome\\Application\\chrome.exe", "Google Chrome"],
  ["Microsoft\\Edge\\Application\\msedge.exe", "Microsoft Edge"],
  ["Chromium\\Application\\chrome.exe", "Chromium"],
];

/** Lists where Chrome, Edge or Chromium may be on a machine, the likeliest first. */
export function browserPlaces({ platform, env }: BrowserMachine): readonly FoundBrowser[] {
  if (platform === "win32") return [...windowsPlaces(env), ...onSearchPath(env, ";", ".exe")];
  const known = platform === "darwin" ? macPlaces(env) : LINUX_PLACES;
  return [...onSearchPath(env, ":", ""), ...known];
}

/** Finds a browser that this machine can run; `undefined` without one. */
export function findBrowser(machine: BrowserMachine): FoundBrowser | undefined {
  return browserPlaces(machine).find(({ path }) => isProgram(path));
}

const LINUX_PLACES: readonly FoundBrowser[] = [
  { name: "Google Chrome", path: "/opt/google/chrome/chrome" },
  { name: "Microsoft Edge", path: "/opt/microsoft/msedge/msedge" },
  { name: "Chromium", path: "/snap/bin/chromium" },
];

function macPlaces(env: BrowserMachine["env"]): readonly FoundBrowser[] {
  const folders = ["/Applications", ...(env["HOME"] ? [`${env["HOME"]}/Applications`] : [])];
  return folders.flatMap((folder) =>
    MAC_APPS.map((name) => ({ name, path: `${folder}/${name}.app/Contents/MacOS/${name}` })),
  );
}

function windowsPlaces(env: BrowserMachine["env"]): readonly FoundBrowser[] {
  const names = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"];
  const upper = new Map(Object.entries(env).map(([key, value]) => [key.toUpperCase(), value]));
  const folders = names.flatMap((name) => upper.get(name) ?? []);
  return folders.flatMap((folder) =>
    WINDOWS_APPS.map(([path, name]) => ({ name, path: win32.join(folder, path) })),
  );
}

function onSearchPath(
  env: BrowserMachine["env"],
  delimiter: string,
  ending: string,
): readonly FoundBrowser[] {
  const { join } = delimiter === ";" ? win32 : posix;
  const searched = env["PATH"] ?? env["Path"] ?? "";
  // A folder without a name would be the one that the command happens to run in.
  const folders = searched.split(delimiter).filter((folder) => folder !== "");
  return PROGRAMS.flatMap(([program, name]) =>
    folders.map((folder) => ({ name, path: join(folder, `${program}${ending}`) })),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
