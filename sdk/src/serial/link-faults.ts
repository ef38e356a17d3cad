import type { LinkFailure } from "@dosekit/protocols";
import { type SdkFault, type SdkFaultCode, sdkFault } from "../errors.ts";

const BY_FAILURE: Readonly<Record<LinkFailure, SdkFaultCode>> = {
  silence: "serial-silence",
  garbage: "serial-garbage",
  version: "serial-version",
};

/** Says what it means that a link comes into no contact. */
export function faultOfFailure(failure: LinkFailure, where: string): SdkFault {
  return sdkFault(BY_FAILURE[failure], where);
}
