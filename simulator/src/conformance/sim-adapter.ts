import {
  type AdapterContext,
  type AdapterKind,
  badAddress,
  checkOptions,
  type DutAdapter,
  type DutTarget,
  type KitAdapter,
  NEAR_PARAMS,
  type Scenario,
} from "@dosekit/conformance";
import { PROFILES, profileOf } from "@dosekit/firmware-model";
import { simDevice } from "./sim-device.ts";
import { SIM_PRODUCT } from "./sim-device-patch.ts";
import { simGateway } from "./sim-gateway.ts";
import { simSerialDevice } from "./sim-serial-device.ts";
import { simSerialGateway } from "./sim-serial-gateway.ts";
import { SIM_GATEWAY_ICS, simDeviceIcs } from "./sim-statements.ts";

const GATEWAY = "gateway";
const DEVICES = PROFILES.map(({ product }) => `sim:${product}`).join(", ");
/** Devices of this process that are under test at once. */
const AT_ONCE = 12;

/** The project's own products in this process, new for each case, on time that leaps. */
export const SIM_ADAPTER: AdapterKind = {
  scheme: "sim",
  help: `sim:PRODUCT or sim:${GATEWAY} · our own products in this process, on virtual time`,
  ics: ({ rest }) => (rest === GATEWAY ? SIM_GATEWAY_ICS : simDeviceIcs(rest || SIM_PRODUCT)),
  make: (address, { role }) => {
    checkOptions(address, []);
    const { rest, text } = address;
    const isKnown = rest === "" || rest === GATEWAY || profileOf(rest) !== undefined;
    if (!isKnown) throw badAddress(text, `${DEVICES}, sim:${GATEWAY}`);
    if ((rest === GATEWAY) !== (role === "gateway")) {
      throw badAddress(text, role === "gateway" ? `sim:${GATEWAY}` : DEVICES);
    }
    return new SimAdapter(text, role, rest || SIM_PRODUCT);
  },
};

class SimAdapter implements KitAdapter {
  readonly name: string;
  readonly role: AdapterContext["role"];
  readonly atOnce = AT_ONCE;
  readonly simulationOnly = [
    "a simulated product",
    `links whose waits pass ${NEAR_PARAMS.linkSpeed} times as fast`,
  ];
  readonly handsOf = "product";
  readonly params = NEAR_PARAMS;
  readonly gone = undefined;
  readonly #overMqtt: DutAdapter;
  readonly #onLines: DutAdapter;

  constructor(name: string, role: AdapterContext["role"], product: string) {
    this.name = name;
    this.role = role;
    this.#overMqtt = role === "device" ? simDevice({ product }) : simGateway();
    this.#onLines = role === "device" ? simSerialDevice(undefined, product) : simSerialGateway();
  }

  refusal(_one: Scenario): undefined {
    return undefined;
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  start(target: DutTarget) {
    return (target.line === undefined ? this.#overMqtt : this.#onLines).start(target);
  }

  openLine(target: DutTarget) {
    const port = this.#onLines.openLine?.(target);
    if (port === undefined) throw new Error("a simulated product has a line");
    return port;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
