import {
  DeviceLink,
  type DropAddress,
  DropLine,
  type DropLineEffect,
  GatewayLink,
  type LinkCounters,
  type LinkEffect,
  type LinkMessage,
  PolledDeviceLink,
} from "@dosekit/protocols";

/** An end of a line under attack. */
export interface AttackedEnd {
  readonly counters: Readonly<LinkCounters>;
  readonly deadlineMs: number | undefined;
  start(nowMs: number): readonly LinkEffect[];
  receive(bytes: Uint8Array, nowMs: number): readonly LinkEffect[];
  tick(nowMs: number): readonly LinkEffect[];
  send(message: LinkMessage, nowMs: number): readonly LinkEffect[];
}

/** An end, and who attacks it. */
export interface AttackedKind {
  readonly name: string;
  readonly make: () => AttackedEnd;
  /** Whether the end under attack is a gateway's. */
  readonly isGateway: boolean;
  /** How the attacker's frames are addressed. */
  readonly drop?: DropAddress;
  /** The address at which the end passes over what is for others. */
  readonly address?: number;
}

const ADDRESS = 5;
const SETTINGS = { payloadMax: 1_024, window: 4 } as const;

/** Both ends of both kinds of line. */
export const ATTACKED: readonly AttackedKind[] = [
  {
    name: "device link",
    make: () => new DeviceLink({ ...SETTINGS, bootId: 3, name: "dev-5" }),
    isGateway: false,
  },
  {
    name: "gateway link",
    make: () => new GatewayLink({ ...SETTINGS, bootId: 4, name: "" }),
    isGateway: true,
  },
  {
    name: "polled device link",
    make: () => new PolledDeviceLink({ ...SETTINGS, bootId: 5, name: "dev-5" }, ADDRESS),
    isGateway: false,
    drop: { address: ADDRESS, from: "gateway" },
    address: ADDRESS,
  },
  {
    name: "drop line",
    make: () => new OneDrop(),
    isGateway: true,
    drop: { address: ADDRESS, from: "device" },
  },
];

/** A gateway's shared line with one device, seen like a line with two ends. */
class OneDrop implements AttackedEnd {
  readonly #line = new DropLine({ ...SETTINGS, bootId: 6, name: "", addresses: [ADDRESS] });

  get counters(): Readonly<LinkCounters> {
    return this.#line.counters;
  }

  get deadlineMs(): number | undefined {
    return this.#line.deadlineMs;
  }

  start(nowMs: number): readonly LinkEffect[] {
    return flat(this.#line.start(nowMs));
  }

  receive(bytes: Uint8Array, nowMs: number): readonly LinkEffect[] {
    return flat(this.#line.receive(bytes, nowMs));
  }

  tick(nowMs: number): readonly LinkEffect[] {
    return flat(this.#line.tick(nowMs));
  }

  send(message: LinkMessage, nowMs: number): readonly LinkEffect[] {
    return flat(this.#line.send(ADDRESS, message, nowMs));
  }
}

function flat(effects: readonly DropLineEffect[]): readonly LinkEffect[] {
  return effects.flatMap((effect): readonly LinkEffect[] => {
    if (effect.type === "write") return [effect];
    return effect.address === ADDRESS ? [effect.effect] : [];
  });
}
