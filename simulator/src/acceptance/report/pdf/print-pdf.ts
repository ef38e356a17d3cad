import { closeSync, mkdtempSync, openSync, readSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { BothTexts } from "../../criterion.ts";
import { type BrowserMachine, type FoundBrowser, findBrowser } from "./browser-places.ts";
import { runBrowser } from "./run-browser.ts";

/** What became of printing: by which browser, or how a person prints the page. */
export type PrintResult =
  | { readonly printed: true; readonly by: string }
  | { readonly printed: false; readonly how: BothTexts };

/** How to print; everything has a default. */
export interface PrintOptions {
  readonly machine?: BrowserMachine;
  /** Longest time that the browser is given; default two minutes. */
  readonly deadlineMs?: number;
  /** Ends the printing early. */
  readonly signal?: AbortSignal;
}

const DEADLINE_MS = 120_000;

/** Ways that printing fails, each with what a person does instead. */
const HOW = {
  none: {
    nb: "Fant verken Chrome, Edge eller Chromium.",
    en: "Neither Chrome, Edge nor Chromium was found.",
  },
  failed: {
    nb: "Nettleseren klarte ikke å lage PDF-filen.",
    en: "The browser could not make the PDF file.",
  },
  late: {
    nb: "Nettleseren ble ikke ferdig i tide og er stanset.",
    en: "The browser was not done in time and was stopped.",
  },
  place: {
    nb: "PDF-filen kunne ikke skrives der.",
    en: "The PDF file could not be written there.",
  },
} as const satisfies Readonly<Record<string, BothTexts>>;

/**
 * Prints a page from a file into a PDF file, by a browser that is installed; nothing is fetched and
 * nothing is installed. The target appears only whole, and is left as it was when printing fails.
 *
 * Never rejects: the run that the page tells of has succeeded whether it is printed or not.
 */
export async function printPdf(
  htmlPath: string,
  pdfPath: string,
  options: PrintOptions = {},
): Promise<PrintResult> {
  const machine = options.machine ?? { platform: process.platform, env: process.env };
  const browser = findBrowser(machine);
  if (browser === undefined) return byHand(HOW.none, htmlPath);
  // A profile of its own: a browser that is open already would else take the page over.
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "dosekit-print-"));
    const how = await printInto({ browser, folder, htmlPath, pdfPath }, options);
    return how === undefined ? { printed: true, by: browser.name } : byHand(how, htmlPath);
  } catch {
    return byHand(HOW.place, htmlPath);
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Printing {
  readonly browser: FoundBrowser;
  readonly folder: string;
  readonly htmlPath: string;
  readonly pdfPath: string;
}

/** Prints beside the target and puts the file in its place; says what went wrong, if anything. */
async function printInto(
  { browser, folder, htmlPath, pdfPath }: Printing,
  { deadlineMs = DEADLINE_MS, signal }: PrintOptions,
): Promise<BothTexts | undefined> {
  const target = resolve(pdfPath);
  const beside = `${target}.new`;
  const deadline = AbortSignal.timeout(deadlineMs);
  const ends = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  try {
    const page = pathToFileURL(resolve(htmlPath)).href;
    const exitCode = await runBrowser(browser.path, printArguments(page, beside, folder), ends);
    if (ends.aborted) return HOW.late;
    if (exitCode !== 0 || !isPdf(beside)) return HOW.failed;
    renameSync(beside, target);
    return undefined;
  } finally {
    rmSync(beside, { force: true });
  }
}

function printArguments(page: string, target: string, profile: string): readonly string[] {
  return [
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    // The browser's sandbox does not work for root, which containers run as; the page is our own.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--user-data-dir=${profile}`,
    `--print-to-pdf=${target}`,
    page,
  ];
}

function isPdf(path: string): boolean {
  try {
    const file = openSync(path, "r");
    try {
      const head = Buffer.alloc(5);
      readSync(file, head, 0, head.length, 0);
      return head.toString("latin1") === "%PDF-";
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

function byHand(why: BothTexts, htmlPath: string): PrintResult {
  return {
    printed: false,
    how: {
      nb: `${why.nb} Åpne ${htmlPath} i en nettleser, velg Skriv ut og «Lagre som PDF».`,
      en: `${why.en} Open ${htmlPath} in a browser, choose Print and “Save as PDF”.`,
    },
  };
}
