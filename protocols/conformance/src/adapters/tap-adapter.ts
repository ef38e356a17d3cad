import type { WireLog } from "../broker/wire-log.ts";
import type { DutTarget } from "../scenario/dut-adapter.ts";
import { isPassive, type Scenario } from "../scenario/scenario.ts";
import { type AdapterAddress, badAddress, checkOptions, hostAndPort } from "./adapter-address.ts";
import { certificatesIn } from "./certificates.ts";
import type { AdapterContext, AdapterKind, KitAdapter } from "./kit-adapter.ts";
import { MqttTap, type TapPlaces } from "./mqtt-tap.ts";
import { startRealDut } from "./real-dut.ts";

const OPTIONS = ["broker", "tenant", "device", "cert", "key", "ca"];

/** A proxy in front of the customer's own broker: the kit listens, and says nothing itself. */
export const TAP_ADAPTER: AdapterKind = {
  scheme: "mqtt-tap",
  help: "mqtt-tap:0.0.0.0:1884?broker=mqtts://host:8883&tenant=t1&device=d1&cert=…&key=…&ca=…",
  make: (address, context) => {
    checkOptions(address, OPTIONS);
    const { options, rest, text } = address;
    const [tenant, device] = [options.get("tenant"), options.get("device")];
    if (tenant === undefined || device === undefined) throw badAddress(text, "tenant= and device=");
    const places = { listen: hostAndPort(rest), broker: brokerIn(address) };
    const tap = new MqttTap(places, certificatesIn(address));
    return new TapAdapter(text, { tap, tenant, device }, context);
  },
};

class TapAdapter implements KitAdapter {
  readonly name: string;
  readonly role: KitAdapter["role"];
  readonly atOnce = 1;
  readonly simulationOnly = [];
  readonly handsOf: KitAdapter["handsOf"];
  readonly #who: { readonly tap: MqttTap; readonly tenant: string; readonly device: string };
  readonly #context: AdapterContext;
  readonly #saidBefore = new Set<string>();

  constructor(
    name: string,
    who: { readonly tap: MqttTap; readonly tenant: string; readonly device: string },
    context: AdapterContext,
  ) {
    this.name = name;
    this.#who = who;
    this.#context = context;
    this.role = context.role;
    this.handsOf = context.fixture?.by ?? "person";
  }

  get gone(): string | undefined {
    return this.#who.tap.gone;
  }

  refusal(one: Scenario): string | undefined {
    if (one.line !== undefined) return "it has a broker, and no serial line";
    return isPassive(one) ? undefined : "it plays the other end, and behind a tap the kit listens";
  }

  async open(): Promise<void> {
    const { tap, tenant, device } = this.#who;
    await tap.open();
    const text = `The tap listens at ${tap.place}: tenant ${tenant}, device ${device}.`;
    this.#context.tell(`${text} Each case begins with a new connection of the device.`);
  }

  placeFor(drawn: DutTarget): DutTarget {
    const { tenant, device } = this.#who;
    return { ...drawn, tenant, deviceId: device, url: `mqtt://${this.#who.tap.place}` };
  }

  listensIn(log: WireLog): void {
    this.#who.tap.listenFor(log);
  }

  start(target: DutTarget) {
    return startRealDut(target, this.#context.fixture, this.#saidBefore);
  }

  close(): Promise<void> {
    return this.#who.tap.close();
  }
}

function brokerIn({ options, text }: AdapterAddress): TapPlaces["broker"] {
  const url = /^mqtt(s?):\/\/([^/:]+)(?::(\d{1,5}))?$/.exec(options.get("broker") ?? "");
  const [, secure, host] = url ?? [];
  if (host === undefined) throw badAddress(text, "broker=mqtt://host:1883 or mqtts://host:8883");
  const port = Number(url?.[3] ?? (secure === "s" ? 8_883 : 1_883));
  return { host, port, isSecure: secure === "s" };
}
