import {
  type Channel,
  Command,
  DesiredConfig,
  EventAcknowledgement,
  EventRequest,
  type Fields,
  type InferFields,
  type Instant,
  KeyChange,
  type MessageDefinition,
  ReportRequest,
  RunClock,
} from "@dosekit/protocols";
import { type BrokerBehaviour, REASON } from "../broker/behaviour.ts";
import type { ScriptedBroker } from "../broker/scripted-broker.ts";
import type { Tolerance } from "./check-parts.ts";
import type { DutAction } from "./dut-adapter.ts";
import { type Kit, NotOffered } from "./kit.ts";
import { LineParts } from "./line-parts.ts";
import { settle } from "./settle.ts";
import type { AddStep } from "./step.ts";
import type { Trace } from "./trace.ts";

/** A value, or how it follows from what was observed so far. */
export type Bound<T> = (trace: Trace, kit: Kit) => T;

/** What the kit does to the one under test. */
export class DriveParts {
  readonly #add: AddStep;
  readonly host: HostParts;
  readonly device: PlayedDeviceParts;
  readonly broker: BrokerParts;
  readonly line: LineParts;

  constructor(add: AddStep) {
    this.#add = add;
    this.host = new HostParts(add);
    this.device = new PlayedDeviceParts(add);
    this.broker = new BrokerParts(add);
    this.line = new LineParts(add);
  }

  /** The fixture does something to it. */
  dut(action: DutAction, value?: (kit: Kit) => unknown): void {
    const run = (kit: Kit) => kit.act(action, value?.(kit));
    this.#add({ ...drive(`the fixture: ${action}`, run), isPassive: true });
  }

  /** The fixture does something to it several times. */
  dutTimes(action: DutAction, times: Bound<number>): void {
    this.#add(
      drive(`the fixture: ${action}, several times`, async (kit) => {
        const count = times(kit.trace, kit);
        for (let done = 0; done < count; done += 1) await kit.act(action);
      }),
    );
  }

  /** Time passes. */
  pause(tolerance: Tolerance): void {
    this.#add(drive(`wait ${tolerance}`, (kit) => kit.pause(kit.params[tolerance])));
  }

  /** Anything else is done; a rejection with `NotOffered` leaves the rest undecided. */
  does(text: string, act: (kit: Kit) => void | Promise<void>): void {
    this.#add(drive(text, act));
  }

  /** From here on counts what the next checks look at. */
  fromHere(): void {
    this.#add({
      type: "drive",
      region: "drive",
      text: "from here on",
      begins: true,
      isPassive: true,
      run: () => {},
    });
  }

  /** Waits until something was observed, or until time is over; decides nothing. */
  until(text: string, holds: (trace: Trace) => boolean, tolerance: Tolerance): void {
    this.#add(
      drive(text, async (kit) => {
        await kit.waitUntil(() => holds(kit.trace), kit.params[tolerance]);
      }),
    );
  }
}

/** What the kit says as the host of a device under test. */
export class HostParts {
  readonly #add: AddStep;

  constructor(add: AddStep) {
    this.#add = add;
  }

  /** Acknowledges records. */
  acknowledge(text: string, value: Bound<EventAcknowledgement>): void {
    this.#say(text, "ack", EventAcknowledgement, value);
  }

  /** Acknowledges everything that came. */
  acknowledgeAll(): void {
    this.#add(
      drive("the host acknowledges all that came", (kit) => {
        const throughSeq = kit.trace.receivedSeq();
        kit.say("ack", EventAcknowledgement, { epoch: Math.max(1, kit.trace.epoch()), throughSeq });
        kit.note("acknowledged", throughSeq);
      }),
    );
  }

  /** Acknowledges all that comes, until nothing new comes for a while. */
  acknowledgeUntilAtRest(): void {
    const step = drive("the host acknowledges until the device is at rest", settle);
    this.#add({ ...step, isPassive: true });
  }

  /** Asks for records. */
  request(text: string, value: Bound<EventRequest>): void {
    this.#say(text, "ack", EventRequest, value);
  }

  /** Gives a command. */
  command(text: string, value: Bound<Command>): void {
    this.#say(text, "cmd", Command, value);
  }

  /** Says what the device is to follow. */
  config(text: string, value: Bound<DesiredConfig>): void {
    this.#say(text, "cfg/desired", DesiredConfig, value);
  }

  /** Publishes any bytes on a channel of the device. */
  bytes(text: string, channel: Channel, value: Bound<Uint8Array>): void {
    this.#add(drive(text, (kit) => kit.sayBytes(channel, value(kit.trace, kit))));
  }

  /** Has a key of the device put into use or out of it. */
  keyChange(text: string, value: Bound<KeyChange>): void {
    this.#say(text, "cmd", KeyChange, value);
  }

  /** Seals under another key from now on. */
  usesKey(keyId: number): void {
    this.#add(drive(`the host seals under key ${keyId}`, (kit) => kit.useKey(keyId)));
  }

  /** Asks for a report. */
  report(text: string, value: Bound<ReportRequest>): void {
    this.#say(text, "cmd", ReportRequest, value);
  }

  /** Lets a test clock run, and acknowledges what it brought; one that does not run ends it all. */
  runsClock(text: string, until: Bound<Instant>): void {
    this.#add(drive(text, (kit) => runClock(kit, until(kit.trace, kit))));
  }

  #say<F extends Fields>(
    text: string,
    channel: Channel,
    definition: MessageDefinition<F>,
    value: Bound<InferFields<F>>,
  ): void {
    this.#add(drive(text, (kit) => kit.say(channel, definition, value(kit.trace, kit))));
  }
}

