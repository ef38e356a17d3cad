import {
  EventAcknowledgement as Acknowledgement,
  CONTENT_TYPE,
  Command,
  DeviceEvent,
  DeviceState,
  type EventAcknowledgement,
  encodeMessage,
  instant,
  topicOf,
} from "@dosekit/protocols";
import type { RequirementId } from "../requirements/registry.generated.ts";
import type { Judge } from "./judgement.ts";
import type { Kit } from "./kit.ts";
import type { AddStep } from "./step.ts";
import type { Trace } from "./trace.ts";

const PROBE = "still-there";
/** A device of its own for the probe of a gateway. */
const PROBE_DEVICE = "probe";
const PROBE_EPOCH = 77;

/** What has to hold at the end, whatever happened before. */
export class EpilogueParts {
  readonly #reqs: readonly RequirementId[];
  readonly #add: AddStep;

  constructor(reqs: readonly RequirementId[], add: AddStep) {
    this.#reqs = reqs;
    this.#add = add;
  }

  /** A device still answers: it gets a command whose deadline is over, and refuses it. */
  stillAnswers(): void {
    this.#drive("the host asks whether it is still there", (kit) => {
      kit.say("cmd", Command, {
        commandId: PROBE,
        verb: "acknowledge-alert",
        notAfterMs: instant(1),
        actor: "operator",
        alertId: "0-0",
      });
    });
    this.#check("it still answers", (trace) =>
      trace.replies().some(({ commandId }) => commandId === PROBE),
    );
  }

  /** A gateway still takes records: another device sends one and gets it acknowledged. */
  stillAcknowledges(): void {
    this.#drive("another device sends a record", sendProbe);
    const isOurs = ({ epoch, throughSeq }: EventAcknowledgement) =>
      epoch === PROBE_EPOCH && throughSeq === 1;
    this.#check("it still acknowledges", (trace) =>
      trace
        .said(Acknowledgement)
        .some(
          ({ message, publication }) => isOurs(message) && publication.deviceId === PROBE_DEVICE,
        ),
    );
  }

  #drive(text: string, run: (kit: Kit) => void): void {
    this.#add({ type: "drive", region: "epilogue", text, run });
  }

  #check(text: string, holds: (trace: Trace) => boolean): void {
    const judge: Judge = (trace, { over }) => {
      if (holds(trace)) return { verdict: "pass", seen: text };
      return over ? { verdict: "fail", seen: "no answer", restsOnSilence: true } : undefined;
    };
    this.#add({
      type: "check",
      region: "epilogue",
      text,
      reqs: this.#reqs,
      judge,
      withinMs: ({ connectMs }) => connectMs,
      scope: "all",
      gate: false,
    });
  }
}

function sendProbe(kit: Kit): void {
  const { tenant } = kit.target;
  const properties = { contentType: CONTENT_TYPE };
  const publish = (channel: "state" | "evt", payload: Uint8Array) => {
    const topic = topicOf({ tenant, deviceId: PROBE_DEVICE, channel });
    kit.broker.publish({ topic, payload, qos: 1, retain: channel === "state", properties });
  };
  const place = { epoch: PROBE_EPOCH, bootId: 1 };
  publish(
    "state",
    encodeMessage(DeviceState, { ...place, status: "online", firstSeq: 1, lastSeq: 1 }),
  );
  publish(
    "evt",
    encodeMessage(DeviceEvent, {
      ...place,
      seq: 1,
      kind: "lid.closed",
      uptimeMs: 1_000,
      clock: "unset",
    }),
  );
}
