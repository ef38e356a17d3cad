import { randomInt } from "node:crypto";
import { Command, DeviceState, instant } from "@dosekit/protocols";
import type { DutTarget } from "./dut-adapter.ts";
import { type Judge, oneOf } from "./judgement.ts";
import type { Kit } from "./kit.ts";
import type { ScenarioParams } from "./params.ts";
import { frame, message, SUBSCRIBES } from "./pattern.ts";
import { settle } from "./settle.ts";
import type { AddStep } from "./step.ts";

/** Brings the device or gateway under test to where a scenario begins. */
export class PrologueParts {
  readonly #add: AddStep;

  constructor(add: AddStep) {
    this.#add = add;
  }

  /** It is started; nothing is waited for. */
  started(clock: DutTarget["clock"] = "set"): void {
    const run = (kit: Kit) => kit.start(clock);
    this.#add({ type: "drive", region: "prologue", text: "start", isPassive: true, run });
  }

  /**
   * What follows is true only of a device that is as it left the factory, or that was just started:
   * one that goes on from a case before is not judged by it.
   */
  fresh(state: "new" | "started"): void {
    const text = state === "new" ? "it is as it left the factory" : "it was started just now";
    const run = (kit: Kit) => kit.needsFresh(state);
    this.#add({ type: "drive", region: "prologue", text, isPassive: true, run });
  }

  /** A device is connected, subscribed and has said that it is there. */
  connected(clock: DutTarget["clock"] = "set"): void {
    this.started(clock);
    const birth = message(DeviceState, "it says online", ({ status }) => status === "online");
    this.#gate(birth.text, oneOf([birth]), ({ connectMs }) => connectMs);
    this.#gate("it subscribes", oneOf([SUBSCRIBES]), ({ connectMs }) => connectMs);
  }

  /** A device is connected, at rest, and the host has everything that it wrote so far. */
  settled(clock: DutTarget["clock"] = "set"): void {
    this.connected(clock);
    this.#rests();
  }

  /** A gateway has come into contact with the device that the kit plays on a serial line. */
  metOnLine(): void {
    this.started();
    const confirms = frame("it confirms the handshake", ({ type }) => type === "RSTACK");
    this.#gate(confirms.text, oneOf([confirms]), ({ connectMs }) => connectMs);
  }

  /** A device is in contact over a serial line and has said that it is there. */
  inContact(): void {
    this.started();
    const birth = message(DeviceState, "it says online", ({ status }) => status === "online");
    this.#gate(birth.text, oneOf([birth]), ({ connectMs }) => connectMs);
  }

  /** A device is in contact over a serial line, at rest, and the host has all of its records. */
  settledOnLine(): void {
    this.inContact();
    this.#drive("its first record comes", async (kit) => {
      await kit.waitUntil(() => kit.trace.records().length > 0, kit.params.reactionMs);
    });
    this.#drive("the host acknowledges until the device is at rest", restAt);
    this.#add({
      type: "drive",
      region: "prologue",
      text: "from here on",
      begins: true,
      run: () => {},
    });
  }

  /** A device is settled and knows the time, so that it can judge deadlines. */
  timed(): void {
    this.settled();
    this.#drive("the host sets the clock", setClock);
    this.#rests();
  }

  /** A gateway is connected and listens. */
  listening(): void {
    this.started();
    this.#gate("it subscribes", oneOf([SUBSCRIBES]), ({ connectMs }) => connectMs);
    const run = (kit: Kit) => kit.pause(kit.params.quietMs);
    const text = "its subscriptions settle";
    this.#add({ type: "drive", region: "prologue", text, isPassive: true, run });
  }

  #rests(): void {
    const text = "the host acknowledges until the device is at rest";
    this.#add({ type: "drive", region: "prologue", text, run: restAt, isPassive: true });
  }

  #drive(text: string, run: (kit: Kit) => void | Promise<void>): void {
    this.#add({ type: "drive", region: "prologue", text, run });
  }

  #gate(text: string, judge: Judge, withinMs: (params: ScenarioParams) => number): void {
    const gate = { type: "check", region: "prologue", scope: "all", gate: true, reqs: [] } as const;
    this.#add({ ...gate, text, judge, withinMs });
  }
}

async function setClock(kit: Kit): Promise<void> {
  const civilMs = instant(kit.nowMs());
  const notAfterMs = kit.laterMs();
  // A name of its own: the device may know that of a case before.
  const commandId = `set-the-clock-${randomInt(1e9)}`;
  kit.say("cmd", Command, { commandId, verb: "sync-time", notAfterMs, civilMs, actor: "gateway" });
  const isAnswered = () => kit.trace.replies().some((reply) => reply.commandId === commandId);
  await kit.waitUntil(isAnswered, kit.params.reactionMs);
}

/** Notes how far the host has come, so that later steps tell new records from old ones. */
async function restAt(kit: Kit): Promise<void> {
  await settle(kit);
  kit.note("at-rest", kit.trace.receivedSeq());
}
