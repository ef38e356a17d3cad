import type { Frame, LinkErrorName } from "@dosekit/protocols";
import { encodeLinkError } from "@dosekit/protocols";
import type { LineBehaviour } from "../line/line-behaviour.ts";
import type { ScriptedLine } from "../line/scripted-line.ts";
import type { Kit } from "./kit.ts";
import type { AddStep } from "./step.ts";
import type { Trace } from "./trace.ts";

/** What the kit does at its end of a serial line. */
export class LineParts {
  readonly #add: AddStep;

  constructor(add: AddStep) {
    this.#add = add;
  }

  /** Changes how the kit's end behaves from now on. */
  behaves(text: string, change: Partial<LineBehaviour>): void {
    this.does(text, (line) => line.behave(change));
  }

  /** As a gateway: a new handshake begins. */
  resets(): void {
    this.does("a new handshake begins", (line) => line.reset());
  }

  /** A frame is sent; its number and acknowledgement are those of the contact unless given. */
  sends(text: string, frame: Pick<Frame, "type"> & Partial<Frame>): void {
    this.does(text, (line) => line.send(frame));
  }

  /** An ERR is sent. */
  errs(error: LinkErrorName): void {
    this.sends(`ERR ${error} is sent`, { type: "ERR", payload: encodeLinkError(error) });
  }

  /** The counters are asked for. */
  asksCounters(): void {
    this.sends("the counters are asked for", { type: "COUNT" });
  }

  /** Any bytes are sent. */
  bytes(text: string, bytes: Uint8Array): void {
    this.does(text, (line) => line.sendBytes(bytes));
  }

  /** Anything else is done. */
  does(text: string, act: (line: ScriptedLine, kit: Kit) => void): void {
    this.#drive(text, (kit) => act(kit.line, kit));
  }

  /** Time of the link passes. */
  passes(linkMs: number): void {
    const run = (kit: Kit) => kit.pause(kit.linkClock.realMs(linkMs));
    const text = `${linkMs} ms of the link pass`;
    this.#add({ type: "drive", region: "drive", text, run, linkMs });
  }

  /** Waits until something was observed, at most for a while of the link; decides nothing. */
  until(text: string, linkMs: number, holds: (trace: Trace) => boolean): void {
    this.#drive(text, async (kit) => {
      await kit.waitUntil(() => holds(kit.trace), kit.linkClock.realMs(linkMs));
    });
  }

  #drive(text: string, run: (kit: Kit) => void | Promise<void>): void {
    this.#add({ type: "drive", region: "drive", text, run });
  }
}
