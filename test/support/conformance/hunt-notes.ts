import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import type { Scenario } from "@dosekit/conformance";
import { REPOSITORY_ROOT } from "../committed-text.ts";
import type { Kill } from "./kills.ts";
import type { WrongKindName, WrongPeer } from "./wrong-peers.ts";

interface Note {
  /** Digest of the cases that the wrong peer stood up to. */
  readonly cases: string;
  readonly kill: Kill;
}

/**
 * What a hunt has found so far, in a file that grows as each wrong peer ends: a hunt that was cut loses
 * none of them.
 */
export class HuntNotes {
  readonly #path: URL;
  readonly #notes: readonly Note[];

  /** @param resumes whether what an earlier hunt wrote still holds; else it begins anew */
  constructor(kind: WrongKindName, resumes: boolean) {
    const folder = new URL(".dosekit/kills/", REPOSITORY_ROOT);
    mkdirSync(folder, { recursive: true });
    this.#path = new URL(`${kind}.jsonl`, folder);
    if (!resumes) rmSync(this.#path, { force: true });
    const text = existsSync(this.#path) ? readFileSync(this.#path, "utf8") : "";
    // Behind the last line break stands what was being written when the hunt was cut.
    const lines = text.split("\n").slice(0, -1);
    this.#notes = lines.map((line) => JSON.parse(line) as Note);
  }

  /** What came of a wrong peer against these very cases before. */
  of({ id, breaks }: WrongPeer, cases: readonly Scenario[]): Kill | undefined {
    const digest = digestOf(cases);
    return this.#notes.find(({ kill, cases: stoodUpTo }) => {
      return stoodUpTo === digest && kill.id === id && kill.breaks === breaks;
    })?.kill;
  }

  /** Writes down what came of one. */
  add(kill: Kill, cases: readonly Scenario[]): void {
    appendFileSync(this.#path, `${JSON.stringify({ cases: digestOf(cases), kill })}\n`);
  }
}

function digestOf(cases: readonly Scenario[]): string {
  const text = cases.map(({ id, reqs }) => `${id} ${reqs.join()}`).sort();
  return createHash("sha256").update(text.join("\n")).digest("hex");
}
