import { EmbeddedBroker } from "@dosekit/simulator";
import { hasMosquitto, startMosquitto } from "./mosquitto.ts";

/** A broker that runs until it is stopped. */
export interface StartedBroker {
  readonly url: string;
  stop(): Promise<void>;
}

/** A broker that a test may start. */
export interface BrokerUnderTest {
  readonly name: string;
  readonly start: () => Promise<StartedBroker>;
}

/**
 * The brokers that every test over MQTT runs against: the embedded one, Debian's Mosquitto, and
 * the one that `DOSEKIT_BROKER_URL` names.
 *
 * Mosquitto is left out, with a word, where it is not installed; under `DOSEKIT_REQUIRE_MOSQUITTO`
 * its absence fails the tests.
 */
export function brokersUnderTest(): readonly BrokerUnderTest[] {
  const brokers: BrokerUnderTest[] = [
    { name: "the embedded broker", start: () => EmbeddedBroker.start() },
  ];
  if (hasMosquitto()) brokers.push({ name: "Mosquitto", start: startMosquitto });
  else if (process.env["DOSEKIT_REQUIRE_MOSQUITTO"]) throw new Error("mosquitto is not installed");
  else console.warn("mosquitto is not installed: tests run against the embedded broker alone");
  const url = process.env["DOSEKIT_BROKER_URL"];
  if (url) brokers.push({ name: url, start: async () => ({ url, stop: async () => {} }) });
  return brokers;
}

/** A tenant that no other test run uses, since an outside broker keeps what it is told. */
export function freshTenant(): string {
  return `t${process.pid}-${Math.floor(Math.random() * 1e9)}`;
}
