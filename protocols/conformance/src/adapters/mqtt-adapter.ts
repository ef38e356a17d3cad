import { createServer } from "node:net";
import type { BrokerTls } from "../broker/broker-socket.ts";
import { environmentMistake } from "../files/kit-mistake.ts";
import type { DutTarget } from "../scenario/dut-adapter.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type AdapterAddress, badAddress, checkOptions, hostAndPort } from "./adapter-address.ts";
import { certificatesIn } from "./certificates.ts";
import type { AdapterContext, AdapterKind, KitAdapter } from "./kit-adapter.ts";
import { startRealDut } from "./real-dut.ts";

/** The kit is the broker, and the device or gateway connects to it. */
export const MQTT_ADAPTER: AdapterKind = {
  scheme: "mqtt",
  help: "mqtt:0.0.0.0:1883?announce=10.0.0.2&tenant=t1&device=d1&cert=…&key=…&ca=… · the kit is the broker there",
  make: (address, context) => {
    checkOptions(address, ["announce", "tenant", "device", "cert", "key", "ca"]);
    const { options, rest, text } = address;
    const { host, port } = hostAndPort(rest);
    const [tenant, device] = [options.get("tenant"), options.get("device")];
    if ((tenant === undefined) !== (device === undefined)) {
      throw badAddress(text, "tenant and device, both or neither");
    }
    if (device === undefined && context.fixture === undefined) {
      throw badAddress(text, "tenant= and device=, or a fixture that gives the device a new name");
    }
    const announced = options.get("announce") ?? (host === "0.0.0.0" ? "127.0.0.1" : host);
    const who = device === undefined || tenant === undefined ? undefined : { tenant, device };
    const tls = tlsIn(address);
    const place = { host, port, announced, ...(tls === undefined ? {} : { tls }) };
    return new MqttAdapter(text, place, who, context);
  },
};

class MqttAdapter implements KitAdapter {
  readonly role: KitAdapter["role"];
  readonly atOnce = 1;
  readonly simulationOnly = [];
  readonly handsOf: KitAdapter["handsOf"];
  readonly gone = undefined;
  readonly name: string;
  readonly listen: NonNullable<KitAdapter["listen"]>;
  readonly #who: { readonly tenant: string; readonly device: string } | undefined;
  readonly #context: AdapterContext;
  readonly #saidBefore = new Set<string>();

  constructor(
    name: string,
    listen: NonNullable<KitAdapter["listen"]>,
    who: { readonly tenant: string; readonly device: string } | undefined,
    context: AdapterContext,
  ) {
    this.name = name;
    this.listen = listen;
    this.#who = who;
    this.#context = context;
    this.role = context.role;
    this.handsOf = context.fixture?.by ?? "person";
  }

  refusal({ line }: Scenario): string | undefined {
    return line === undefined ? undefined : "it has a broker, and no serial line";
  }

  /** Says where the device is to connect, after a look whether the port is free. */
  async open(): Promise<void> {
    const { host, port, announced, tls } = this.listen;
    await probe(host, port);
    const names = this.#who
      ? `tenant ${this.#who.tenant}, device ${this.#who.device}`
      : "a tenant and a device name that the fixture gets for each case";
    const [scheme, how] = tls === undefined ? ["mqtt", "no TLS"] : ["mqtts", tlsWords(tls)];
    this.#context.tell(
      `The broker is ${scheme}://${announced}:${port} (MQTT 5, ${how}): ${names}.`,
    );
  }

  placeFor(drawn: DutTarget): DutTarget {
    if (this.#who === undefined) return drawn;
    return { ...drawn, tenant: this.#who.tenant, deviceId: this.#who.device };
  }

  start(target: DutTarget) {
    return startRealDut(target, this.#context.fixture, this.#saidBefore);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** @throws KitMistake when it is to check devices and has no certificate of its own */
function tlsIn(address: AdapterAddress): BrokerTls | undefined {
  const { own, ca } = certificatesIn(address);
  if (own === undefined && ca !== undefined)
    throw badAddress(address.text, "cert= and key=, with ca=");
  return own === undefined ? undefined : { ...own, ...(ca === undefined ? {} : { ca }) };
}

function tlsWords({ ca }: BrokerTls): string {
  return ca === undefined ? "TLS" : "TLS, with a certificate of the device";
}

function probe(host: string, port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", (cause) =>
      reject(
        environmentMistake({
          code: "broker.cannot-listen",
          field: "--dut",
          found: `${host}:${port}: ${cause.message}`,
          allowed: "an address of this machine and a port that is free",
          message: "The kit's broker can't listen there.",
        }),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve()));
  });
}
