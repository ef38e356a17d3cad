import { EmbeddedBroker } from "@dosekit/simulator";

/** A broker that a test may use, and whether it was brought along. */
export interface BrokerUnderTest {
  readonly name: string;
  readonly start: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

/** The embedded broker, and the one that `DOSEKIT_BROKER_URL` names. */
export function brokersUnderTest(): readonly BrokerUnderTest[] {
  const url = process.env["DOSEKIT_BROKER_URL"];
  const embedded = { name: "the embedded broker", start: () => EmbeddedBroker.start() };
  if (url === undefined) return [embedded];
  const outside = { name: url, start: async () => ({ url, stop: async () => {} }) };
  return [embedded, outside];
}

/** A tenant that no other test run uses, since an outside broker keeps what it is told. */
export function freshTenant(): string {
  return `t${process.pid}-${Math.floor(Math.random() * 1e9)}`;
}