/** What the kit says as a device of a gateway under test. */
export class PlayedDeviceParts {
  readonly #add: AddStep;

  constructor(add: AddStep) {
    this.#add = add;
  }

  /** Publishes a message as the device. */
  says<F extends Fields>(
    text: string,
    channel: Channel,
    definition: MessageDefinition<F>,
    value: Bound<InferFields<F>>,
  ): void {
    this.#add(drive(text, (kit) => kit.say(channel, definition, value(kit.trace, kit))));
  }

  /** Publishes any bytes as the device. */
  bytes(text: string, channel: Channel, value: Bound<Uint8Array>): void {
    this.#add(drive(text, (kit) => kit.sayBytes(channel, value(kit.trace, kit))));
  }
}

/** What the broker does to the one under test. */
export class BrokerParts {
  readonly #add: AddStep;

  constructor(add: AddStep) {
    this.#add = add;
  }

  /** Changes how the broker behaves from now on. */
  behaves(text: string, change: Partial<BrokerBehaviour>): void {
    this.#do(`the broker ${text}`, (broker) => broker.behave(change));
  }

  /** Says how the broker behaves on the connections to come, one each. */
  scripts(text: string, ...scripts: readonly Partial<BrokerBehaviour>[]): void {
    this.#do(`the broker, next: ${text}`, (broker) => broker.script(...scripts));
  }

  /** Ends the connection with a reason. */
  disconnects(reason: keyof typeof REASON): void {
    this.#do(`the broker disconnects: ${reason}`, (broker) =>
      broker.current?.disconnect(REASON[reason]),
    );
  }

  /** Resets the connection. */
  cuts(): void {
    this.#do("the network is cut", (broker) => broker.current?.cut());
  }

  /** Leaves the connection half open for a while, then resets it. */
  freezes(tolerance: Tolerance): void {
    this.#add(
      drive(`the connection is half open for ${tolerance}, then reset`, async (kit) => {
        const connection = kit.broker.current;
        connection?.freeze();
        await kit.pause(kit.params[tolerance]);
        connection?.cut();
      }),
    );
  }

  /** Does anything else. */
  does(text: string, act: (kit: Kit) => void): void {
    this.#add(drive(`the broker ${text}`, act));
  }

  /** Sends bytes that the one under test has to survive. */
  sends(text: string, bytes: Uint8Array): void {
    this.#do(`the broker sends ${text}`, (broker) => broker.current?.sendBytes(bytes));
  }

  /** Sends the acknowledgements that it withheld. */
  releases(): void {
    this.#do("the broker sends what it withheld", (broker) =>
      broker.current?.releaseAcknowledgements(),
    );
  }

  /** Forgets the sessions of peers that are away. */
  forgetsSessions(): void {
    this.#do("the broker forgets its sessions", (broker) => broker.forgetSessions());
  }

  /** Lets the time of last wills and sessions pass. */
  passes(ms: number): void {
    this.#do(`${ms} ms of the broker's time pass`, (broker) => broker.advance(ms));
  }

  #do(text: string, act: (broker: ScriptedBroker) => unknown): void {
    this.#add(
      drive(text, (kit) => {
        act(kit.broker);
      }),
    );
  }
}

async function runClock(kit: Kit, untilMs: Instant): Promise<void> {
  const commandId = `run-${untilMs}`;
  const answer = () => kit.trace.replies().find((reply) => reply.commandId === commandId);
  kit.say("cmd", RunClock, { commandId, untilMs });
  // A device may need a while for hours of its time; half of the scenario's time is left for the rest.
  await kit.waitUntil(() => answer() !== undefined, kit.params.scenarioMs / 2);
  const { result, refusal } = answer() ?? {};
  if (result !== "done") throw new NotOffered(`its clock did not run: ${refusal ?? "no answer"}`);
  const [epoch, throughSeq] = [kit.trace.epoch(), kit.trace.receivedSeq()];
  if (epoch > 0) kit.say("ack", EventAcknowledgement, { epoch, throughSeq });
}

function drive(text: string, run: (kit: Kit) => void | Promise<void>) {
  return { type: "drive", region: "drive", text, run } as const;
}
