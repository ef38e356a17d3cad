import { DROP_ADDRESS_MAX } from "@dosekit/protocols";
import { type AdapterAddress, numberOption } from "./adapter-address.ts";

/** The address that an option gives on a shared line. @throws KitMistake beyond its bounds */
export function sharedAddressIn(address: AdapterAddress): { readonly sharedAddress?: number } {
  const shared = numberOption(address, "shared", { min: 1, max: DROP_ADDRESS_MAX });
  return shared === undefined ? {} : { sharedAddress: shared };
}
