import {
  DEVICE_LINE_SCENARIOS,
  DEVICE_SCENARIOS,
  type DutAdapter,
  GATEWAY_LINE_SCENARIOS,
  GATEWAY_SCENARIOS,
  type RequirementId,
  type Scenario,
} from "@dosekit/conformance";
import { ownDevice } from "./own-device.ts";
import { ownGateway } from "./own-gateway.ts";
import { ownSerialDevice } from "./own-serial-device.ts";
import { ownSerialGateway } from "./own-serial-gateway.ts";
import { WRONG_DEVICES } from "./wrong-devices.ts";
import { WRONG_GATEWAYS } from "./wrong-gateways.ts";
import { WRONG_SERIAL_DEVICES } from "./wrong-serial-devices.ts";
import { WRONG_SERIAL_GATEWAYS } from "./wrong-serial-gateways.ts";

/** Our own device or gateway with one thing wrong, under a name that stays. */
export interface WrongPeer {
  /** `wrong:knows-no-deadline`, and so on. */
  readonly id: string;
  readonly name: string;
  /** The requirement that it breaks, by which it has to be caught. */
  readonly breaks: RequirementId;
  readonly adapter: DutAdapter;
}

/** Wrong peers of one kind, the right one, and the cases that judge that kind. */
export interface WrongKind {
  /** The one that they all are but for one thing. */
  readonly right: DutAdapter;
  readonly peers: readonly WrongPeer[];
  readonly cases: readonly Scenario[];
}

interface Named {
  readonly name: string;
  readonly breaks: RequirementId;
}

/** Makes the stable id of a wrong peer out of its kind and name. */
function wrongIdOf(kind: string, name: string): string {
  const words = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return `wrong:${kind}/${words}`;
}

function peersOf<T extends Named>(
  kind: string,
  all: readonly T[],
  adapterOf: (one: T) => DutAdapter,
): readonly WrongPeer[] {
  return all.map((one) => {
    const { name, breaks } = one;
    return { id: wrongIdOf(kind, name), name, breaks, adapter: adapterOf(one) };
  });
}

/** Every wrong device and gateway, by kind. */
export const WRONG_KINDS = {
  device: {
    right: ownDevice(),
    peers: peersOf("device", WRONG_DEVICES, ({ patch }) => ownDevice(patch)),
    cases: DEVICE_SCENARIOS,
  },
  "serial-device": {
    right: ownSerialDevice(),
    peers: peersOf("serial-device", WRONG_SERIAL_DEVICES, ({ patch }) => ownSerialDevice(patch)),
    cases: DEVICE_LINE_SCENARIOS,
  },
  gateway: {
    right: ownGateway(),
    peers: peersOf("gateway", WRONG_GATEWAYS, ({ adapter }) => adapter),
    cases: GATEWAY_SCENARIOS,
  },
  "serial-gateway": {
    right: ownSerialGateway(),
    peers: peersOf("serial-gateway", WRONG_SERIAL_GATEWAYS, ({ patch }) => ownSerialGateway(patch)),
    cases: GATEWAY_LINE_SCENARIOS,
  },
} as const satisfies Readonly<Record<string, WrongKind>>;
/** See {@link WRONG_KINDS}. */
export type WrongKindName = keyof typeof WRONG_KINDS;
