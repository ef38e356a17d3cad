import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";

/** Names under which Debian and others install Chromium. */
const PROGRAMS = ["chromium", "chromium-headless-shell", "chromium-browser", "google-chrome"];

/** A page that a browser opened from a file, and what it did beside showing it. */
export interface OpenedPage {
  readonly page: Page;
  /** What the console warned of or called an error, and what scripts threw. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for, the page's own left out. */
  readonly requests: readonly string[];
}

/** Says where the browser is, if one is on this machine. */
function browserPath(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isProgram);
}

/**
 * True when a real browser can open pages here; says on stderr what is left out otherwise.
 *
 * @param what what is left out without a browser
 * @throws Error when DOSEKIT_REQUIRE_CHROMIUM asks for one and none is found
 */
export function hasBrowser(what: string): boolean {
  if (browserPath() !== undefined) return true;
  const reason = `none of ${PROGRAMS.join(", ")} is on the PATH`;
  if (process.env["DOSEKIT_REQUIRE_CHROMIUM"] === "1") throw new Error(reason);
  process.stderr.write(`left out: ${what}; ${reason}\n`);
  return false;
}

/** A real browser without a window and without a network, for pages that lie in files. */
export class TestBrowser {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** Starts the browser of this machine; nothing is ever downloaded. */
  static async start(): Promise<TestBrowser> {
    const executablePath = browserPath();
    if (executablePath === undefined) throw new Error("there is no browser");
    // Chromium has no sandbox for root, which is who CI runs as; it opens our own pages only.
    return new TestBrowser(await chromium.launch({ executablePath, chromiumSandbox: false }));
  }

  /** Opens a file, offline, in a window of this size in CSS pixels. */
  async open(path: string, { width = 1280, height = 900 } = {}): Promise<OpenedPage> {
    const context = await this.#browser.newContext({
      viewport: { width, height },
      offline: true,
    });
    const page = await context.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    const address = pathToFileURL(path).href;
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address) requests.push(request.url());
    });
    await page.goto(address, { waitUntil: "load" });
    return { page, complaints, requests };
  }

  /** Ends the browser and every page of it. */
  async stop(): Promise<void> {
    await this.#browser.close();
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
