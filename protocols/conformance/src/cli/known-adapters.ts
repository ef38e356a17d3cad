import {
  type AdapterAddress,
  badAddress,
  parseAdapterAddress,
} from "../adapters/adapter-address.ts";
import { EXEC_ADAPTER } from "../adapters/exec-adapter.ts";
import type { AdapterKind } from "../adapters/kit-adapter.ts";
import { MQTT_ADAPTER } from "../adapters/mqtt-adapter.ts";
import { PTY_ADAPTER, SERIAL_ADAPTER } from "../adapters/serial-adapters.ts";
import { TAP_ADAPTER } from "../adapters/tap-adapter.ts";
import { TCP_ADAPTER } from "../adapters/tcp-adapter.ts";

/** Ways to the one under test that the kit has by itself. */
export const OWN_ADAPTERS: readonly AdapterKind[] = [
  SERIAL_ADAPTER,
  TCP_ADAPTER,
  PTY_ADAPTER,
  MQTT_ADAPTER,
  TAP_ADAPTER,
  EXEC_ADAPTER,
];

/**
 * Finds the kind of adapter that an address is for.
 *
 * @throws KitMistake naming the kinds there are
 */
export function adapterKindOf(
  text: string,
  kinds: readonly AdapterKind[],
): { readonly kind: AdapterKind; readonly address: AdapterAddress } {
  const address = parseAdapterAddress(text);
  const kind = kinds.find(({ scheme }) => scheme === address.scheme);
  if (kind !== undefined) return { kind, address };
  throw badAddress(text, kinds.map(({ help }) => help).join("\n           "));
}
